"""How many requests one client may make."""

import pytest

from archive.web import rate
from archive.web.rate import BURST, Buckets, client_of


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_so_many_a_second_and_each_client_for_itself() -> None:
    clock = Clock()
    buckets = Buckets(2.0, clock)
    assert [buckets.wait("a") for _ in range(2 * BURST)] == [0.0] * 2 * BURST
    assert buckets.wait("a") == pytest.approx(0.5)
    assert buckets.wait("b") == 0
    clock.now = 0.6
    assert buckets.wait("a") == 0
    assert buckets.wait("a") == pytest.approx(0.4)
    clock.now = 1000
    assert [buckets.wait("a") for _ in range(2 * BURST + 1)][-1] > 0, "no more than a burst is saved up"


def test_a_rate_below_one_lets_the_first_request_through() -> None:
    clock = Clock()
    buckets = Buckets(0.05, clock)
    assert buckets.wait("a") == 0
    assert buckets.wait("a") == pytest.approx(20)
    clock.now = 20.001
    assert buckets.wait("a") == 0


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "CLIENTS", 3)
    buckets = Buckets(0.1, Clock())
    assert [buckets.wait(client) for client in "abcda"] == [0, 0, 0, 0, 0], "the one that was silent longest is forgotten"
    assert buckets.wait("d") > 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("", "unix:", False),
    ],
)
def test_who_counts_as_one_client(one: str, other: str, same: bool) -> None:
    assert (client_of(one) == client_of(other)) is same

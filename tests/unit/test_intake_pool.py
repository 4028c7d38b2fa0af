"""Worker processes: results in order, in bounded memory, and a process that dies costs one job."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from archive.errors import ArchiveError
from archive.intake import pool
from archive.intake.pool import Ended, Job, Pool, Result


def echo(payload: tuple[int, int]) -> Iterator[bytes]:
    """As many results as the first number says, each of as many bytes as the second."""
    count, size = payload
    for number in range(count):
        yield bytes([number % 256]) * size


def mortal(payload: str) -> Iterator[str]:
    """What is said; some words are deadly."""
    yield payload
    if payload == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if payload == "raise":
        raise ValueError(payload)
    if payload == "hang":
        time.sleep(3600)


def stillborn(_payload: object) -> Iterator[object]:
    """Is never reached: see `Unpicklable`."""
    yield None


class Unpicklable:
    """Work that cannot be taken up in another process."""

    def __call__(self, payload: object) -> Iterator[object]:
        return stillborn(payload)

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


def told(events: Iterator[Result[int] | Ended[int] | None]) -> list[tuple[int, object]]:
    """Results by tag, and for the end of a job whether it was lost."""
    return [(event.tag, event.value if isinstance(event, Result) else event.lost) for event in events if event is not None]


def test_results_come_in_the_order_of_the_jobs_however_long_each_takes() -> None:
    sizes = [(3, 10), (1, 900_000), (0, 0), (200, 3000), (2, 1), (1, 300_000), (5, 50_000)] * 4
    with Pool[int](echo, 2) as workers:
        found = told(workers.stream(Job(number, size, 10) for number, size in enumerate(sizes)))
    wanted: list[tuple[int, object]] = []
    for number, size in enumerate(sizes):
        wanted += [(number, value) for value in echo(size)] + [(number, False)]
    assert found == wanted


def test_a_job_that_has_nothing_to_do_keeps_its_place() -> None:
    jobs = [Job(number, (1, 1) if number % 3 else None, 1) for number in range(30)]
    with Pool[int](echo, 2) as workers:
        found = told(workers.stream(jobs))
    assert [tag for tag, value in found if value is False] == list(range(30))
    assert len(found) == 50


@pytest.mark.parametrize("deadly", ["die", "raise"])
def test_a_process_that_dies_costs_its_job_only(deadly: str) -> None:
    words = [deadly if number in (0, 7, 8, 19) else "live" for number in range(20)]
    with Pool[int](mortal, 2) as workers:
        found = told(workers.stream(Job(number, word, 1) for number, word in enumerate(words)))
    assert [tag for tag, value in found if value is True] == [0, 7, 8, 19]
    assert [value for _, value in found if isinstance(value, str)] == words


def test_a_process_that_says_nothing_for_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 0.5)
    with Pool[int](mortal, 2) as workers:
        events = [event for event in workers.stream(Job(number, word, 1) for number, word in enumerate(["live", "hang", "live"])) if event]
    assert [(event.tag, event.lost, event.code) for event in events if isinstance(event, Ended)] == [
        (0, False, None),
        (1, True, None),
        (2, False, None),
    ]


def test_no_more_is_held_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "HELD", 1 << 20)
    begun = 0

    def jobs() -> Iterator[Job[int]]:
        nonlocal begun
        for number in range(60):
            begun += 1
            yield Job(number, (10, 100_000), 100_000)

    ended = 0
    with Pool[int](echo, 2) as workers:
        for event in workers.stream(jobs()):
            ended += isinstance(event, Ended)
            assert begun - ended <= 14
    assert ended == 60


def test_processes_that_cannot_start_are_an_error_and_no_endless_loop() -> None:
    with pytest.raises(ArchiveError), Pool[int](Unpicklable(), 1) as workers:
        told(workers.stream([Job(0, None, 0), Job(1, "x", 1)]))

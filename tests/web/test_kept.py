"""Answers that are kept are the ones that would be made."""

from archive.web.kept import LARGEST, Answer, Kept
from tests.web.conftest import Library
from tests.web.samples import SAMPLES


def answer(size: int) -> Answer:
    return Answer(bytes(size), ())


def test_an_answer_is_made_once_while_the_index_stays_the_same(small: Library) -> None:
    small.take(*SAMPLES[:1])
    client = small.client()
    first = client.get("/?q=港口")
    again = client.get("/?q=港口")
    assert again.data == first.data, "even the time it took"
    assert dict(again.headers) == dict(first.headers)
    small.take(*SAMPLES[1:2])
    assert client.get("/?q=港口").text.count("<article") > first.text.count("<article")


def test_an_answer_belongs_to_its_address(small: Library) -> None:
    small.take(*SAMPLES[:1])
    client = small.client()
    for host in ("http://one.example", "http://two.example/yanlu"):
        assert f"{host}/p/".removesuffix("/p/") in client.get("/kwic.csv?q=港口", base_url=host).text
    assert "lang=en" in client.get("/?q=港口&lang=en").text
    assert "lang=en" not in client.get("/?q=港口").text.partition("<main")[2]


def test_the_front_page_follows_the_archive(small: Library) -> None:
    client = small.client()
    assert "库里还没有文件" in client.get("/").text
    small.take(*SAMPLES[:1])
    assert "库里还没有文件" not in client.get("/").text


def test_the_longest_unasked_goes_first() -> None:
    kept = Kept(size=100)
    for key in "abc":
        kept.put(key, answer(33))
    assert kept.get("a")
    kept.put("d", answer(34))
    assert [bool(kept.get(key)) for key in "abcd"] == [True, False, True, True]


def test_an_answer_put_twice_counts_once() -> None:
    kept = Kept(size=100)
    for _ in range(9):
        kept.put("a", answer(60))
    kept.put("b", answer(40))
    assert kept.get("a")
    assert kept.get("b")


def test_a_large_answer_is_not_kept() -> None:
    kept = Kept()
    kept.put("a", answer(LARGEST + 1))
    assert kept.get("a") is None

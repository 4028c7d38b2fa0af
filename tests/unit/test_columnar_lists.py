"""A list read in part tells what the whole list tells."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from sys import getswitchinterval, setswitchinterval

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar.lists import IMPACT, Bitmap, ShortList, TermList, read_list
from index.columnar.postings import PADDING, Postings, encode, weights_of
from index.columnar.view import ListCache


def written(weights: Sequence[int]) -> TermList:
    """Read back the list of a segment in which document i has weight i, 0 where the term does not occur."""
    docs = np.flatnonzero(weights)
    data = encode(Postings(docs, weights_of(np.array(weights, float)[docs])), len(weights))
    return read_list(memoryview(data + b"\xff" * PADDING), len(docs), len(weights))


@st.composite
def weights(draw: st.DrawFn) -> list[int]:
    """Weights of lists short and long, rare and frequent, heavy and not."""
    some = draw(st.lists(st.sampled_from((0, 1, 1, 1, 1, 2, 200)), min_size=1, max_size=150))
    some[0] = 1
    return some * draw(st.sampled_from((1, 7)))


@settings(deadline=None)
@given(weights(), st.lists(st.integers(0, 10_000), max_size=20))
def test_a_list_tells_the_weight_of_each_document(expected: Sequence[int], asked: Sequence[int]) -> None:
    found = written(expected)
    docs = np.array([doc % len(expected) for doc in asked], np.int64)
    for _ in range(5):
        assert found.at(docs).tolist() == [expected[doc] for doc in docs]
    held = [doc for doc, weight in enumerate(expected) if weight]
    assert found.docs().tolist() == held
    assert found.count == len(held)
    assert np.broadcast_to(found.weights(), len(held)).tolist() == [expected[doc] for doc in held]


@settings(deadline=None)
@given(weights(), st.integers(0, 255), st.floats(0.125, 8, width=32))
def test_impacts_are_near_the_shares_they_stand_for(expected: Sequence[int], length: int, norm: float) -> None:
    found = written(expected)
    lengths = np.full(len(expected), length, np.uint8)
    for factor in (1, 2):
        norms = np.full(256, norm * factor, np.float32)
        shares = np.array([weight / (weight + norm * factor) for weight in expected])
        assert found.impacts(norms, lengths) == pytest.approx(shares[shares > 0] * IMPACT, abs=0.501)
        assert found.spread_impacts(norms, lengths) == pytest.approx(shares * IMPACT, abs=0.501)


def test_frequent_terms_are_bitmaps_and_rare_ones_are_not() -> None:
    frequent = written([1, 1, 0, 2] * 5000)
    assert isinstance(frequent, Bitmap)
    assert isinstance(written([1, *[0] * 5000]), ShortList)
    many = np.arange(20_000)
    assert frequent.at(many).tolist() == [1, 1, 0, 2] * 5000


@pytest.mark.parametrize("limit", [0, 2_000, 100_000])
def test_the_cache_lets_go_what_was_not_used_for_longest(limit: int) -> None:
    cache, found = ListCache(limit), written([1] * 10)
    for number in range(20):
        cache.put(("segment", "field", number), found)
        cache.get(("segment", "field", 0))
    kept = [number for number in range(20) if cache.get(("segment", "field", number))]
    assert len(kept) == max(1, min(20, limit // found.nbytes))
    assert kept[-1] == 19
    assert (kept[0] == 0) == (limit >= 2 * found.nbytes)


def test_the_cache_counts_right_whatever_threads_do_at_a_time() -> None:
    lists = [written([1] * (number + 1)) for number in range(50)]
    limit = sum(found.nbytes for found in lists) // 2
    cache = ListCache(limit)

    def ask(seed: int) -> None:
        random = Random(seed)
        for _ in range(15_000):
            number = random.randrange(len(lists))
            key = ("segment", "field", number)
            if cache.get(key) is None:
                cache.put(key, lists[number])

    before = getswitchinterval()
    setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(ask, range(8)))
    finally:
        setswitchinterval(before)
    kept = [found for number, found in enumerate(lists) if cache.get(("segment", "field", number))]
    assert limit - max(found.nbytes for found in lists) < sum(found.nbytes for found in kept) <= limit


def test_the_cache_lets_go_what_belongs_to_other_segments() -> None:
    cache, found = ListCache(10_000), written([1] * 10)
    for segment in ("old", "new"):
        cache.put((segment, "field", 1), found)
    cache.keep({"new"})
    assert cache.get(("old", "field", 1)) is None
    assert cache.get(("new", "field", 1)) is found

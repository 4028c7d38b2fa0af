"""The first of many, found without sorting all, are those that sorting would put first."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar.ranking import best, bound, most_frequent

few_values = st.lists(st.sampled_from((0.0, 0.5, 1.0, 2.0)), min_size=1, max_size=60)


@st.composite
def many(draw: st.DrawFn) -> list[float]:
    """Up to some ten thousand keys, many of them equal."""
    some = draw(few_values)
    return some * draw(st.sampled_from((1, 3, 200)))


@settings(deadline=None)
@given(many(), st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_best_come_first_and_equals_by_number(keys: Sequence[float], count: int, random: object) -> None:
    numbers = list(range(len(keys)))
    random.shuffle(numbers)  # type: ignore[attr-defined]  # a random.Random
    expected = sorted(range(len(keys)), key=lambda place: (-keys[place], numbers[place]))[:count]
    assert best(np.array(keys), np.array(numbers), count).tolist() == expected


@settings(deadline=None)
@given(many(), st.integers(1, 12))
def test_the_bound_lets_enough_through(keys: Sequence[float], count: int) -> None:
    count = min(count, len(keys))
    assert np.count_nonzero(np.array(keys) >= bound(np.array(keys), count)) >= count


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 5), max_size=300), min_size=1, max_size=4), st.integers(1, 20))
def test_the_most_frequent_of_each_table_come_first_and_equals_by_code(tables: Sequence[Sequence[int]], size: int) -> None:
    held = [[(code, count) for code, count in enumerate(table) if count] for table in tables]
    expected = [sorted(some, key=lambda pair: (-pair[1], pair[0]))[:size] for some in held]
    starts = np.cumsum([0, *map(len, tables)])
    found = most_frequent(np.array([count for table in tables for count in table], float), starts, size)
    assert [list(zip(codes, counts, strict=True)) for codes, counts in found] == expected

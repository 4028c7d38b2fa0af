"""Where strings stand, against a plain look at every place."""

from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from index.occurrences import near, occurrences

texts = st.text("云岭市a", max_size=16)
strings = st.text("云岭市a", min_size=1, max_size=3)


def everywhere(text: str, string: str) -> list[Span]:
    return [(at, at + len(string)) for at in range(len(text)) if text.startswith(string, at)]


@given(texts, strings)
def test_every_place_is_found(text: str, string: str) -> None:
    assert list(occurrences(text, string)) == everywhere(text, string)


@given(texts, strings, texts)
def test_places_inside_a_longer_string_are_left_out(text: str, string: str, outside: str) -> None:
    longer = everywhere(text, outside) if outside else []
    expected = [(start, end) for start, end in everywhere(text, string) if not any(a <= start and end <= b for a, b in longer)]
    assert list(occurrences(text, string, outside)) == expected


@given(texts, strings, strings, st.integers(0, 5))
def test_near_ones_are_the_pairs_that_are_near(text: str, left: str, right: str, distance: int) -> None:
    pairs = [
        (one, other)
        for one in everywhere(text, left)
        for other in everywhere(text, right)
        if 0 <= other[0] - one[1] <= distance or 0 <= one[0] - other[1] <= distance
    ]
    found = set(near(text, left, right, distance))
    assert bool(found) == bool(pairs)
    assert found <= {place for pair in pairs for place in pair}


def test_an_empty_string_stands_nowhere() -> None:
    assert list(occurrences("云岭", "")) == []
    assert list(near("云岭", "", "云", 5)) == []


def test_both_of_a_near_pair_are_found() -> None:
    assert sorted(set(near("甲乙丙甲", "甲", "丙", 1))) == [(0, 1), (2, 3), (3, 4)]

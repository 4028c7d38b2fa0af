"""Marks on the original glyphs, and the part of a long text to show."""

from hypothesis import given
from hypothesis import strategies as st

from index.fold import fold
from index.highlight import Marker, excerpt, merged
from index.model import Doc, Span
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word

DOC = Doc("a", "s", 1, "海屏縣的ＡＢＣ漁港，abcd漁港漁港。", "漁港改造", "沈硯秋", "縣長", "海屏", date="2020")


def glyphs(node: Node) -> dict[str, list[str]]:
    return {field: [getattr(DOC, field)[start:end] for start, end in spans] for field, spans in Marker(node).marks(DOC).items()}


def test_words_are_marked_in_every_field() -> None:
    assert glyphs(Word("渔港，县长")) == {"text": ["漁港", "漁港", "漁港"], "title": ["漁港"], "office": ["縣長"]}
    assert glyphs(Word("abc")) == {"text": ["ＡＢＣ"]}
    assert glyphs(Word("沈砚秋", "speaker")) == {"speaker": ["沈硯秋"]}


def test_exact_strings_patterns_and_pairs_are_marked() -> None:
    assert glyphs(Exact("渔港渔")) == {"text": ["漁港漁"]}
    assert glyphs(Exact("渔港", "text", "渔港渔港")) == {"text": ["漁港"]}
    assert glyphs(Wildcard("abc*")) == {"text": ["ＡＢＣ", "abcd"]}
    assert glyphs(Near("海屏", "abc", 3)) == {"text": ["海屏", "ＡＢＣ"]}
    assert glyphs(Near("海屏", "abc", 1)) == {}


def test_trees_mark_what_speaks_for_the_passage() -> None:
    assert glyphs(And((Exact("海屏"), Not(Exact("渔港"))))) == {"text": ["海屏"]}
    assert glyphs(Or((Exact("县长"), Exact("改造")))) == {"title": ["改造"], "office": ["縣長"]}
    assert glyphs(And((Everything(), Facet("place", "海屏"), Dates("2020", "")))) == {}


def test_overlapping_spans_are_joined_and_neighbours_are_not() -> None:
    assert merged([(5, 7), (0, 2), (1, 4), (4, 5), (5, 6)]) == ((0, 4), (4, 5), (5, 7))


@given(st.text("云雲岭A ａ", max_size=30), st.text("云雲岭Aａ", min_size=1, max_size=3))
def test_an_exact_string_marks_exactly_its_occurrences(text: str, string: str) -> None:
    expected = {
        place
        for start in range(len(text))
        if fold(text)[start : start + len(string)] == fold(string)
        for place in range(start, start + len(string))
    }
    spans = Marker(Exact(string, "text")).marks(Doc("a", "s", 1, text)).get("text", ())
    assert {place for start, end in spans for place in range(start, end)} == expected
    assert sum(end - start for start, end in spans) == len(expected)


def test_a_short_text_is_shown_whole_and_a_long_one_from_its_start() -> None:
    assert excerpt("水渠", [(0, 2)], 10) == (0, 2)
    assert excerpt("水渠" * 50, [], 10) == (0, 10)


def test_the_excerpt_begins_with_the_sentence_of_the_most_marks() -> None:
    text = "渠。" + "云" * 50 + "。水渠和水渠修好了。" + "岭" * 50
    spans = [(0, 1), (54, 55), (57, 58)]
    start, end = excerpt(text, spans, 20)
    assert text[start:end].startswith("水渠和水渠修好了。")
    assert end - start == 20


@given(
    st.text("云岭。a", max_size=200),
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 9)), max_size=9),
    st.integers(1, 60),
)
def test_the_excerpt_fits_and_shows_a_mark(text: str, places: list[Span], width: int) -> None:
    spans = [span for span in merged((start, start + length) for start, length in places) if span[1] <= len(text)]
    start, end = excerpt(text, spans, width)
    assert 0 <= start <= end <= len(text)
    assert end - start <= width
    if spans:
        assert any(start <= first < end for first, _ in spans)

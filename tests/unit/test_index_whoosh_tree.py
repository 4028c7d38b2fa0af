"""Query tree -> Whoosh queries."""

from collections.abc import Iterable

import pytest
from whoosh.query import And as AllOf
from whoosh.query import Every, NullQuery, Term

from index.fold import fold
from index.model import Doc
from index.schema import doc, row
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word
from index.walk import in_text
from index.whoosh_queries import Close, DateRange, Substring
from index.whoosh_tree import RANKED, matching, scoring


def expand(field: str, pattern: str) -> Iterable[str]:
    return [f"{field}-{pattern}"]


@pytest.mark.parametrize(
    ("node", "query"),
    [
        (Exact("渠", "text"), [Term("text_grams", "渠")]),
        (Exact("水渠", "text"), [Term("text_grams", "水渠")]),
        (Exact("水渠道", "title"), [Substring("title", "水渠道")]),
        (Exact("水渠", "text", "新水渠"), [Substring("text", "水渠", "新水渠")]),
        (Word("ＡＢＣ", "text"), [Term("text_words", "abc")]),
    ],
)
def test_a_leaf_of_one_field_becomes_one_query(node: Node, query: object) -> None:
    found = matching(node, expand)
    while isinstance(found, AllOf):
        (found,) = found.subqueries
    assert list(found) == query


def test_what_says_nothing_matches_everything_or_nothing() -> None:
    assert matching(Everything(), expand) == Every()
    assert matching(And(()), expand) == matching(Dates("", ""), expand) == matching(Word("，"), expand) == Every()
    assert matching(Or(()), expand) == NullQuery
    assert matching(Near("甲", "乙", 2), expand) == Close("甲", "乙", 2)
    assert matching(Dates("2020", ""), expand) == DateRange("2020", "")
    assert matching(Facet("place", "雲嶺"), expand) == Term("place", "云岭")


def test_only_what_speaks_for_a_passage_is_scored() -> None:
    query = scoring(And((Word("水渠", "title"), Not(Word("粮食")), Facet("place", "云岭"), Dates("2020", ""))), expand)
    assert {(term.fieldname, term.text) for term in query} == {
        ("title_words", "水渠"),
        ("title_grams", "水渠"),
    }
    assert scoring(Not(Word("粮食")), expand) == NullQuery


def test_a_quoted_string_is_scored_by_its_ends() -> None:
    query = scoring(Exact("水渠改造，", "text"), expand)
    assert [(term.fieldname, term.text, term.boost) for term in query] == [("text_grams", "水渠", 0.5), ("text_grams", "造,", 0.5)]
    assert [(term.text, term.boost) for term in scoring(Exact("水", "text"), expand)] == [("水", 1.0)]
    assert scoring(Exact(""), expand) == NullQuery


def test_characters_count_where_there_are_several_words() -> None:
    assert {term.text for term in scoring(Word("水渠灯塔", "text"), expand)} >= {"水", "渠", "灯", "塔", "水渠", "渠灯", "灯塔"}
    assert {term.text for term in scoring(Word("渠", "text"), expand)} == {"渠"}


def test_a_part_of_a_longer_string_is_not_scored_again() -> None:
    assert scoring(Or((Word("水渠改造"), Word("水渠"))), expand) == scoring(Word("水渠改造"), expand)
    assert scoring(Or((Word("水渠", "title"), Word("水渠改造", "text"))), expand) != scoring(Word("水渠改造", "text"), expand)


def test_question_words_are_not_scored() -> None:
    terms = {term.text for term in scoring(Word("谁修的水渠？", "text"), expand)}
    assert "水渠" in terms
    assert "谁" not in terms


def test_what_is_asked_for_twice_counts_twice() -> None:
    once, twice = scoring(Word("水", "text"), expand), scoring(And((Word("水", "text"), Word("水", "text"))), expand)
    assert [term.boost * 2 for term in once] == [term.boost for term in twice]


def test_a_pattern_stands_for_its_words_in_both() -> None:
    assert [term.text for term in matching(Wildcard("Ａ*", "text"), expand)] == ["text_words-a*"]
    assert [term.text for term in scoring(Wildcard("Ａ*", "text"), expand)] == ["text_words-a*"]


def test_a_long_string_is_ranked_by_its_beginning() -> None:
    long = "".join(map(chr, range(0x4E00, 0x5200)))
    ranked = "".join(term.text for term in scoring(Word(long, "text"), expand))
    assert fold(long)[RANKED - 1] in ranked
    assert fold(long)[RANKED] not in ranked


def test_narrowing_to_the_text_keeps_fields_and_exclusions() -> None:
    node = And((Word("甲"), Or((Exact("乙", None, "乙丙"), Wildcard("丁*"))), Exact("戊", "title"), Not(Word("己")), Facet("place", "庚")))
    assert in_text(node) == And(
        (
            Word("甲", "text"),
            Or((Exact("乙", "text", "乙丙"), Wildcard("丁*", "text"))),
            Exact("戊", "title"),
            Not(Word("己")),
            Facet("place", "庚"),
        )
    )


def test_a_document_comes_back_as_it_went_in() -> None:
    original = Doc("a", "s", 3, "水渠　ＡＢＣ", title="漁港", date="2020-03")
    stored = {name.removeprefix("_stored_"): value for name, value in row(original).items()}
    assert doc(stored) == original

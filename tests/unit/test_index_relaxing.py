"""A looser question: what may be left out of which query, and what never is."""

import pytest

from index.relaxing import is_question, looser
from index.syntax import parse
from index.tree import And, Dates, Everything, Exact, Facet, Node, Not, Or, Word


def loosened(q: str) -> Node | None:
    return looser(parse(q).node)


def test_any_of_the_words_will_do() -> None:
    assert loosened("港口 灯塔") == Or((Word("港口"), Word("灯塔")))
    assert loosened("text:港口 text:灯塔") == Or((Word("港口", "text"), Word("灯塔", "text")))
    assert loosened("港口的灯塔") == Or((Word("港口的灯塔"), Word("港口"), Word("灯塔")))


@pytest.mark.parametrize(
    "kept", [Not(Word("渔船")), Dates("2020", "2021"), Facet("place", "云岭"), Or((Word("水渠"), Word("渔船"))), Exact("港", None, "港口")]
)
def test_what_is_asked_beside_the_words_stays(kept: Node) -> None:
    found = looser(And((Word("港口"), kept, Word("灯塔"))))
    assert isinstance(found, And)
    assert found.children[0] == kept
    assert isinstance(found.children[1], Or)
    assert {Word("港口"), Word("灯塔")} <= set(found.children[1].children)


def test_a_quoted_string_must_occur_all_the_same() -> None:
    assert loosened('"旧港口" 灯塔') == And((Exact("旧港口"), Or((Word("灯塔"), Everything()))))


@pytest.mark.parametrize("q", ["港口", "", "港*", "-港口", "港口 OR 灯塔", '"港口的灯塔"', "place:云岭"])
def test_there_is_nothing_to_loosen(q: str) -> None:
    assert loosened(q) is None


def test_two_characters_of_a_run_that_no_dictionary_knows_may_be_a_name() -> None:
    found = loosened("桓燊昱")
    assert isinstance(found, Or)
    assert {Word("桓燊"), Word("燊昱")} <= set(found.children)


def test_questions_are_told_by_their_words() -> None:
    assert is_question(parse("灯塔是谁修的").node)
    assert is_question(parse("灯塔 为什么").node)
    assert not is_question(parse("灯塔 港口").node)
    assert not is_question(parse('"谁修的" 灯塔').node)

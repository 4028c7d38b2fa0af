"""What orders the best passages anew, and what leaves them as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import RERANKED, Candidate, Question, content
from index.syntax import parse
from index.tree import And, Exact, Word

FILLER = "沿岸的居民都参加了，气氛热烈。"


def question(q: str) -> Question:
    return Question(parse(q).node)


def first(q: str, *candidates: Candidate) -> int:
    scores = question(q).rerank(candidates)
    return scores.index(max(scores))


def test_a_single_word_a_quoted_string_and_a_place_order_nothing_anew() -> None:
    for q in ("灯塔", '"灯塔的修缮工程"', "place:云岭", "", "灯塔 灯塔"):
        assert question(q).depth == 0, q
    candidates = [Candidate(2.0, "灯塔"), Candidate(1.0, "灯塔灯塔")]
    assert question("灯塔").rerank(candidates) == [2.0, 1.0]


def test_the_more_words_the_more_passages() -> None:
    assert 0 < question("灯塔 港口").depth < question("灯塔 港口 渔船 码头").depth <= RERANKED
    assert (
        question(" ".join(["灯塔", "港口", "渔船", "码头", "水渠", "粮食", "道路", "桥梁", "学校", "医院", "车站", "市场"])).depth
        == RERANKED
    )


def test_question_words_do_not_count() -> None:
    assert question("灯塔是谁修的").words == ["灯塔", "修"]
    assert content("灯塔是什么时候修的") == ["灯塔是", "时候修的"]
    assert content("什么") == ["什么"]


def test_neighbours_that_stand_together_go_first() -> None:
    apart = Candidate(1.0, f"灯塔。{FILLER}{FILLER}修缮。")
    together = Candidate(1.0, f"灯塔修缮。{FILLER}{FILLER}")
    assert first("灯塔 修缮", apart, together) == 1


def test_what_few_of_them_hold_counts_most() -> None:
    common = [Candidate(1.0, f"港口渔船。{FILLER}") for _ in range(8)]
    rare = Candidate(1.0, f"港口灯塔。{FILLER}")
    assert first("港口 渔船 灯塔", *common, rare) == 8


def test_a_title_that_is_part_of_the_question_goes_first() -> None:
    other = Candidate(1.0, f"灯塔管理，罚款。{FILLER}", title="港口管理办法")
    named = Candidate(1.0, f"罚款，灯塔管理。{FILLER}", title="灯塔管理办法")
    assert first("灯塔管理办法 罚款", other, named) == 1


def test_a_title_about_more_goes_behind() -> None:
    long = Candidate(1.0, f"灯塔，罚款。{FILLER}", title="灯塔与港口、码头、渔船、水渠综合管理")
    short = Candidate(1.0, f"灯塔，罚款。{FILLER}", title="灯塔管理")
    assert first("灯塔 罚款", long, short) == 1


texts = st.text("灯塔港口修缮，ab ", max_size=30)


@given(st.lists(st.tuples(st.floats(0, 100), texts, texts), max_size=6), st.text("灯塔港口修缮谁 ", max_size=12))
def test_no_score_gets_smaller_or_is_lost(rows: list[tuple[float, str, str]], q: str) -> None:
    candidates = [Candidate(score, text, title) for score, text, title in rows]
    scores = Question(Word(q)).rerank(candidates)
    assert len(scores) == len(candidates)
    assert all(new >= old.score * (1 - 1e-9) for new, old in zip(scores, candidates, strict=True))


def test_a_string_beside_words_counts_as_asked() -> None:
    asked = Question(And((Exact("旧港口"), Word("灯塔"), Word("港口"))))
    assert asked.text == "旧港口 灯塔"
    assert asked.words == ["旧", "港口", "灯塔"]


@pytest.mark.parametrize("size", [1, 2])
def test_few_candidates_are_ordered_too(size: int) -> None:
    assert len(question("灯塔 港口").rerank([Candidate(0.0, "")] * size)) == size

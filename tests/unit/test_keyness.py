"""The words somebody uses often, and more often than others."""

from math import log

import pytest

from archive.keyness import distinctive, frequent, g2, uses


def test_g2_is_what_the_formula_says() -> None:
    # 20 of 100 against 30 of 900: expected 5, 45, 95, 855
    by_hand = 2 * (20 * log(20 / 5) + 30 * log(30 / 45) + 80 * log(80 / 95) + 870 * log(870 / 855))
    assert g2(20, 30, 100, 900) == pytest.approx(by_hand)


def test_g2_is_nothing_where_nothing_differs() -> None:
    assert g2(10, 90, 100, 900) == pytest.approx(0, abs=1e-9)
    assert g2(5, 0, 5, 0) == 0
    assert g2(0, 0, 5, 5) == 0


def test_words_are_counted_once_a_passage_and_only_those_that_say_something() -> None:
    counts, passages = uses(["港口港口，我们的港口在2020年", "港口與海關", "的"])
    assert passages == 3
    assert counts["港口"] == 2
    assert counts["海关"] == 1
    assert not {"我们", "的", "2020"} & set(counts)


def test_frequent_words_come_by_count_and_not_within_one_another() -> None:
    assert [use.word for use in frequent({"港口": 9, "数字经济": 7, "数字": 6, "海关": 7, "渔船": 2}, 5)] == ["港口", "数字经济", "海关"]
    assert len(frequent({"港口": 9, "海关": 7}, 1)) == 1


def test_distinctive_words_are_those_others_seldom_use() -> None:
    counts = {"灯塔": 30, "发展": 40, "渔火": 4, "会议": 3}
    everywhere = {"灯塔": 35, "发展": 4000, "渔火": 4, "会议": 3000}
    found = distinctive(counts, 100, everywhere, 10_000, 9)
    assert [(use.word, use.passages) for use in found] == [("灯塔", 30), ("渔火", 4)]
    assert found[0].surprise > found[1].surprise > 10.83


def test_nobody_is_distinct_from_nobody_else() -> None:
    assert distinctive({"灯塔": 30}, 30, {"灯塔": 30}, 30, 9) == ()


def test_an_index_that_knows_a_word_less_often_is_no_trouble() -> None:
    assert distinctive({"灯塔": 30}, 40, {}, 1000, 9)[0].word == "灯塔"

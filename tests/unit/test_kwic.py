"""The lines of a concordance: where they are cut, how they are ordered, what is written to a file."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.kwic import CONTEXT, Line, lines, ordered
from archive.web.sheet import csv_file
from index.model import Doc, Hit, Span


def hit(text: str, *spans: Span) -> Hit:
    return Hit(Doc("p", "s", 1, text), 1.0, {"text": spans} if spans else {"title": ((0, 1),)})


def line(before: str, after: str) -> Line:
    return Line(Doc("p", "s", 1, ""), before, "灯塔", after)


def test_every_occurrence_has_a_line() -> None:
    made = list(lines([hit("守灯塔的人，看灯塔。", (1, 3), (7, 9)), hit("只在题目里")]))
    assert [(one.before, one.keyword, one.after) for one in made] == [("守", "灯塔", "的人，看灯塔。"), ("守灯塔的人，看", "灯塔", "。")]


def test_marks_that_touch_are_one_keyword() -> None:
    assert [one.keyword for one in lines([hit("数字经济", (0, 2), (2, 4))])] == ["数字经济"]


def test_a_line_has_no_breaks_and_so_much_context() -> None:
    (made,) = lines([hit("海" * 60 + "\n灯塔\n" + "潮" * 60, (61, 63))])
    assert made.before == "海" * (CONTEXT - 1) + " "
    assert made.after == " " + "潮" * (CONTEXT - 1)


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5))
def test_a_line_is_a_stretch_of_the_text(text: str, spans: list[Span]) -> None:
    flat = text.translate(str.maketrans("\n\r\t\v\f\u2028\u2029", " " * 7))
    for one in lines([hit(text, *spans)]):
        assert one.keyword
        assert one.before + one.keyword + one.after in flat


def test_lines_by_what_precedes_are_read_outwards_from_the_keyword() -> None:
    made = ordered([line("乙，", "一"), line("丙甲", "二"), line("丁乙", "三")], "left")
    assert [one.after for one in made] == ["一", "三", "二"], "乙 before 甲 by code point, punctuation passed over"


def test_lines_by_what_follows() -> None:
    made = ordered([line("三", "壹丙"), line("一", "“壹丁"), line("二", "丈")], "right")
    assert [one.before for one in made] == ["二", "一", "三"]


def test_contexts_in_either_script_stand_together() -> None:
    made = ordered([line("", "学习"), line("", "安全"), line("", "學習"), line("", "龙舟")], "right")
    assert [one.after for one in made] == ["学习", "學習", "安全", "龙舟"]


def test_lines_as_they_came() -> None:
    some = [line("乙", ""), line("甲", "")]
    assert ordered(some, "position") == some


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "－1"])
def test_no_cell_is_a_formula(evil: str) -> None:
    written = csv_file(("a", "b"), [(evil, 7), ("平常", -7)])
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(written.decode("utf-8-sig"), newline="")))
    assert rows == [["a", "b"], [f"'{evil}", "7"], ["平常", "-7"]]

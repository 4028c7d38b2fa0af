"""Charts as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from archive.web.line_chart import BOTTOM, LEFT, RIGHT, TOP, chart

Values = st.dictionaries(st.integers(1, 9999), st.floats(0, 1e9, allow_subnormal=False), min_size=1, max_size=30)
Lines = st.lists(Values.map(lambda line: sorted(line.items())), min_size=1, max_size=4)


@given(Lines)
def test_everything_stands_inside_and_in_order(lines: list[list[tuple[int, float]]]) -> None:
    drawn = chart(lines)
    for line, given_line in zip(drawn.lines, lines, strict=True):
        assert [dot.year for dot in line.dots] == [year for year, _ in given_line]
        assert all(LEFT <= dot.x <= RIGHT and TOP <= dot.y <= BOTTOM for dot in line.dots)
        assert sum(points.count(",") for points in line.stretches) == len(line.dots)
    assert all(LEFT <= tick.at <= RIGHT for tick in drawn.years)
    assert len(drawn.years) <= 14
    assert 2 <= len(drawn.levels) <= 12


def test_a_year_without_a_value_breaks_the_line() -> None:
    (line,) = chart([[(2001, 1), (2002, 2), (2004, 3)]]).lines
    assert line.stretches == ("64,194 354.7,104", "936,14")


def test_levels_are_round_and_reach_over_the_highest() -> None:
    assert [tick.value for tick in chart([[(2001, 37), (2002, 3)]]).levels] == [0, 10, 20, 30, 40]
    assert [tick.value for tick in chart([[(2001, 0.7)]]).levels] == [0, 0.2, 0.4, 0.6, 0.8]


def test_nothing_found_is_a_line_on_the_ground() -> None:
    drawn = chart([[(2001, 0), (2002, 0)]])
    assert {dot.y for dot in drawn.lines[0].dots} == {BOTTOM}
    assert [tick.value for tick in drawn.years] == [2001, 2002]


def test_a_single_year_stands_in_the_middle() -> None:
    assert chart([[(1987, 5)]]).lines[0].dots[0].x == (LEFT + RIGHT) / 2

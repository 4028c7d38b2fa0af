"""The pure parts of the site: marks, bars, outlines, offices, looser queries, page numbers."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from archive.store.records import SpeechRef, StoredParagraph
from archive.web.highlight import EXCERPT, WHOLE, excerpt, marked
from archive.web.histogram import MOST_BARS, bars
from archive.web.markup import cleaned
from archive.web.parameters import SearchState
from archive.web.reading import Point, Tenure, outline, sittings, tenures
from archive.web.search_pages import page_numbers
from archive.web.urls import Urls

spans = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=6)


def bare(html: str) -> str:
    return html.replace("<mark>", "").replace("</mark>", "")


@given(st.text(max_size=50), spans, st.integers(0, 20), st.integers(0, 60))
def test_marking_changes_nothing_but_adds_marks(text: str, found: list[tuple[int, int]], start: int, end: int) -> None:
    html = marked(text, found, start, end)
    assert bare(html.replace("&lt;mark", "&lt;")) == escape(text[start:end]).replace("&lt;mark", "&lt;")
    assert html.count("<mark>") == html.count("</mark>")


def test_marks_that_touch_or_overlap_are_one() -> None:
    assert marked("数字经济与海", [(2, 4), (0, 2), (1, 3), (5, 6)]) == "<mark>数字经济</mark>与<mark>海</mark>"
    assert marked('<b>"&', [(0, 3), (9, 4)]) == "<mark>&lt;b&gt;</mark>&#34;&amp;"


@given(st.text("字。！", min_size=WHOLE + 1, max_size=600), st.integers(0, 598))
def test_an_excerpt_holds_the_mark(text: str, at: int) -> None:
    place = min(at, len(text) - 2)
    shown = excerpt(text, [(place, place + 2)])
    assert f"<mark>{text[place : place + 2]}</mark>" in shown.html
    assert len(bare(shown.html)) <= EXCERPT
    assert shown.cut_before or text.startswith(bare(shown.html))
    assert shown.cut_after or text.endswith(bare(shown.html))


def test_a_short_passage_is_whole() -> None:
    shown = excerpt("海" * WHOLE, [])
    assert (shown.html, shown.cut_before, shown.cut_after) == ("海" * WHOLE, False, False)


def test_bars_span_the_years_without_gaps() -> None:
    drawn = bars({"2001": 4, "2004": 2, "不详": 9}, SearchState(q="海"), Urls())
    assert [(bar.first, bar.count, bar.share) for bar in drawn] == [(2001, 4, 1.0), (2002, 0, 0.0), (2003, 0, 0.0), (2004, 2, 0.5)]
    assert drawn[0].href == "/?q=%E6%B5%B7&year=2001"


def test_a_chosen_year_is_taken_back_by_its_bar() -> None:
    drawn = bars({"2001": 4, "2002": 2}, SearchState(q="海", include={"year": ("2001",)}), Urls())
    assert [bar.selected for bar in drawn] == [True, False]
    assert drawn[0].href == "/?q=%E6%B5%B7"
    assert drawn[1].href == "/?q=%E6%B5%B7&year=2001&year=2002"


def test_centuries_are_drawn_in_steps_that_narrow_the_dates() -> None:
    drawn = bars({str(year): 1 for year in range(1842, 2021)}, SearchState(), Urls())
    assert len(drawn) <= MOST_BARS
    assert sum(bar.count for bar in drawn) == 2021 - 1842
    assert (drawn[0].first, drawn[0].last, drawn[0].href) == (1842, 1844, "/?from=1842&to=1844")


def test_one_year_needs_no_bars() -> None:
    assert bars({"2001": 4}, SearchState(), Urls()) == ()


def paragraph(number: int, text: str, *path: str) -> StoredParagraph:
    return StoredParagraph(f"p{number}", number, text, path, 1)


def test_an_outline_names_each_point_once_where_it_begins() -> None:
    points = outline(
        [
            paragraph(1, "导语。"),
            paragraph(2, "一、港口", "一、港口"),
            paragraph(3, "（一）先修码头。再修仓库。", "一、港口", "（一）"),
            paragraph(4, "续前段。", "一、港口", "（一）"),
            paragraph(5, "第一，办学。", "二、海岛", "第一"),
        ]
    )
    assert list(points) == [
        Point(0, "一、港口", "p2"),
        Point(1, "（一）先修码头", "p3"),
        Point(0, "二、海岛", "p5"),
        Point(1, "第一，办学", "p5"),
    ]


def speech(office: str | None, date: str | None) -> SpeechRef:
    return SpeechRef("s", None, "某人", office, date, None, 1)


def test_offices_run_until_another_begins() -> None:
    told = [("县长", "1999"), ("县长", "1998-05"), ("局长", "2003"), ("县长", "2008"), (None, "2009"), ("顾问", None)]
    assert tenures(speech(office, date) for office, date in told) == (
        Tenure("县长", "1998-05", "1999", 2),
        Tenure("局长", "2003", "2003", 1),
        Tenure("县长", "2008", "2008", 1),
    )


def test_page_numbers() -> None:
    assert page_numbers(1, 2) == [1, 2]
    assert page_numbers(5, 9) == [1, None, 3, 4, 5, 6, 7, None, 9]
    assert page_numbers(1, 100) == [1, 2, 3, None, 100]


def test_operators_html_keeps_structure_and_loses_the_rest() -> None:
    assert cleaned('<h2 class="x">一</h2><p>二 <a href="https://example.org" onclick="x">三</a> <a href="javascript:x">四</a></p>') == (
        '<h2>一</h2><p>二 <a href="https://example.org">三</a> <a>四</a></p>'
    )
    assert "<" not in cleaned("<iframe src=x></iframe><style>b</style><!-- x -->").replace("&lt;", "")


def test_turns_of_a_sitting_stand_together() -> None:
    first, second, other = (
        SpeechRef(one, title, None, None, "2012-03-07", "公报", 2) for one, title in (("a", "例会"), ("b", "例会"), ("c", "闭会"))
    )
    (sitting, turns), (alone, once) = sittings([first, second, other])
    assert (sitting.id, sitting.paragraphs, [turn.id for turn in turns]) == ("a", 4, ["a", "b"])
    assert (alone, once) == (other, (other,))
    assert [len(turns) for _, turns in sittings([first, other, second])] == [1, 1, 1]

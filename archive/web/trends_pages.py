"""The trends page, and its numbers as a file."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, Response, make_response, render_template, request

from archive.web.conditional import unless_known
from archive.web.facets import chips
from archive.web.line_chart import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, Chart, chart
from archive.web.parameters import SearchState
from archive.web.sheet import csv_file
from archive.web.site import site
from archive.web.trends import MEASURES, MOST_READ, MOST_WORDS, SPLITS, Line, TrendState, Year, read_trends, trend_pairs, trends

COLUMNS = ("year", "query", "part", "passages", "all_passages", "per_10000", "times", "characters", "times_per_10000")

pages = Blueprint("trends", __name__)


@pages.get("/trends")
def show() -> Response:
    """How often words occur over the years: a chart and its numbers."""
    return unless_known(partial(_page, read_trends(request.args)))


@pages.get("/trends.csv")
def table() -> Response:
    """The numbers of a chart, for a spreadsheet."""
    return unless_known(partial(_file, read_trends(request.args)))


def _page(state: TrendState) -> Response:
    lines = _lines(state)
    return make_response(
        render_template(
            "trends.html",
            state=state,
            lines=lines,
            rows=_rows(lines),
            chart=_chart(state, lines),
            chips=[(chip, replace(state, within=chip.without)) for chip in chips(state.within)],
            hidden=list(trend_pairs(TrendState(within=state.within))),
            measures=MEASURES,
            splits=SPLITS,
            most_words=MOST_WORDS,
            most_read=MOST_READ,
            size={"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "bottom": BOTTOM},
        )
    )


def _file(state: TrendState) -> Response:
    lines = _lines(state)
    rows = (
        (year.year, line.word, line.part, year.found, year.all, round(year.share, 4), *_times(year))
        for line in lines
        for year in line.years
    )
    response = Response(csv_file(COLUMNS, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="trends.csv"'
    return response


def _lines(state: TrendState) -> tuple[Line, ...]:
    here = site()

    def characters(within: SearchState) -> dict[str, int]:
        asked = (within.include, within.exclude, within.date_from, within.date_to)
        return here.remembered.get(here.engine.generation(), ("characters", repr(asked)), lambda: here.store.characters_by_year(*asked))

    return trends(here.engine, characters, state)


def _times(year: Year) -> tuple[int | float | str, ...]:
    """The columns of occurrences, empty where these were not asked for."""
    return ("", "", "") if year.times is None else (year.times, year.characters or 0, round(year.rate, 4))


def _chart(state: TrendState, lines: tuple[Line, ...]) -> Chart | None:
    drawn = [[(year.year, year.value(state.measure)) for year in line.years] for line in lines]
    return chart(drawn) if any(drawn) else None


def _rows(lines: tuple[Line, ...]) -> list[tuple[int, list[object]]]:
    """The years in which anything is held, from the latest, each with what every line has there, if anything."""
    held = [{year.year: year for year in line.years} for line in lines]
    years = sorted({year for some in held for year in some}, reverse=True)
    return [(year, [some.get(year) for some in held]) for year in years]

"""Ways through the archive without a question: by speaker, place, collection, year and title."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from archive.errors import NotFound
from archive.store.records import SpeakerSummary
from archive.web.conditional import unless_known
from archive.web.directory import Directory, Entry, by_pinyin, read_name, read_title
from archive.web.histogram import bars
from archive.web.parameters import SearchState, read
from archive.web.search_pages import page_numbers
from archive.web.site import site, urls
from index.model import Query

pages = Blueprint("browse", __name__)

WAYS: Final[Mapping[str, str]] = {
    "speakers": "speaker",
    "places": "place",
    "collections": "collection",
    "years": "year",
    "titles": "title",
}
"""Each way by its word in the address, and the facet it goes by."""

_MOST: Final = 1_000_000
_TOP: Final = 12
"""Entries of each way that the first page shows."""


@pages.get("/browse")
def browse() -> Response:
    """All ways, with the most frequent entries of each, of years the latest."""
    return unless_known(_overview)


@pages.get("/browse/<way>")
def browse_way(way: str) -> Response:
    """One way: its entries by the letter, years in their order."""
    if way not in WAYS:
        raise NotFound("没有这样的目录：{way}。", way=way)
    state, _ = read(request.args)
    return unless_known(_years if way == "years" else partial(_directory, way, state.page))


def href(way: str, entry: Entry) -> str:
    """Where an entry leads: a speaker to the speaker's page, all else to its passages."""
    return urls().speaker(entry.key) if way == "speakers" else urls().search(SearchState().including(WAYS[way], entry.key))


def _overview() -> Response:
    tops = {way: (len(entries), _top(way, entries)) for way in WAYS if (entries := _entries(way))}
    return make_response(render_template("browse.html", tops=tops, href=href))


def _top(way: str, entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.label if way == "years" else entry.count, reverse=True)[:_TOP]


def _directory(way: str, wanted: int) -> Response:
    here = site()
    made = here.remembered.get(here.engine.generation(), ("directory", way), partial(_made, way))
    page = min(wanted, made.pages)
    return make_response(
        render_template(
            "browse_way.html",
            way=way,
            directory=made,
            page=page,
            numbers=page_numbers(page, made.pages) if made.pages > 1 else [],
            href=href,
        )
    )


def _years() -> Response:
    drawn = bars(_counts("year"), SearchState(), urls())
    return make_response(render_template("browse_years.html", entries=sorted(_entries("years"), key=_label), bars=drawn, href=href))


def _made(way: str) -> Directory:
    return by_pinyin(_entries(way), read_name if way == "speakers" else read_title)


def _entries(way: str) -> list[Entry]:
    """Everything there is of a way; speakers with the number of their speeches, all else with the number of passages."""
    if way == "speakers":
        return [Entry(one.name, one.speeches, one.id, _span(one)) for one in site().store.speakers()]
    return [Entry(value, count, value) for value, count in _counts(WAYS[way]).items() if value]


def _counts(facet: str) -> Mapping[str, int]:
    return site().engine.search(Query(size=1, facets=(facet,), facet_size=_MOST)).facets[facet]


def _span(one: SpeakerSummary) -> str:
    return "–".join(dict.fromkeys(date[:4] for date in (one.first_date, one.last_date) if date))


def _label(entry: Entry) -> str:
    return entry.label

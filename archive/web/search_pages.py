"""The front page, the search page, how to search, and what the archive is."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from archive.web.answers import find
from archive.web.conditional import unless_known
from archive.web.examples import examples
from archive.web.facets import boxes, chips
from archive.web.histogram import bars
from archive.web.languages import DEFAULT_LANGUAGE, TRADITIONAL
from archive.web.markup import cleaned
from archive.web.notes import Note
from archive.web.parameters import PAGE_SIZE, SORTS, SearchState, read
from archive.web.site import Site, language, site, urls
from archive.web.suggesting import speakers_meant
from archive.web.traditional import traditional
from index.model import Hit

ABOUT: Final = Path(__file__).with_name("about")
NEAR: Final = 2
"""Pages shown on either side of the one being read."""

pages = Blueprint("search", __name__)


@pages.get("/")
def search() -> Response:
    """The search page, or the front page where nothing is asked for."""
    state, notes = read(request.args)
    if state.empty:
        return _front(state, notes)
    return unless_known(partial(_results, state, notes))


@pages.get("/about")
def about() -> str:
    """What the archive is: the operator's text, or the site's own."""
    return render_template("about.html", text=site().about or cleaned(_own_about(language())))


@pages.get("/help")
def help_page() -> Response:
    """How to search, with examples that find something in this archive."""
    return unless_known(_help)


def page_numbers(page: int, last: int) -> list[int | None]:
    """The pages to link: the first, the last and those near by; None stands for a gap."""
    wanted = sorted({1, last, *range(max(page - NEAR, 1), min(page + NEAR, last) + 1)})
    numbers: list[int | None] = []
    for number in wanted:
        if numbers and number - (numbers[-1] or 0) > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


def _front(state: SearchState, notes: tuple[Note, ...]) -> Response:
    here = site()
    totals = here.store.totals()
    counts = find(here.engine, here.suggestions.lexicon(), state).page.facets if totals.paragraphs else {}
    drawn = bars(counts.get("year", ()), state, urls())
    return make_response(render_template("front.html", state=state, notes=notes, totals=totals, boxes=boxes(state, counts), bars=drawn))


def _own_about(spoken: str) -> str:
    if spoken == TRADITIONAL:
        return traditional(_own_about(DEFAULT_LANGUAGE))
    return (ABOUT / f"{spoken}.html").read_text(encoding="utf-8")


def _help() -> Response:
    here = site()
    return make_response(render_template("help.html", examples=examples(here.engine, here.suggestions.lexicon(), language())))


def _results(state: SearchState, notes: tuple[Note, ...]) -> Response:
    here = site()
    built = urls()
    found = find(here.engine, here.suggestions.lexicon(), state)
    page = found.page
    body = render_template(
        "search.html",
        state=state,
        found=found,
        notes=(*notes, *found.notes),
        sorts=SORTS,
        page_size=PAGE_SIZE,
        boxes=boxes(state, page.facets),
        chips=list(chips(state, built)),
        bars=bars(page.facets.get("year", ()), state, built),
        numbers=page_numbers(min(state.page, found.pages), found.pages) if found.pages > 1 else [],
        speakers=_speaker_pages(here, page.hits),
        people=speakers_meant(here.suggestions.lexicon(), here.store, state.q),
    )
    return make_response(body)


def _speaker_pages(here: Site, hits: Iterable[Hit]) -> dict[str, str]:
    """The address of each speaker's page, by name."""
    refs = (here.store.speaker_named(name) for name in {hit.doc.speaker for hit in hits if hit.doc.speaker})
    return {ref.name: urls().speaker(ref.id) for ref in refs if ref is not None}

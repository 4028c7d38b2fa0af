"""The front page, the search page, how to search, and what the archive is."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from archive.web.answers import Found, find
from archive.web.conditional import unless_known
from archive.web.examples import examples
from archive.web.facets import boxes, chips
from archive.web.grouping import Group, by_speech
from archive.web.histogram import bars
from archive.web.kwic_pages import PAGE_LINES, Concordance, concordance
from archive.web.languages import DEFAULT_LANGUAGE, TRADITIONAL
from archive.web.loosening import Loosening, loosening
from archive.web.markup import cleaned
from archive.web.notes import Note
from archive.web.parameters import ORDERS, PAGE_SIZE, SORTS, VIEWS, SearchState, lasting, read
from archive.web.reading import breadcrumb
from archive.web.site import Site, language, site, urls
from archive.web.speakers import speakers_named
from archive.web.suggesting import SPEAKERS, names_meant
from archive.web.traditional import traditional

ABOUT: Final = Path(__file__).with_name("about")
NEAR: Final = 2
"""Pages shown on either side of the one being read."""

pages = Blueprint("search", __name__)


@pages.get("/")
def search() -> Response:
    """The search page, or the front page where nothing is asked for."""
    state, notes = read(request.args)
    return unless_known(partial(_front if state.empty else _results, state, notes))


@pages.get("/about")
def about() -> str:
    """What the archive is: the operator's text, or the site's own."""
    return render_template("about.html", text=site().about or cleaned(_own_about(language())))


@pages.get("/help")
def help_page() -> Response:
    """How to search, with examples that find something in this archive."""
    return unless_known(_help)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view shows of a result, and how many pages that has."""

    groups: tuple[Group, ...]
    concordance: Concordance | None
    pages: int


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
    drawn = bars(counts.get("year", {}), state, urls())
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
    lexicon = here.suggestions.lexicon()
    found = find(here.engine, lexicon, state)
    page = found.page
    shown = _shown(here, found)
    hits = [hit for group in shown.groups for hit in group.hits]
    meant = names_meant(lexicon, state.q)
    known = speakers_named(here, {*meant, *(hit.doc.speaker for hit in hits if hit.doc.speaker)})
    body = render_template(
        "search.html",
        state=state,
        found=found,
        notes=(*notes, *found.notes),
        sorts=SORTS,
        page_size=PAGE_SIZE,
        views=VIEWS,
        boxes=boxes(state, page.facets),
        chips=list(chips(state)),
        bars=bars(page.facets.get("year", {}), state, built),
        orders=ORDERS,
        groups=shown.groups,
        concordance=shown.concordance,
        lasting=dict(lasting(state)),
        sample_size=PAGE_LINES,
        trails={pid: breadcrumb(some) for pid, some in here.store.outlines([hit.doc.id for hit in hits]).items()},
        pages=shown.pages,
        numbers=page_numbers(min(state.page, shown.pages), shown.pages) if shown.pages > 1 else [],
        speakers={name: built.speaker(ref.id) for name, ref in known.items()},
        people=list({known[name].id: known[name] for name in meant if name in known}.values())[:SPEAKERS],
        loosened=_loosened(here, found),
    )
    return make_response(body)


def _shown(here: Site, found: Found) -> Shown:
    match found.state.view:
        case "speeches":
            last = -(-found.page.speeches // PAGE_SIZE)
            return Shown(by_speech(here.engine.stream(found.query), found.state.page, PAGE_SIZE), None, last)
        case "kwic":
            made = concordance(here.engine, found)
            return Shown((), made, made.pages)
        case "list":
            return Shown(tuple(Group((hit,), 0) for hit in found.page.hits), None, found.pages)


def _loosened(here: Site, found: Found) -> Loosening | None:
    """What to loosen, where nothing holds all that was asked for."""
    relaxed = any(note.kind == "relaxed" for note in found.notes)
    return loosening(here.engine, found.state, urls()) if relaxed or not found.page.total else None

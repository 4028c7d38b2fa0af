"""A concordance as the search page shows it, and as a file."""

from dataclasses import dataclass, replace
from itertools import islice
from typing import Final
from urllib.parse import urljoin

from flask import Blueprint, Response, request

from archive.web.answers import Found, find
from archive.web.conditional import unless_known
from archive.web.kwic import Line, lines, ordered
from archive.web.parameters import read
from archive.web.sheet import csv_file
from archive.web.site import site, urls
from index.engine import Engine

READ: Final = 5_000
"""Passages whose lines are put in order at most; of more a sample can be taken."""
PAGE_LINES: Final = 300

COLUMNS: Final = ("left", "keyword", "right", "title", "speaker", "office", "date", "place", "collection", "paragraph", "permalink")

pages = Blueprint("kwic", __name__)


@dataclass(frozen=True, slots=True)
class Concordance:
    """All lines in order, and of how many passages they are."""

    lines: tuple[Line, ...]
    passages: int

    @property
    def pages(self) -> int:
        """How many pages the lines fill."""
        return -(-len(self.lines) // PAGE_LINES)

    def page(self, number: int) -> tuple[Line, ...]:
        """The lines of a page, counted from 1."""
        return self.lines[(number - 1) * PAGE_LINES : number * PAGE_LINES]


def concordance(engine: Engine, found: Found) -> Concordance:
    """The lines of what was found, or of a sample of it. Raises SearchIndexError."""
    state = found.state
    asked = replace(found.query, sample=state.sample, seed=state.seed)
    passages = min(found.page.total, state.sample or READ, READ)
    return Concordance(tuple(ordered(lines(islice(engine.stream(asked), passages)), state.order)), passages)


@pages.get("/kwic.csv")
def kwic_csv() -> Response:
    """The lines of a search's concordance, for a spreadsheet."""
    return unless_known(_file)


def _file() -> Response:
    here = site()
    state, _ = read(request.args)
    found = find(here.engine, here.suggestions.lexicon(), state)
    told = (_row(line) for line in concordance(here.engine, found).lines)
    response = Response(csv_file(COLUMNS, told), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="kwic.csv"'
    return response


def _row(line: Line) -> tuple[str | int, ...]:
    doc = line.doc
    about = (doc.title, doc.speaker, doc.office, doc.date, doc.place, doc.collection, doc.number)
    return (line.before, line.keyword, line.after, *about, urljoin(request.host_url, urls().permalink(doc.id)))

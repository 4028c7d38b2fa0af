"""Whole speeches to take along: the ones a search chooses, or a single one, as a page to print and as an EPUB."""

from io import BytesIO
from urllib.parse import urljoin

from flask import Blueprint, Response, render_template, request

from archive.cite.gbt7714 import gbt7714_2025
from archive.store.ids import canonical
from archive.web.answers import find
from archive.web.book import CONTENT_TYPE, write_book
from archive.web.choosing import Selection, choose
from archive.web.citing import reference
from archive.web.parameters import SearchState, read
from archive.web.site import language, site, urls

books = Blueprint("books", __name__)


@books.get("/export.epub")
def export() -> Response:
    """The speeches that the search finds passages of, whole, as an EPUB."""
    return _book("yanlu", _selection()[1])


@books.get("/speech/<speech_id>.epub")
def speech(speech_id: str) -> Response:
    """One speech as an EPUB."""
    one = site().store.speech(canonical(speech_id) or speech_id)
    return _book(one.id, Selection(one.title or "", (one,), 1))


@books.get("/print")
def to_print() -> str:
    """The same speeches on one page, each beginning a sheet."""
    state, selection = _selection()
    cited = [(one, gbt7714_2025(reference(one, None))) for one in selection.speeches]
    return render_template("print.html", state=state, selection=selection, cited=cited)


def _selection() -> tuple[SearchState, Selection]:
    here = site()
    state, _ = read(request.args)
    found = find(here.engine, here.suggestions.lexicon(), state)
    return state, choose(state, here.engine.stream(found.query), found.page.speeches, here.store)


def _book(name: str, selection: Selection) -> Response:
    host, built, file = request.host_url, urls(), BytesIO()
    write_book(
        file,
        selection,
        lambda pid: urljoin(host, built.permalink(pid)),
        lambda speech_id: urljoin(host, built.speech_permalink(speech_id)),
        language(),
    )
    response = Response(file.getvalue(), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.epub"'
    return response

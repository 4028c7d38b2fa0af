"""The whole answer of a search as a file to keep."""

from datetime import date
from typing import Final
from urllib.parse import urljoin

from flask import Blueprint, Response, request
from werkzeug.exceptions import ServiceUnavailable

from archive.web.answers import find
from archive.web.exports import FORMATS
from archive.web.exports import export as written
from archive.web.parameters import read
from archive.web.site import site, urls

LARGE: Final = 10_000
"""Passages of an export that takes a while. Of these only a few go on at a time, so that other requests find a thread."""
RETRY_SECONDS: Final = 30

exports = Blueprint("exports", __name__)


@exports.get("/export.csv", defaults={"suffix": "csv"})
@exports.get("/export.jsonl", defaults={"suffix": "jsonl"})
@exports.get("/export.ris", defaults={"suffix": "ris"})
@exports.get("/export.bib", defaults={"suffix": "bib"})
@exports.get("/export.txt", defaults={"suffix": "txt"})
def export(suffix: str) -> Response:
    """Every passage that the search page would show for these parameters, in its order, sent as it is read. `X-Total-Count` says how
    many there are. A large one is put off (503) while others are under way."""
    here, built, host = site(), urls(), request.host_url
    state, _ = read(request.args)
    found = find(here.engine, here.suggestions.lexicon(), state)
    hits = here.engine.stream(found.query)
    pieces = written(suffix, hits, here.store, lambda pid: urljoin(host, built.permalink(pid)), date.today())
    response = Response((piece.encode("utf-8", "replace") for piece, _ in pieces), content_type=FORMATS[suffix].content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="yanlu.{suffix}"'
    if found.page.total > LARGE:
        if not here.large_exports.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=RETRY_SECONDS)
        response.call_on_close(here.large_exports.release)
    response.headers["X-Total-Count"] = str(found.page.total)
    return response

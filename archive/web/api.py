"""The site for machines: JSON of the same searches, and whether it is alive."""

import json

from flask import Blueprint, Response, request

from archive.web.answers import answer
from archive.web.conditional import unless_known
from archive.web.parameters import read
from archive.web.site import site, urls
from archive.web.suggesting import completions

api = Blueprint("api", __name__)


@api.get("/api/v1/search")
def search() -> Response:
    """The search page's answer as JSON."""
    state, notes = read(request.args)
    return unless_known(lambda: json_response(answer(site().engine, site().suggestions.lexicon(), state, urls(), notes)))


@api.get("/api/v1/complete")
def complete() -> Response:
    """Names, titles and words that begin with `q`, or whose pinyin does."""
    state, _ = read(request.args)
    return unless_known(lambda: json_response(completions(site().suggestions.lexicon(), site().store, urls(), state.q)))


@api.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return json_response({"status": "ok"})


def json_response(body: object, status: int = 200, mimetype: str = "application/json") -> Response:
    """JSON with Chinese left readable."""
    return Response(json.dumps(body, ensure_ascii=False) + "\n", status, mimetype=mimetype)

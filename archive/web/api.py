"""The site for machines: JSON of searches, paragraphs and speeches."""

import json
from collections.abc import Mapping

from flask import Blueprint, Response, request

from archive.store.ids import canonical
from archive.web.answers import answer
from archive.web.citing import reference
from archive.web.conditional import unless_known
from archive.web.cursors import read_cursor
from archive.web.openapi import description
from archive.web.parameters import read
from archive.web.resources import paragraph_resource, selected, speech_resource
from archive.web.schemas import HIT
from archive.web.site import site, urls
from archive.web.suggesting import completions

api = Blueprint("api", __name__)


@api.get("/api/v1/search")
def search() -> Response:
    """The search page's answer as JSON; `cursor` goes on where an answer ended, `fields` names the fields of a passage."""
    return unless_known(_search)


@api.get("/api/v1/complete")
def complete() -> Response:
    """Names, titles and words that begin with `q`, or whose pinyin does."""
    state, _ = read(request.args)
    return unless_known(lambda: json_response(completions(site().suggestions.lexicon(), site().store, urls(), state.q)))


@api.get("/api/v1/paragraphs/<pid>")
def paragraph(pid: str) -> Response:
    """A paragraph with its versions, whatever became of it."""
    store = site().store
    record = store.paragraph(canonical(pid) or pid)
    speech = store.speech(record.speech_id) if record.speech_id else None
    here = next((one for one in speech.paragraphs if one.id == record.id), None) if speech else None
    cited = reference(speech, here) if speech and here else None
    return _tagged(paragraph_resource(record, speech, cited, urls()))


@api.get("/api/v1/speeches/<speech_id>")
def speech(speech_id: str) -> Response:
    """A speech with its paragraphs."""
    record = site().store.speech(canonical(speech_id) or speech_id)
    return _tagged(speech_resource(record, reference(record, None), urls()))


@api.get("/api/v1/openapi.json")
def openapi() -> Response:
    """This interface in OpenAPI 3.1."""
    return _tagged(description(site().base_url or request.root_path or "/"))


def json_response(body: object, status: int = 200, mimetype: str = "application/json") -> Response:
    """JSON with Chinese left readable."""
    return Response(json.dumps(body, ensure_ascii=False) + "\n", status, mimetype=mimetype)


def _search() -> Response:
    here = site()
    state, notes = read(request.args)
    cursor = request.args.get("cursor", "")
    if cursor:
        state = state.at(read_cursor(cursor, here.engine.generation()))
    told = answer(here.engine, here.suggestions.lexicon(), state, urls(), notes)
    fields = request.args.get("fields", "")
    selected(HIT, fields)
    told["hits"] = [selected(hit, fields) for hit in told["hits"]]
    return json_response(told)


def _tagged(body: Mapping[str, object]) -> Response:
    """The fields asked for, with a tag that changes when they do; 304 where the asker holds them already."""
    response = json_response(selected(body, request.args.get("fields", "")))
    response.add_etag()
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response

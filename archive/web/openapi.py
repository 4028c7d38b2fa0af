"""The machine interface in OpenAPI 3.1: the one description that programs, the page about it and the tests read. Data.

Parameters are plain strings on purpose: nothing a reader asks for is an error. What cannot be used is left out, and a note in the
answer says so.
"""

from typing import Any, Final

from archive.web.parameters import SORTS
from archive.web.schemas import HIT, SCHEMAS, Schema, ref, text
from index.fields import FACETS

VERSION: Final = "1.0.0"


def description(base: str) -> dict[str, Any]:
    """The OpenAPI document of a site at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "言录 Yanlu",
            "version": VERSION,
            "summary": "A searchable archive of Chinese speeches and documents.",
            "description": "Every paragraph has an identifier that stays. Reading needs no key; answers carry an ETag, and any page may "
            "read them (CORS). Errors are problem details (RFC 9457).",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": base}],
        "paths": PATHS,
        "components": {"schemas": SCHEMAS},
    }


def _query(name: str, about: str, example: str = "", *, many: bool = False) -> Schema:
    schema = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    given = {"examples": {"example": {"value": [example] if many else example}}} if example else {}
    return {"name": name, "in": "query", "description": about, "schema": schema, **given}


def _path(name: str, about: str) -> Schema:
    schema = {"type": "string", "examples": ["7k2m9xq4"]}
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def _answer(about: str, shape: str, *problems: int) -> Schema:
    told = {
        400: "A parameter that cannot be used.",
        404: "No such thing.",
        409: "A cursor of an earlier state of the archive: begin anew.",
        503: "The archive cannot answer at the moment.",
    }
    tag = {"description": "Changes when the answer does.", "schema": {"type": "string"}}
    return {
        "200": {"description": about, "headers": {"ETag": tag}, "content": {"application/json": {"schema": ref(shape)}}},
        "304": {"description": "Unchanged since the answer with the ETag in If-None-Match."},
        **{
            str(status): {"description": told[status], "content": {"application/problem+json": {"schema": ref("Problem")}}}
            for status in (*problems, 503)
        },
    }


def _fields(*names: str) -> Schema:
    one = f"(?:{'|'.join(names)})"
    return {
        "name": "fields",
        "in": "query",
        "description": f"Only these fields, divided by commas: {', '.join(names)}.",
        "schema": {"type": "string", "pattern": f"^(?:{one}(?:,{one})*)?$"},
        "examples": {"example": {"value": ",".join(names[:2])}},
    }


LANGUAGE: Final = _query("lang", "Language of notes and errors: zh (default) or en.", "en")

_FACETS: Final = [
    parameter
    for name in FACETS
    for parameter in (
        _query(name, f"Only this {name}. Several mean any of them.", many=True),
        _query(f"not.{name}", f"Without this {name}.", many=True),
    )
]

PATHS: Final[dict[str, Any]] = {
    "/api/v1/search": {
        "get": {
            "operationId": "search",
            "summary": "Search passages",
            "description": "Ten passages a page. Walk through a whole answer with `cursor`: it is refused once the archive has changed, so "
            "that no passage is missed or met twice. For everything at once see /export.jsonl.",
            "parameters": [
                _query("q", 'Words; "…" for an exact string, -word leaves out, OR widens, speaker: title: office: text: narrow.', "湿地"),
                *_FACETS,
                _query("from", "First date: 2020, 2020-03 or 2020-03-05.", "2020"),
                _query("to", "Last date.", "2021-06"),
                _query("sort", f"Order: {', '.join(SORTS)}.", "newest"),
                _query("page", "Page, from 1.", "2"),
                _query("cursor", "`next` of the answer before; counts more than `page`."),
                _fields(*HIT),
                LANGUAGE,
            ],
            "responses": _answer("The passages of one page, counts and facets.", "Answer", 400, 409),
        }
    },
    "/api/v1/complete": {
        "get": {
            "operationId": "complete",
            "summary": "Complete what is typed",
            "parameters": [_query("q", "The beginning of a name, title or word, or of its pinyin.", "sangyu"), LANGUAGE],
            "responses": _answer("Names, titles and words.", "Completions"),
        }
    },
    "/api/v1/paragraphs/{pid}": {
        "get": {
            "operationId": "paragraph",
            "summary": "Read a paragraph",
            "description": "Also of a paragraph that was merged or withdrawn: `state` says what became of it, `text` are its last words.",
            "parameters": [_path("pid", "The paragraph's identifier."), _fields(*SCHEMAS["Paragraph"]["properties"]), LANGUAGE],
            "responses": _answer("The paragraph and its versions.", "Paragraph", 400, 404),
        }
    },
    "/api/v1/speeches/{speech_id}": {
        "get": {
            "operationId": "speech",
            "summary": "Read a speech",
            "parameters": [_path("speech_id", "The identifier of the speech."), _fields(*SCHEMAS["Speech"]["properties"]), LANGUAGE],
            "responses": _answer("The speech and its paragraphs.", "Speech", 400, 404),
        }
    },
    "/api/v1/openapi.json": {
        "get": {
            "operationId": "openapi",
            "summary": "This description",
            "parameters": [_fields("openapi", "info", "servers", "paths", "components"), LANGUAGE],
            "responses": {
                **_answer("OpenAPI 3.1.", "Problem", 400),
                "200": {
                    "description": "OpenAPI 3.1.",
                    "content": {
                        "application/json": {"schema": {"type": "object", "properties": {"openapi": text("The version.", "3.1.0")}}}
                    },
                },
            },
        }
    },
}
"""Every address under /api, with what it takes and answers."""

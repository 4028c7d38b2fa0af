"""The site in OpenAPI 3.1: the one description that programs, the page about it and the tests read. Data. What stands here are the
addresses that answer JSON; the others stand in `archive.web.openapi_addresses`.

Parameters are plain strings on purpose: nothing a reader asks for is an error. What cannot be used is left out, and a note in the
answer says so.
"""

from typing import Any, Final

from archive.web.openapi_addresses import ADDRESSES
from archive.web.openapi_parts import LANGUAGE, SEARCH, answer, fields, path, query
from archive.web.schemas import HIT, SCHEMAS, text

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
        "paths": PATHS | ADDRESSES,
        "components": {"schemas": SCHEMAS},
    }


PATHS: Final[dict[str, Any]] = {
    "/api/v1/search": {
        "get": {
            "operationId": "search",
            "summary": "Search passages",
            "description": "Ten passages a page. Walk through a whole answer with `cursor`: it is refused once the archive has changed, so "
            "that no passage is missed or met twice. For everything at once see /export.jsonl.",
            "parameters": [
                *SEARCH,
                query("page", "Page, from 1.", "2"),
                query("cursor", "`next` of the answer before; counts more than `page`."),
                fields(*HIT),
                LANGUAGE,
            ],
            "responses": answer("The passages of one page, counts and facets.", "Answer", 400, 409),
        }
    },
    "/api/v1/complete": {
        "get": {
            "operationId": "complete",
            "summary": "Complete what is typed",
            "parameters": [query("q", "The beginning of a name, title or word, or of its pinyin.", "sangyu"), LANGUAGE],
            "responses": answer("Names, titles and words.", "Completions"),
        }
    },
    "/api/v1/paragraphs/{pid}": {
        "get": {
            "operationId": "paragraph",
            "summary": "Read a paragraph",
            "description": "Also of a paragraph that was merged or withdrawn: `state` says what became of it, `text` are its last words.",
            "parameters": [path("pid", "The paragraph's identifier."), fields(*SCHEMAS["Paragraph"]["properties"]), LANGUAGE],
            "responses": answer("The paragraph and its versions.", "Paragraph", 400, 404),
        }
    },
    "/api/v1/speeches/{speech_id}": {
        "get": {
            "operationId": "speech",
            "summary": "Read a speech",
            "parameters": [path("speech_id", "The identifier of the speech."), fields(*SCHEMAS["Speech"]["properties"]), LANGUAGE],
            "responses": answer("The speech and its paragraphs.", "Speech", 400, 404),
        }
    },
    "/api/v1/openapi.json": {
        "get": {
            "operationId": "openapi",
            "summary": "This description",
            "parameters": [fields("openapi", "info", "servers", "paths", "components"), LANGUAGE],
            "responses": {
                **answer("OpenAPI 3.1.", "Problem", 400),
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

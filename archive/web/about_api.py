"""What the site tells programs and those who write them: a page that works offline, and llms.txt."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from flask import Blueprint, Response, render_template, request

from archive.web.exports import FORMATS
from archive.web.openapi import PATHS, description
from archive.web.openapi_addresses import ADDRESSES
from archive.web.schemas import SCHEMAS, Schema
from archive.web.site import site, urls

told = Blueprint("about_api", __name__)


@dataclass(frozen=True, slots=True)
class Operation:
    """An address as the page shows it: what it takes (name, meaning) and answers (status, meaning, name of the shape or nothing)."""

    name: str
    path: str
    summary: str
    about: str
    parameters: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as the page shows it: its fields (name, meaning, name of their own shape or nothing)."""

    name: str
    fields: tuple[tuple[str, str, str], ...]


def operations() -> Iterator[Operation]:
    """Every address that answers JSON."""
    for path, methods in PATHS.items():
        one = methods["get"]
        parameters = tuple((parameter["name"], parameter["description"]) for parameter in one["parameters"])
        answers = tuple((status, answer["description"], _shape_of(answer)) for status, answer in one["responses"].items())
        yield Operation(one["operationId"], path, one["summary"], one.get("description", ""), parameters, answers)


def shapes() -> Iterator[Shape]:
    """Every named shape."""
    for name, schema in SCHEMAS.items():
        fields = ((field, value.get("description", ""), _target(value)) for field, value in schema["properties"].items())
        yield Shape(name, tuple(fields))


def _shape_of(answer: Schema) -> str:
    return next((_target(content["schema"]) for content in answer.get("content", {}).values()), "")


def _target(schema: Schema) -> str:
    """The named shape that a shape is, or is a list of."""
    named: str = schema.get("$ref") or schema.get("items", {}).get("$ref", "")
    return named.rpartition("/")[2]


@told.get("/api")
def page() -> str:
    """The machine interface, told to people."""
    about = description("")["info"]["description"]
    host = urljoin(request.host_url, "/")
    addresses = [(method.upper(), path, one["summary"]) for path, methods in ADDRESSES.items() for method, one in methods.items()]
    return render_template("api.html", about=about, operations=operations(), addresses=addresses, shapes=shapes(), host=host)


@told.get("/llms.txt")
def llms() -> Response:
    """What an assistant should know before it quotes this archive. See llmstxt.org."""
    base, totals = urljoin(request.host_url, urls().permalink("")).removesuffix("/p/"), site().store.totals()
    return Response(
        render_template("llms.txt", base=base, totals=totals, suffixes=tuple(FORMATS)), content_type="text/plain; charset=utf-8"
    )

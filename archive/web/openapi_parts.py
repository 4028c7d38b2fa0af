"""What the description of the machine interface is put together from: parameters and responses in OpenAPI 3.1. Data."""

from typing import Final

from archive.web.parameters import SORTS
from archive.web.schemas import Schema, ref
from index.fields import FACETS


def query(name: str, about: str, example: str = "", *, many: bool = False) -> Schema:
    """A parameter of the query string."""
    schema = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    given = {"examples": {"example": {"value": [example] if many else example}}} if example else {}
    return {"name": name, "in": "query", "description": about, "schema": schema, **given}


def path(name: str, about: str) -> Schema:
    """An identifier in the path."""
    schema = {"type": "string", "examples": ["7k2m9xq4"]}
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def answer(about: str, shape: str, *problems: int) -> Schema:
    """The responses of an address that answers JSON of this shape, or these problems."""
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


def fields(*names: str) -> Schema:
    """The parameter that chooses among these fields."""
    one = f"(?:{'|'.join(names)})"
    return {
        "name": "fields",
        "in": "query",
        "description": f"Only these fields, divided by commas: {', '.join(names)}.",
        "schema": {"type": "string", "pattern": f"^(?:{one}(?:,{one})*)?$"},
        "examples": {"example": {"value": ",".join(names[:2])}},
    }


LANGUAGE: Final = query("lang", "Language of notes and errors: zh (default) or en.", "en")

FACET_PARAMETERS: Final = [
    parameter
    for name in FACETS
    for parameter in (
        query(name, f"Only this {name}. Several mean any of them.", many=True),
        query(f"not.{name}", f"Without this {name}.", many=True),
    )
]

SEARCH: Final = [
    query("q", 'Words; "…" for an exact string, -word leaves out, OR widens, speaker: title: office: text: narrow.', "湿地"),
    *FACET_PARAMETERS,
    query("from", "First date: 2020, 2020-03 or 2020-03-05.", "2020"),
    query("to", "Last date.", "2021-06"),
    query("sort", f"Order: {', '.join(SORTS)}.", "newest"),
]
"""What a search takes, on every address that answers one."""

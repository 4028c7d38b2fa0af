"""RIS, the tagged records that reference managers exchange: two letters, two spaces, a hyphen, a space, the value; a line each."""

from collections.abc import Iterator
from typing import Final

from archive.cite.reference import ARCHIVE, Reference

TYPES: Final = {"newspaper": "NEWS", "report": "RPRT", "webpage": "ELEC", "collected": "CHAP"}


def ris(reference: Reference) -> str:
    """One record, with its closing line. Names are literal: without a comma no program cuts them."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _fields(reference) if value) + "ER  - \r\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "TY", TYPES[reference.kind]
    yield "ID", reference.id
    yield "AU", reference.author
    yield "TI", reference.title
    yield "T2", reference.container
    yield "PY", reference.year
    yield "DA", _date(reference.date)
    yield "SP", reference.page
    yield "N1", None if reference.paragraph is None else f"第{reference.paragraph}段"
    yield "AB", reference.quote
    yield "LA", reference.language
    yield "UR", reference.link
    yield "Y2", _date(reference.accessed.isoformat()) if reference.link else None
    yield "DP", ARCHIVE


def _date(iso: str | None) -> str | None:
    """`YYYY/MM/DD/other info`: the slashes always stand."""
    return "/".join([*iso.split("-"), "", "", ""][:4]) if iso else None

"""BibTeX: one entry a reference, in UTF-8, every value safe for TeX.

Braces and backslashes are written as commands, for BibTeX counts the braces of a value even behind a backslash. Pairs that TeX
joins (`--`, two quotation marks) are kept apart by an empty group.
"""

import re
from collections.abc import Iterator
from typing import Final

from archive.cite.reference import ARCHIVE, Reference

TYPES: Final = {"newspaper": "article", "report": "techreport", "webpage": "misc", "collected": "incollection"}

_CONTAINERS: Final = {"newspaper": "journal", "report": "institution", "webpage": "howpublished", "collected": "booktitle"}
_COMMANDS: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "#$%&_"},
}
_SPECIAL: Final = re.compile("|".join(map(re.escape, _COMMANDS)))
_JOINED: Final = re.compile(r"(?<=[-'`,<>!?])(?=[-'`,<>])")


def bibtex(reference: Reference) -> str:
    """One entry. Its key is the identifier; a name and a title stand in braces of their own, so that they stay as they are."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(reference) if value)
    return f"@{TYPES[reference.kind]}{{{reference.id},\n{fields}}}\n"


def escaped(text: str) -> str:
    """The text as TeX sets it letter by letter."""
    return _SPECIAL.sub(lambda found: _COMMANDS[found[0]], _JOINED.sub("\0", text)).replace("\0", "{}")


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    container = escaped(reference.container or "")
    yield "author", f"{{{escaped(reference.author)}}}" if reference.author else ""
    yield "title", f"{{{escaped(reference.title)}}}"
    yield _CONTAINERS[reference.kind], container or ARCHIVE
    yield "entrysubtype", "newspaper" if reference.kind == "newspaper" else ""
    yield "year", reference.year
    yield "month", (reference.date or "")[5:7].lstrip("0")
    yield "date", reference.date or ""
    yield "pages", escaped(reference.page or "")
    yield "note", "" if reference.paragraph is None else f"第{reference.paragraph}段"
    yield "abstract", escaped(reference.quote)
    yield "language", escaped(reference.language)
    yield "url", _address(reference.link)
    yield "urldate", reference.accessed.isoformat() if reference.link else ""


def _address(link: str) -> str:
    """An address as it is; what could end the value is percent-encoded."""
    return link.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")

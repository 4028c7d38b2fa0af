"""Reading a page that holds one text: a speech, an article, a report, a piece of news."""

from collections.abc import Sequence
from typing import Final

from archive.ingest.credits import signature
from archive.ingest.layouts.base import Draft, Parsed, read_body
from archive.ingest.lines import Line
from archive.ingest.names import NOBODY, Person, is_name
from archive.ingest.page import Page

_SIGNED_WITHIN: Final = 3
"""A signature stands among the last lines."""


def read_single(page: Page) -> Parsed:
    """Read the whole page as one speech."""
    head = page.head
    body = read_body(head.body)
    signed = find_signature(head.body) or NOBODY
    name = head.person.name or signed.name or (_named(head.title) if signed.office else None)
    draft = Draft(head.title, name, head.person.office or signed.office, head.date, body.texts)
    return Parsed((draft,), head.credits + body.credits)


def find_signature(lines: Sequence[Line]) -> Person | None:
    """Who signs at the end of a text."""
    return next((person for line in reversed(lines[-_SIGNED_WITHIN:]) if (person := signature(line.text))), None)


def _named(title: str | None) -> str | None:
    """The author a signed article's title begins with (`某某：论…`)."""
    name = (title or "").partition("：")[0]
    return name if name != title and is_name(name) else None

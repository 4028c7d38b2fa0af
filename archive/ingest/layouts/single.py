"""Reading a page that holds one text: a speech, an article, a report, a piece of news."""

from collections.abc import Sequence
from typing import Final

from archive.ingest.bylines import read_byline
from archive.ingest.credits import is_credit, signature
from archive.ingest.dates import whole_date
from archive.ingest.head import is_headline
from archive.ingest.layouts.base import Draft, Parsed, read_body
from archive.ingest.lines import Line
from archive.ingest.names import NOBODY, Person, is_name
from archive.ingest.normalise import unpad
from archive.ingest.page import Page

_SIGNED_WITHIN: Final = 3
"""A signature stands among the last lines."""


def read_single(page: Page) -> Parsed:
    """Read the whole page as one speech."""
    head = page.head
    body = read_body(head.body)
    person, date = _closing(head.body)
    signed = find_signature(head.body) or person
    name = head.person.name or signed.name or (author_named(head.title) if signed.office else None)
    draft = Draft(head.title, name, head.person.office or signed.office, head.date or date, body.texts)
    return Parsed((draft,), head.credits + body.credits)


def find_signature(lines: Sequence[Line]) -> Person | None:
    """Who signs at the end of a text."""
    return next((person for line in reversed(lines[-_SIGNED_WITHIN:]) if (person := signature(line.text))), None)


def _closing(lines: Sequence[Line]) -> tuple[Person, str | None]:
    """Who signs a letter or an announcement, and its date: its last two lines, which stay in its text."""
    said = [line.text for line in lines if line.kind == "text" and not is_credit(line.text)][-2:]
    date = whole_date(said[1]) if len(said) == 2 and is_headline(said[0]) else None
    if date is None:
        return NOBODY, None
    name = unpad(said[0])
    return Person(name, None) if is_name(name) else (read_byline(said[0]) or NOBODY), date


def author_named(title: str | None) -> str | None:
    """The author a signed article's title begins with (`某某：论…`)."""
    name = (title or "").partition("：")[0]
    return name if name != title and is_name(name) else None

"""A concordance: every occurrence on a line of its own, the keyword in the middle (KWIC, key word in context). Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from archive.web.highlight import joined
from archive.web.parameters import Order
from index.fold import fold
from index.model import Doc, Hit

CONTEXT: Final = 40
"""Characters shown before and behind a keyword."""

_BREAKS: Final = str.maketrans("\n\r\t\v\f\u2028\u2029", " " * 7)


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence in the text of a passage, with what stands before and behind it."""

    doc: Doc
    before: str
    keyword: str
    after: str


def lines(hits: Iterable[Hit]) -> Iterator[Line]:
    """One line for every marked stretch of every text; passages found only through their speech have none."""
    for hit in hits:
        text = hit.doc.text.translate(_BREAKS)
        for start, end in joined(hit.marks.get("text", ()), 0, len(text)):
            yield Line(hit.doc, text[max(start - CONTEXT, 0) : start], text[start:end], text[end : end + CONTEXT])


def ordered(some: Iterable[Line], order: Order) -> list[Line]:
    """Lines in an order: equal contexts stand together whatever their script, width and punctuation; equals stay as they came."""
    match order:
        case "left":
            return sorted(some, key=lambda line: (_letters(line.before)[::-1], _letters(line.after)))
        case "right":
            return sorted(some, key=lambda line: (_letters(line.after), _letters(line.before)[::-1]))
        case "position":
            return list(some)


def _letters(context: str) -> str:
    return "".join(filter(str.isalnum, fold(context)))

"""Text as lines: what each says, and how it was set (indented, after a gap, as a heading, a quotation or a rule)."""

import re
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "heading", "quote", "rule"]

_MARKED: Final = re.compile(r"(?:(?P<level>#{1,6})[ \u3000]+|>[ \u3000]?)(?P<text>.*)", re.DOTALL)
_RULE: Final = re.compile(r"[-*_=─—]{3,}|(?:[-*] ){2,}[-*]")
_BLANK: Final = " \u3000"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text in it, without indentation and trailing space.

    `gap` counts the blank lines before it; `level` is 1 to 6 for a Markdown heading, else 0.
    """

    text: str
    indented: bool = False
    gap: int = 0
    kind: Kind = "text"
    level: int = 0


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a cleaned text; blank ones are counted, not kept."""
    found, gap = [], 0
    for raw in text.split("\n"):
        line = _line(raw, gap)
        if line is None:
            gap += 1
        else:
            found.append(line)
            gap = 0
    return tuple(found)


def _line(raw: str, gap: int) -> Line | None:
    text = raw.strip(_BLANK)
    if not text:
        return None
    if text[0] in "-*_=─—" and _RULE.fullmatch(text):
        return Line(text, gap=gap, kind="rule")
    if text[0] in "#>" and (marked := _MARKED.match(text)):
        inner = marked["text"].strip(_BLANK)
        if inner and marked["level"]:
            return Line(inner, gap=gap, kind="heading", level=len(marked["level"]))
        if inner and not marked["level"]:
            return Line(inner, gap=gap, kind="quote")
        return None
    return Line(text, indented=raw[0] in _BLANK, gap=gap)

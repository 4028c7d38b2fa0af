"""Marked text: escaped first, marked after. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from index import highlight
from index.model import Hit, Span

EXCERPT: Final = 150
"""Characters of a long passage that a list of results shows."""
WHOLE: Final = 200
"""A passage up to this length is shown whole."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a passage, marked, and whether something was left out before or after it."""

    html: Markup
    cut_before: bool
    cut_after: bool


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> Markup:
    """`text[start:end]` as HTML with every span in a `<mark>`; spans may overlap, touch or reach outside."""
    stop = len(text) if end is None else min(end, len(text))
    if not spans:
        return escape(text[start:stop])
    parts: list[str] = []
    at = start
    for first, last in joined(spans, start, stop):
        parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    return Markup("".join([*parts, escape(text[at:stop])]))  # noqa: S704 - what is text is escaped


def part(hit: Hit, name: str) -> Markup:
    """A field of a passage found, marked."""
    return marked(getattr(hit.doc, name), hit.marks.get(name, ()))


def excerpt(text: str, spans: Sequence[Span]) -> Excerpt:
    """A short passage whole, of a long one the stretch with most of its marks."""
    start, end = highlight.excerpt(text, spans, EXCERPT) if len(text) > WHOLE else (0, len(text))
    return Excerpt(marked(text, spans, start, end), start > 0, end < len(text))


def joined(spans: Iterable[Span], start: int, stop: int) -> list[Span]:
    """The spans inside `start:stop`, in order; those that overlap or touch are one, so that 数字经济 is one mark and not two."""
    joined: list[Span] = []
    for first, last in sorted((max(first, start), min(last, stop)) for first, last in spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        elif first < last:
            joined.append((first, last))
    return joined

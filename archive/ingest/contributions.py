"""Signed contributions on one page: where each begins, under which headline, and who speaks.

A line is a byline only where a paragraph follows it: in a list of offices and names (an award list, an attendance
list) the next line is another entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Final

from archive.ingest.bylines import read_byline
from archive.ingest.dates import whole_date
from archive.ingest.head import is_address, is_headline
from archive.ingest.lines import Line
from archive.ingest.names import Person

_MOST_HEADLINES: Final = 3
_MOST_SPEAKERS: Final = 2
"""How many bylines can stand in a row above one text; more are a list."""
_SENTENCE: Final = frozenset("。！？；，：…”")


@dataclass(frozen=True, slots=True)
class Contribution:
    """A signed contribution: its lines start at `start` with the headlines, the byline is at `byline`."""

    start: int
    byline: int
    person: Person


def find_contributions(lines: Sequence[Line]) -> tuple[Contribution, ...]:
    """Every byline that has a paragraph below it, with the headlines above it."""
    found: list[Contribution] = []
    usual_gap = median_low(line.gap for line in lines) if lines else 0
    listed = 0
    for place, line in enumerate(lines[:-1]):
        person = read_byline(line.text) if line.kind != "quote" else None
        listed = listed + 1 if person else 0
        if person and listed <= _MOST_SPEAKERS and _is_paragraph(lines[place + 1]):
            floor = found[-1].byline + 1 if found else 0
            found.append(Contribution(_start(lines, place, floor, usual_gap), place, person))
    return tuple(found)


def _start(lines: Sequence[Line], byline: int, floor: int, usual_gap: int) -> int:
    """Where the headlines above a byline start: up to three short lines, up to a gap wider than the page has everywhere."""
    start = byline
    while start > floor and byline - start < _MOST_HEADLINES:
        above = lines[start - 1]
        if above.kind == "rule" or (start < byline and lines[start].gap > usual_gap) or whole_date(above.text):
            break
        if above.kind != "heading" and (not is_headline(above.text) or read_byline(above.text)):
            break
        start -= 1
    return start


def _is_paragraph(line: Line) -> bool:
    text = line.text
    if line.kind != "text" or read_byline(text):
        return False
    return is_address(text) or (len(text) > 12 and (text[-1] in _SENTENCE or sum(text.count(mark) for mark in "，。") > 1))

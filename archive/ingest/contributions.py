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
from archive.ingest.names import Person, named_together, split_joined
from archive.ingest.normalise import unpad

_MOST_HEADLINES: Final = 3
_MOST_SPEAKERS: Final = 2
"""How many bylines can stand in a row above one text; more are a list."""
_LONGEST_NAMES: Final = 12
_ABOUT: Final = "—―–访訪记記"
"""What the line below a headline begins with that says whom a text is about."""
_SHORTEST_BELOW: Final = 30
"""What a page needs to take a bare name for a byline: no more names, and a paragraph no shorter."""
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
    bare = _bare_names(lines)
    for place, line in enumerate(lines[:-1]):
        person = bare.get(place) or (read_byline(line.text) if line.kind != "quote" else None)
        listed = listed + 1 if person else 0
        if person and listed <= _MOST_SPEAKERS and _is_paragraph(lines[place + 1]):
            floor = found[-1].byline + 1 if found else 0
            found.append(Contribution(_start(lines, place, floor, usual_gap), place, person))
    return tuple(found)


def _bare_names(lines: Sequence[Line]) -> dict[int, Person]:
    """The bylines that are a name and nothing else: between a headline and a paragraph, more than once on the page."""
    found = {}
    for place in range(1, len(lines) - 1):
        above, line, below = lines[place - 1 : place + 2]
        person = _bare(line.text) if line.kind == "text" and not _SENTENCE.intersection(line.text) else None
        if person is None:
            continue
        headed = above.kind == "heading" or (
            len(above.text) > len(unpad(line.text)) and is_headline(above.text) and not whole_date(above.text)
        )
        if headed and len(below.text) > _SHORTEST_BELOW and _is_paragraph(below):
            found[place] = person
    return found if len(found) > 1 else {}


def _bare(text: str) -> Person | None:
    """A line of names, or of an office and a name without a gap."""
    person = named_together(text) if 2 <= len(text) <= _LONGEST_NAMES else None
    return person or (None if text[0] in _ABOUT else split_joined(text))


def _start(lines: Sequence[Line], byline: int, floor: int, usual_gap: int) -> int:
    """Where the headlines above a byline start: up to three short lines, up to a gap wider than the page has everywhere."""
    start = byline
    while start > floor and byline - start < _MOST_HEADLINES:
        above = lines[start - 1]
        if above.kind == "rule" or (start < byline and lines[start].gap > usual_gap) or whole_date(above.text):
            break
        if start < byline and above.kind == "heading" == lines[start].kind and above.level < lines[start].level:
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

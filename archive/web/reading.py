"""What a speech page and a speaker page draw from their records: the outline, the offices over time. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from archive.store.records import OutlinePoint, SpeechRef, StoredParagraph

_LONGEST_LABEL: Final = 24
_CLAUSE_END: Final = re.compile("[，。；：！？、（]")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the outline: how deep it stands (0 is outermost), its words, the paragraph it begins at."""

    depth: int
    label: str
    pid: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office a speaker spoke in, from the first dated speech to the last of an unbroken run, and how many there were."""

    office: str
    first: str
    last: str
    speeches: int


def outline(paragraphs: Iterable[StoredParagraph]) -> Iterator[Point]:
    """The points of a speech in order, each where it first occurs; a bare label is followed by its opening words."""
    before: tuple[str, ...] = ()
    for paragraph in paragraphs:
        shared = sum(1 for _ in _common(before, paragraph.path))
        for depth, label in enumerate(paragraph.path[shared:], start=shared):
            own = depth == len(paragraph.path) - 1
            yield Point(depth, _opening(label, paragraph.text) if own else label, paragraph.id)
        before = paragraph.path


def breadcrumb(headings: Iterable[OutlinePoint]) -> tuple[str, ...]:
    """The points above a paragraph as a reader sees them: each label, a bare one with its opening words."""
    return tuple(_opening(heading.label, heading.text) for heading in headings)


def tenures(speeches: Iterable[SpeechRef]) -> tuple[Tenure, ...]:
    """The offices of a speaker in the order of time, as dated speeches show them."""
    dated = sorted((speech for speech in speeches if speech.date and speech.office), key=lambda speech: speech.date or "")
    runs = ((office or "", list(run)) for office, run in groupby(dated, key=lambda speech: speech.office))
    return tuple(Tenure(office, run[0].date or "", run[-1].date or "", len(run)) for office, run in runs)


def by_year(speeches: Iterable[SpeechRef]) -> tuple[tuple[str, tuple[SpeechRef, ...]], ...]:
    """Speeches in their order, gathered by year; the year is empty where no date is known."""
    return tuple((year, tuple(some)) for year, some in groupby(speeches, key=lambda speech: (speech.date or "")[:4]))


def sittings(speeches: Iterable[SpeechRef]) -> Iterator[tuple[SpeechRef, tuple[SpeechRef, ...]]]:
    """Speeches in their order; neighbours with the same title, office, date and collection, as the turns of a sitting are, together: what
    a list says of all of them, and each."""
    for _, some in groupby(speeches, key=lambda speech: (speech.title, speech.office, speech.date, speech.collection)):
        turns = tuple(some)
        yield replace(turns[0], paragraphs=sum(turn.paragraphs for turn in turns)), turns


def speeches_by_year(speeches: Iterable[SpeechRef]) -> dict[str, int]:
    """How many of the dated speeches each year has."""
    return {year: len(some) for year, some in by_year(speeches) if year}


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> Iterator[str]:
    for one, other in zip(left, right, strict=False):
        if one != other:
            return
        yield one


def _opening(label: str, text: str) -> str:
    rest = text.removeprefix(label)
    if rest == text or len(label) > 6:
        return label
    words = rest.lstrip("、，：．. ")
    clause = _CLAUSE_END.split(words, maxsplit=1)[0]
    return label + rest[: len(rest) - len(words)] + (clause if len(clause) <= _LONGEST_LABEL else clause[:_LONGEST_LABEL] + "…")

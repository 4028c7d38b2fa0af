"""Lists as a directory shows them: by the first letter of the pinyin, page by page. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from index.fold import fold
from index.pinyin import Syllables, name_readings, reading

PAGE: Final = 200
"""Entries on a page of a long directory."""
FEW: Final = 24
"""So many entries are overlooked at a glance: they need no letters."""
OTHERS: Final = "#"
"""Stands for what begins with no letter."""

_READ: Final = 12
_QUALIFIER: Final = re.compile(r"[（(].*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: what it says, how much there is of it, what its address is made of, and the years it spans, where they are known."""

    label: str
    count: int
    key: str
    years: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The entries under one letter; the letter is empty where there are too few to divide."""

    letter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Entries in the order of their pinyin, and for each the letter it stands under."""

    entries: tuple[Entry, ...]
    letters: tuple[str, ...]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(-(-len(self.entries) // PAGE), 1)

    def page(self, number: int) -> tuple[Section, ...]:
        """The sections of a page, counted from 1."""
        part = slice((number - 1) * PAGE, number * PAGE)
        entries, letters = self.entries[part], self.letters[part]
        if len(self.entries) <= FEW:
            return (Section("", entries),) if entries else ()
        grouped = groupby(zip(letters, entries, strict=True), key=lambda one: one[0])
        return tuple(Section(letter, tuple(entry for _, entry in some)) for letter, some in grouped)

    def index(self) -> tuple[tuple[str, int], ...]:
        """Each letter and the page it begins on; none where the entries are not divided."""
        first = {letter: at // PAGE + 1 for at, letter in reversed(list(enumerate(self.letters)))}
        return tuple(sorted(first.items())) if len(self.entries) > FEW else ()


def by_pinyin(entries: Iterable[Entry], read: Callable[[str], Syllables]) -> Directory:
    """Put entries in the order of how their labels are read."""
    read_so = [(entry, read(entry.label)) for entry in entries]
    ordered = sorted(read_so, key=lambda one: (_letter(one[1]), one[1], one[0].label))
    return Directory(tuple(entry for entry, _ in ordered), tuple(_letter(syllables) for _, syllables in ordered))


def read_name(name: str) -> Syllables:
    """How a person's name is read; what tells namesakes apart is left out."""
    return name_readings(fold(_QUALIFIER.sub("", name)))[0]


def read_title(title: str) -> Syllables:
    """How a title or the like is read, as far as its place in an order needs it."""
    return reading(fold(title[:_READ]))


def _letter(syllables: Sequence[str]) -> str:
    first = syllables[0][0].upper() if syllables else OTHERS
    return first if "A" <= first <= "Z" else OTHERS

"""Wording that several passages share: which passages to look at, and which runs of letters both have. Pure.

Letters are compared as they are folded, without what stands between them. A run counts from `RUN` letters on, wherever it stands,
so that set phrases of everyday language do not.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from archive.letters import Letters
from index.fields import TEXT
from index.fold import fold
from index.model import Span
from index.tree import Exact, Node, Or

RUN: Final = 8
"""Letters of the shortest run that counts."""
CANDIDATES: Final = 100
"""So many passages, those with most of the strings, are compared letter by letter."""

_STEP: Final = 4
_MOST_STRINGS: Final = 64
_CLAUSE: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Shared:
    """The runs of a passage that another one has as well, as places in its text, in order and apart; how many letters they have."""

    spans: tuple[Span, ...]
    letters: int


class Wording:
    """The wording of a passage; read once, compared with many others."""

    def __init__(self, text: str) -> None:
        letters = Letters.of(text).text
        self._runs = {letters[at : at + RUN] for at in range(len(letters) - RUN + 1)}
        self._strings = _strings(fold(text))

    def node(self) -> Node | None:
        """Return the question for passages that share wording with this one; None where it is too short.

        It asks for strings of `RUN` letters within clauses: a clause of 11 shared letters surely holds one of those of a passage of
        ordinary length.
        """
        return Or(tuple(Exact(string, TEXT) for string in self._strings)) if self._strings else None

    def shared(self, text: str) -> Shared:
        """Return what another text has in common with this passage."""
        other = Letters.of(text)
        covered = bytearray(len(other.text))
        for at in range(len(other.text) - RUN + 1):
            if other.text[at : at + RUN] in self._runs:
                covered[at : at + RUN] = b"\1" * RUN
        edges = [at for at, (before, here) in enumerate(pairwise((0, *covered, 0))) if before != here]
        spans = tuple(other.span(first, end) for first, end in zip(edges[::2], edges[1::2], strict=True))
        return Shared(spans, sum(covered))


def _strings(folded: str) -> tuple[str, ...]:
    """Return strings of every clause, evenly chosen where there are many."""
    clauses = (clause.group() for clause in _CLAUSE.finditer(folded))
    found = dict.fromkeys(clause[at : at + RUN] for clause in clauses for at in _starts(len(clause)))
    strings = tuple(found)
    chosen = min(len(strings), _MOST_STRINGS)
    return tuple(strings[number * len(strings) // chosen] for number in range(chosen))


def _starts(length: int) -> list[int]:
    """Return where the strings of a clause begin: every few letters, and at its end."""
    last = length - RUN
    return sorted({*range(0, last + 1, _STEP), last}) if last >= 0 else []

"""What a query was probably meant to be, where nothing holds what was typed.

A slip is sought where characters stand together that nowhere stand together in the archive. Tried are the names, titles
and words that sound alike, which is how most slips come about at a keyboard, and those that differ by one character; only
what really occurs is proposed.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Final

from rapidfuzz.distance import OSA

from index.analyzer import pieces
from index.fold import fold
from index.pinyin import Syllables, name_readings, reading
from index.suggest.lexicon import Lexicon
from index.suggest.tables import key_of
from index.syntax import parse
from index.tree import Exact, Node, Word
from index.walk import positive_leaves

Count = Callable[[Node], int]
"""Tells how many passages a tree finds."""

Rank = tuple[int, int, int]
"""How likely a proposal is, the smallest first: the kind of slip, the characters replaced, the passages, the latter two below zero."""

SAME_SOUND, SIMILAR, ONE_WRONG, ONE_OF_TWO_WRONG = range(4)
"""Kinds of slips, the likeliest first."""

_TRIES: Final = 8
"""Proposals looked up in the index for one slip."""

_LONGEST_RUN: Final = 24
"""Characters without a break that are looked at; more is hardly a query."""

_LONGEST_WINDOW: Final = 5
_SHORTEST_LATIN: Final = 4
_RUNS: Final = re.compile(r"(?P<latin>[a-z0-9]+)|[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")


def correct(lexicon: Lexicon, text: str, found: int, count: Count) -> str | None:
    """Return the query with its likely slips set right, pinyin of a name or title written out; None where there is nothing to propose.

    `found` is how many passages the query finds as it was typed: where there are some, only what is doubtful is looked at.
    """
    spelled = () if found else lexicon.spelled(text)
    if spelled:
        return as_query(spelled[0].value)
    corrected, at = text, 0
    for leaf in positive_leaves(parse(text).node):
        if isinstance(leaf, Word | Exact):
            better = _Corrector(lexicon, leaf, found == 0, count).leaf()
            place = corrected.find(leaf.text, at)
            corrected = corrected[:place] + better + corrected[place + len(leaf.text) :]
            at = place + len(better)
    return corrected if corrected != text else None


def as_query(value: str) -> str:
    """Return a name or title as a person would type it to find it, in quotation marks where it would otherwise be read as symbols."""
    for begins, ends in ("", ""), ("“", "”"), ("「", "」"), ("『", "』"):
        if parse(begins + value + ends).node in (Word(value), Exact(value)):
            return begins + value + ends
    return key_of(value)


class _Corrector:
    """Sets one word or quoted string of a query right."""

    def __init__(self, lexicon: Lexicon, typed: Word | Exact, thorough: bool, count: Count) -> None:
        self._lexicon = lexicon
        self._typed = typed
        self._thorough = thorough
        self._count = count

    def leaf(self) -> str:
        """Return the whole set right; what is right stays as it was typed."""
        text, parts, at = self._typed.text, [], 0
        for run in _RUNS.finditer(fold(text)):
            better = self._latin(run[0]) if run["latin"] else self._chinese(run[0])
            parts += [text[at : run.start()], better or text[run.start() : run.end()]]
            at = run.end()
        return "".join([*parts, text[at:]])

    def _latin(self, run: str) -> str | None:
        if self._count(Word(run, self._typed.field)):
            return None
        spelled = self._lexicon.spelled(run)
        if spelled:
            return as_query(spelled[0].value)
        numbers = self._lexicon.misspelt(run) if len(run) >= _SHORTEST_LATIN else ()
        keys = ((self._lexicon.entry(number), self._lexicon.key(number)) for number in numbers)
        likely = sorted((-entry.count, key) for entry, key in keys if key.isascii() and OSA.distance(key, run, score_cutoff=1) == 1)
        return next((key for _, key in likely[:_TRIES] if self._count(Word(key, self._typed.field))), None)

    def _chinese(self, run: str) -> str | None:
        if not 1 < len(run) <= _LONGEST_RUN:
            return None
        doubtful = self._doubtful(run)
        if not (any(doubtful) or self._thorough) or self._holds(run):
            return None
        last = ONE_OF_TWO_WRONG if self._thorough else ONE_WRONG
        return self._whole(run, doubtful, last) or self._parts(run, doubtful)

    def _whole(self, run: str, doubtful: list[bool], last: int) -> str | None:
        """Return the likeliest proposal for a run that occurs as a whole, of the kinds of slips up to `last`."""
        return next(filter(self._holds, islice(self._proposals(run, doubtful, last), _TRIES)), None)

    def _parts(self, run: str, doubtful: list[bool]) -> str | None:
        """Set right what is doubtful in a run that occurs nowhere as a whole, stretch by stretch, and only what sounds alike."""
        parts, at = [], 0
        for start, end in _groups(doubtful):
            part = run[start:end]
            better = None if len(part) in (1, len(run)) or self._holds(part) else self._whole(part, [True] * len(part), SIMILAR)
            parts += [run[at:start], better or part]
            at = end
        corrected = "".join([*parts, run[at:]])
        return corrected if corrected != run else None

    def _proposals(self, run: str, doubtful: list[bool], last: int) -> Iterator[str]:
        """Yield the run with one name, title or word in it replaced, the likeliest first."""
        ranks: dict[str, Rank] = {}
        for start, end in _windows(len(run)):
            if any(doubtful[start:end]) or not any(doubtful):
                window = run[start:end]
                for value, rank in chain(self._sounding(window), self._misspelt(window) if last > SIMILAR else ()):
                    if rank[0] <= last:
                        proposal = run[:start] + value + run[end:]
                        ranks[proposal] = min(rank, ranks.get(proposal, rank))
        yield from sorted(ranks.keys() - {run}, key=lambda proposal: (ranks[proposal], proposal))

    def _sounding(self, window: str) -> Iterator[tuple[str, Rank]]:
        """Yield what sounds like some neighbouring characters."""
        for read, numbers in ((name_readings, self._lexicon.names), (_reading, self._lexicon.others)):
            readings = read(window)
            for number in self._lexicon.sounding(readings):
                key = self._lexicon.key(number)
                if number in numbers and len(key) == len(window):
                    same = not set(readings).isdisjoint(read(key))
                    yield self._ranked(number, key, window, SAME_SOUND if same else SIMILAR)

    def _misspelt(self, window: str) -> Iterator[tuple[str, Rank]]:
        """Yield what differs from some neighbouring characters by a single one, or by the order of two."""
        for number in self._lexicon.misspelt(window):
            key = self._lexicon.key(number)
            if OSA.distance(key, window, score_cutoff=1) == 1:
                yield self._ranked(number, key, window, _slip(key, window))

    def _ranked(self, number: int, key: str, window: str, kind: int) -> tuple[str, Rank]:
        entry = self._lexicon.entry(number)
        value = key if number in self._lexicon.words else fold(entry.value)
        return value, (kind, -len(window), -entry.count)

    def _doubtful(self, run: str) -> list[bool]:
        """Tell of each character whether it stands alone or in a word that the archive does not know."""
        known = [(piece, len(piece) > 1 and self._lexicon.passages(piece) > 0) for piece in pieces(run)]
        return [not good for piece, good in known for _ in piece]

    def _holds(self, string: str) -> bool:
        return self._count(Exact(string, self._typed.field)) > 0


def _windows(length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a run that are compared with names, titles and words: the whole, and the short ones."""
    if length > _LONGEST_WINDOW:
        yield 0, length
    for size in range(2, min(length, _LONGEST_WINDOW) + 1):
        yield from ((start, start + size) for start in range(length - size + 1))


def _groups(doubtful: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of doubtful characters."""
    start = 0
    for at, (here, after) in enumerate(zip(doubtful, [*doubtful[1:], False], strict=True)):
        if here and not after:
            yield start, at + 1
        if not here:
            start = at + 1


def _reading(text: str) -> list[Syllables]:
    return [reading(text)]


def _slip(key: str, window: str) -> int:
    if len(key) == len(window) and sorted(key) == sorted(window):
        return SIMILAR
    return ONE_WRONG if min(len(key), len(window)) > 2 else ONE_OF_TWO_WRONG

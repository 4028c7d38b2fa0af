"""Looking things up among the names, titles and words of an archive."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.pinyin import Syllables, typed_letters
from index.suggest.tables import LONGEST, Array, Tables, around, hashed, key_of, sound_of

_AFTER: Final = b"\xff"
"""Sorts behind every character of UTF-8."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, title or word as it is shown, and how many passages have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Completions:
    """What may be meant by the beginning of it, each the most frequent first."""

    names: tuple[Entry, ...]
    titles: tuple[Entry, ...]
    words: tuple[Entry, ...]


class _Strings:
    """Strings in order, by number."""

    def __init__(self, data: Array, starts: Array) -> None:
        self._data = data
        self._starts = starts

    def __getitem__(self, number: int) -> bytes:
        return self._data[self._starts[number] : self._starts[number + 1]].tobytes()

    def equal(self, wanted: str, within: range) -> range:
        """Return the numbers of the strings that are this one."""
        return self._between(wanted.encode(), wanted.encode() + b"\0", within)

    def beginning(self, prefix: str, within: range) -> range:
        """Return the numbers of the strings that begin with this one."""
        return self._between(prefix.encode(), prefix.encode() + _AFTER, within)

    def _between(self, first: bytes, end: bytes, within: range) -> range:
        start, stop = (bisect_left(within, bound, key=self.__getitem__) for bound in (first, end))
        return within[start:stop]


class Lexicon:
    """The names, titles and words of an archive at one time. Safe for many threads."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._keys = _Strings(tables.keys, tables.key_starts)
        self._values = _Strings(tables.values, tables.value_starts)
        self._spelled = _Strings(tables.spelled, tables.spelled_starts)
        names, titles, words = tables.bounds.tolist()
        self.names = range(names)
        self.titles = range(names, titles)
        self.words = range(titles, words)
        self.others = range(names, words)

    def complete(self, typed: str, limit: int) -> Completions:
        """Return what begins as typed, in any script and width, `limit` of each kind; names and titles by their pinyin too."""
        key, letters = key_of(typed[:LONGEST]), typed_letters(typed[:LONGEST])
        if not key:
            return Completions((), (), ())
        spelled = self._entries_spelled(self._spelled.beginning(letters, self._all_spellings)) if letters else np.zeros(0, "<u4")
        names, titles, words = (_numbers(self._keys.beginning(key, kind)) for kind in (self.names, self.titles, self.words))
        return Completions(
            self.best(np.concatenate((names, spelled[spelled < self.names.stop])), limit),
            self.best(np.concatenate((titles, spelled[spelled >= self.titles.start])), limit),
            self.best(words, limit),
        )

    def people(self, typed: str, limit: int) -> tuple[Entry, ...]:
        """Return the names that this is, written in any script and width or spelled as pinyin or initials."""
        numbers = [*self._named(typed, self.names), *(number for number in self._spelled_so(typed) if number in self.names)]
        return self.best(np.array(numbers, np.int64), limit)

    def spelled(self, typed: str) -> tuple[Entry, ...]:
        """Return the name or title that this is the pinyin or the initials of, the most frequent one, if any."""
        return self.best(np.array(self._spelled_so(typed), np.int64), 1)

    def passages(self, word: str) -> int:
        """Return how many passages hold a word; 0 where it is none of the archive's."""
        return max((self.entry(number).count for number in self._named(word, self.words)), default=0)

    def frequent_titles(self, limit: int) -> tuple[Entry, ...]:
        """Return the titles that most passages have."""
        return self.best(_numbers(self.titles), limit)

    def misspelt(self, key: str) -> set[int]:
        """Return the entries that may differ from a key by a single wrong, missing, additional or exchanged character."""
        found = (_at(self._tables.near, self._tables.near_entries, hashed(part)) for part in around(key))
        return {number for numbers in found for number in numbers}

    def sounding(self, readings: Iterable[Syllables]) -> set[int]:
        """Return the entries that may sound like one of these readings."""
        found = (_at(self._tables.sounds, self._tables.sound_entries, sound_of(syllables)) for syllables in readings)
        return {number for numbers in found for number in numbers}

    def key(self, number: int) -> str:
        """Return what an entry is compared by."""
        return self._keys[number].decode()

    def entry(self, number: int) -> Entry:
        """Return an entry."""
        return Entry(self._values[number].decode(), int(self._tables.counts[number]))

    def best(self, numbers: Array, limit: int) -> tuple[Entry, ...]:
        """Return the most frequent of some entries; of equally frequent ones the first."""
        different = np.unique(numbers)
        counts = self._tables.counts[different].astype(np.int64)
        order = np.argsort(-counts, kind="stable")[:limit]
        return tuple(self.entry(number) for number in different[order].tolist())

    @property
    def _all_spellings(self) -> range:
        return range(len(self._tables.spelled_entries))

    def _entries_spelled(self, spellings: range) -> Array:
        return self._tables.spelled_entries[spellings.start : spellings.stop]

    def _spelled_so(self, typed: str) -> list[int]:
        letters = typed_letters(typed[:LONGEST])
        spellings = self._spelled.equal(letters, self._all_spellings) if letters else range(0)
        found: list[int] = self._entries_spelled(spellings).tolist()
        return found

    def _named(self, text: str, kind: range) -> Sequence[int]:
        key = key_of(text[:LONGEST])
        return self._keys.equal(key, kind) if key else ()


def _numbers(entries: range) -> Array:
    return np.arange(entries.start, entries.stop)


def _at(hashes: Array, entries: Array, wanted: int) -> list[int]:
    """Return the entries with a hash."""
    key = np.uint32(wanted)
    found: list[int] = entries[np.searchsorted(hashes, key, "left") : np.searchsorted(hashes, key, "right")].tolist()
    return found


EMPTY: Final = Lexicon(Tables.of((), (), ()))
"""Knows nothing."""

"""Names, titles and words with all they are looked up by, as plain sorted arrays: made at once, kept in one file.

An entry is a number: first come the names, then the titles, then the words, each in the order of their keys. Every process
maps the same file, so that many workers hold it in memory once. Nothing in it is more than a copy of what the index knows.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from index.analyzer import is_word
from index.columnar.format import SectionFile, SectionWriter
from index.errors import IndexDamaged
from index.fold import fold
from index.pinyin import Syllables, blurred, name_keys, name_readings, reading, title_keys

LAYOUT: Final = 1
"""The version of the file; a file of another version is of no use."""

FEWEST: Final = 2
"""Passages that must hold a word, else it is more likely a slip than a word of this archive."""

LONGEST: Final = 120
"""Characters of a name or title; longer ones are not suggested."""

_LONGEST_WORD: Final = 20
_LONGEST_MISSPELT: Final = 16
"""Characters of what may be found again in spite of a wrong, missing or additional character."""

_BYTES: Final = frozenset(("keys", "values", "spelled"))
"""The arrays that hold bytes; the others hold 32-bit numbers."""

Array = NDArray[Any]
Counted = tuple[str, int]
"""A name, title or word, and the number of passages that have it."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The arrays. Strings are UTF-8, one after the other; `…_starts` tell where each begins, and the end of the last.

    `bounds`: where the names, the titles and the words end. `keys`, `values`, `counts`: of each entry what it is sorted by
    (`key_of`), what is shown, and the passages. `spelled`: the pinyin of names and titles in order, and the entry of each.
    `near` and `sounds`: 32-bit hashes in order, and the entry of each: of the entry's key without one character, of its
    key, and of its sound. Several entries may share a hash, also by chance.
    """

    bounds: Array
    keys: Array
    key_starts: Array
    values: Array
    value_starts: Array
    counts: Array
    spelled: Array
    spelled_starts: Array
    spelled_entries: Array
    near: Array
    near_entries: Array
    sounds: Array
    sound_entries: Array

    @classmethod
    def of(cls, names: Iterable[Counted], titles: Iterable[Counted], words: Iterable[Counted]) -> Self:
        """Make the tables; of the words only those that several passages hold and that are no single characters or numbers."""
        kinds = [_sorted(names, LONGEST), _sorted(titles, LONGEST), _sorted(filter(_is_kept, words), _LONGEST_WORD)]
        entries = [entry for kind in kinds for entry in kind]
        bounds = list(accumulate(map(len, kinds)))
        spelled = sorted(_spellings(kinds[0], kinds[1]))
        return cls(
            np.array(bounds, "<u4"),
            *_packed([key for key, _, _ in entries]),
            *_packed([value for _, value, _ in entries]),
            np.array([min(count, 2**32 - 1) for _, _, count in entries], "<u4"),
            *_packed([key for key, _ in spelled]),
            np.array([number for _, number in spelled], "<u4"),
            *_hashed((number, hashed(part)) for number, (key, _, _) in enumerate(entries) for part in around(key)),
            *_hashed((number, sound_of(one)) for number, (key, _, _) in enumerate(entries) for one in _readings(key, number < bounds[0])),
        )

    def save(self, path: Path, generation: str) -> None:
        """Write the file, for a generation of the index."""
        with SectionWriter(path, {"suggestions": LAYOUT, "generation": generation}) as file:
            for field in fields(self):
                file.section(field.name, getattr(self, field.name))

    @classmethod
    def load(cls, path: Path) -> tuple[Self, str]:
        """Map the file, checked as a whole; return the tables and the generation. Raises IndexDamaged, also where there is none."""
        file = SectionFile(path)
        file.verify()
        if file.meta.get("suggestions") != LAYOUT:
            raise IndexDamaged(f"{path}: suggestions of another version")
        arrays = (file.section(field.name).array("u1" if field.name in _BYTES else "<u4") for field in fields(cls))
        return cls(*arrays), file.meta["generation"]


def key_of(text: str) -> str:
    """Return what an entry is sorted and compared by: folded, without punctuation and spaces."""
    folded = fold(text)
    return folded if folded.isalnum() else "".join(filter(is_word, folded))


def hashed(key: str) -> int:
    """Return the hash of a key."""
    return zlib.crc32(key.encode())


def around(key: str) -> set[str]:
    """Return a key and what is left of it without one character; nothing for a long one.

    Of two keys that differ by one wrong, missing, additional or exchanged character these sets overlap.
    """
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))} if len(key) <= _LONGEST_MISSPELT else set()


def sound_of(syllables: Syllables) -> int:
    """Return the hash of how a reading sounds to many speakers."""
    return hashed(" ".join(blurred(syllables)))


def _is_kept(word: Counted) -> bool:
    text, count = word
    return count >= FEWEST and len(text) > 1 and any(map(str.isalpha, text))


def _sorted(counted: Iterable[Counted], longest: int) -> list[tuple[str, str, int]]:
    keyed = ((key_of(value), value, count) for value, count in counted if len(value) <= longest)
    return sorted(entry for entry in keyed if entry[0])


def _spellings(names: Sequence[tuple[str, str, int]], titles: Sequence[tuple[str, str, int]]) -> Iterator[tuple[str, int]]:
    for number, (_, name, _) in enumerate(names):
        yield from ((key, number) for key in name_keys(name))
    for number, (_, title, _) in enumerate(titles, len(names)):
        yield from ((key, number) for key in title_keys(title))


def _readings(key: str, is_name: bool) -> list[Syllables]:
    if len(key) > _LONGEST_MISSPELT or key.isascii():
        return []
    return name_readings(key) if is_name else [reading(key)]


def _packed(strings: Sequence[str]) -> tuple[Array, Array]:
    encoded = [string.encode(errors="replace") for string in strings]
    starts = np.cumsum([0, *map(len, encoded)], dtype="<u4")
    return np.frombuffer(b"".join(encoded), "u1"), starts


def _hashed(pairs: Iterable[tuple[int, int]]) -> tuple[Array, Array]:
    packed = np.sort(np.fromiter((value << 32 | number for number, value in pairs), "<u8"))
    return (packed >> np.uint64(32)).astype("<u4"), packed.astype("<u4")

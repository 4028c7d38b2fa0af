"""Inverted portions of a rebuild, kept in files until all of them are merged. Worker processes write them, the merge maps them.

Those that merge import this, and so it knows nothing of cutting words, whose dictionary takes memory.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.format import Array, SectionFile, SectionWriter
from index.columnar.grams import Keys
from index.columnar.postings import Ints
from index.columnar.texts import Texts, TextsReader, write_texts

GRAMS: Final = "grams"
WORDS: Final = "words"


@dataclass(frozen=True, slots=True)
class Lists:
    """The posting lists of a portion, one behind the other: how long each is, the place of each text, how often the term occurs."""

    counts: Ints
    places: NDArray[np.uint16]
    frequencies: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Portion:
    """Some texts inverted. Grams are numbers, words are strings; both are sorted. Lengths are one a text."""

    texts: Texts
    grams: Keys
    gram_lists: Lists
    gram_lengths: Ints
    words: list[str]
    word_lists: Lists
    word_lengths: Ints


def save_portion(path: Path, portion: Portion, *, keep_texts: bool) -> None:
    """Write a portion, with its texts or without."""
    with SectionWriter(path, {"count": len(portion.word_lengths)}) as file:
        if keep_texts:
            write_texts(file, "texts", portion.texts)
        file.section("grams/terms", portion.grams)
        _write_lists(file, GRAMS, portion.gram_lists, portion.gram_lengths)
        words = [word.encode() for word in portion.words]
        file.section("words/terms", b"".join(words))
        file.section("words/sizes", np.fromiter(map(len, words), np.int64, len(words)))
        _write_lists(file, WORDS, portion.word_lists, portion.word_lengths)


def _write_lists(file: SectionWriter, kind: str, lists: Lists, lengths: Ints) -> None:
    file.section(f"{kind}/counts", lists.counts)
    file.section(f"{kind}/places", lists.places)
    frequencies = lists.frequencies
    narrow = np.min_scalar_type(int(frequencies.max(initial=0)))
    file.section(f"{kind}/frequencies", frequencies.astype(narrow))
    file.note(f"{kind}/type", narrow.str)
    file.section(f"{kind}/lengths", lengths)


class PortionFile:
    """A portion read back."""

    def __init__(self, path: Path) -> None:
        self._file = SectionFile(path)
        self.count: int = self._file.meta["count"]

    def forget(self) -> None:
        """Give back the memory of what was read so far; arrays stay good."""
        self._file.forget()

    def texts(self) -> TextsReader:
        """The texts, where they were kept."""
        return TextsReader(self._file, "texts")

    def grams(self) -> Keys:
        """The grams as numbers."""
        return self._file.section("grams/terms").array("<u8")

    def words(self) -> list[bytes]:
        """The words as bytes."""
        data = self._file.section("words/terms").read()
        ends = np.cumsum(self._file.section("words/sizes").array("<i8")).tolist()
        return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def counts(self, kind: str) -> Ints:
        """How long the list of each term is."""
        return self._file.section(f"{kind}/counts").array("<i8")

    def places(self, kind: str) -> Array:
        """The texts of all lists."""
        return self._file.section(f"{kind}/places").array("<u2")

    def frequencies(self, kind: str) -> Array:
        """How often a term occurs in each of them."""
        return self._file.section(f"{kind}/frequencies").array(self._file.meta[f"{kind}/type"])

    def lengths(self, kind: str) -> Ints:
        """How many terms each text has."""
        return self._file.section(f"{kind}/lengths").array("<i8")

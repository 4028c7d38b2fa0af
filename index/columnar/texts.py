"""Strings kept once for two uses: folded, contiguous, to look for strings in; and in their original glyphs.

The folded text is kept in UTF-16. The original differs from it in few characters, which are kept
as patches: how far on in the text, and which character. Sections of the texts `t`::

    t/units         the folded texts, one after the other
    t/ends          the end of each text in units; left out where all are equally long
    t/gaps          how many characters each patch lies behind the last one of its text, or behind its beginning
    t/glyphs        the original character of each patch, as a number into t/alphabet
    t/alphabet      the code points that occur in patches
    t/patches       the end of each text's patches

A patch more than a byte away from the last has patches before it that change nothing.
"""

from codecs import utf_16_le_decode as _decoded
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.codepoints import Codes, Units, codes_of, fold_codes, text_of, unit_lengths, units_of
from index.columnar.format import Array, Section, SectionFile, SectionWriter
from index.columnar.postings import Ints

_FARTHEST: Final = 255
_FEW: Final = 12
_LOW_SURROGATES: Final = 0xDC00


@dataclass(frozen=True, slots=True)
class Texts:
    """Some texts as arrays: UTF-16 units of the folded texts, units of each text, and the patches with their number in each text."""

    units: Units
    lengths: Ints
    gaps: NDArray[np.uint8]
    glyphs: Codes
    patches: Ints


def encode_texts(texts: Sequence[str]) -> Texts:
    """Return strings as arrays."""
    codes, lengths = codes_of(texts)
    return encode_codes(codes, fold_codes(codes), lengths)


def encode_codes(codes: Codes, folded: Codes, lengths: Ints) -> Texts:
    """Return texts given as code points, original and folded, as arrays."""
    starts = np.cumsum(lengths) - lengths
    changed = np.flatnonzero(codes != folded)
    text = np.searchsorted(starts, changed, "right") - 1
    gaps = changed - starts[text]
    same = np.flatnonzero(np.diff(text) == 0) + 1
    gaps[same] = changed[same] - changed[same - 1]
    fillers = np.maximum(gaps - 1, 0) // _FARTHEST
    if fillers.any():
        last = np.cumsum(fillers + 1) - 1
        spread = np.full(int(last[-1]) + 1, _FARTHEST, np.int64)
        spread[last] = gaps - fillers * _FARTHEST
        owner = np.repeat(np.arange(len(changed)), fillers + 1)
        behind = np.repeat(last, fillers + 1) - np.arange(len(spread))
        places = changed[owner] - np.where(behind > 0, spread[last][owner] + (behind - 1) * _FARTHEST, 0)
        changed, gaps, text = places, spread, text[owner]
    counts = np.bincount(text, minlength=len(lengths)).astype(np.int64)
    return Texts(units_of(folded), unit_lengths(folded, lengths), gaps.astype(np.uint8), codes[changed], counts)


def concatenate(parts: Sequence[Texts]) -> Texts:
    """Return the texts of all parts in order."""
    return Texts(*(np.concatenate([getattr(part, name) for part in parts]) for name in Texts.__slots__))


class TextsWriter:
    """Writes texts in portions; between construction and `close` nothing else may be written to the file."""

    def __init__(self, file: SectionWriter, name: str) -> None:
        self._file = file
        self._name = name
        self._rest = [encode_texts(())]
        file.begin(f"{name}/units")

    def add(self, texts: Texts) -> None:
        """Append texts."""
        self._file.write(texts.units)
        self._rest.append(Texts(texts.units[:0], texts.lengths, texts.gaps, texts.glyphs, texts.patches))

    def close(self) -> None:
        """Write the sections that tell the texts apart and restore the originals."""
        texts, self._rest = concatenate(self._rest), []
        ends = np.concatenate(([0], np.cumsum(texts.lengths)))
        if len(np.unique(texts.lengths)) > 1:
            self._section("ends", ends.astype(_unsigned(int(ends[-1]))))
        if len(texts.gaps):
            occurs = np.zeros(int(texts.glyphs.max()) + 1, np.bool_)
            occurs[texts.glyphs] = True
            alphabet = np.flatnonzero(occurs)
            number = np.zeros(len(occurs), np.uint32)
            number[alphabet] = np.arange(len(alphabet))
            patches = np.concatenate(([0], np.cumsum(texts.patches)))
            self._section("gaps", texts.gaps)
            self._section("glyphs", number.astype("<u2" if len(alphabet) <= 1 << 16 else "<u4")[texts.glyphs])
            self._section("alphabet", alphabet.astype("<u4"))
            self._section("patches", patches.astype(_unsigned(int(patches[-1]))))
        self._file.note(f"{self._name}/count", len(texts.lengths))

    def _section(self, name: str, data: Array) -> None:
        self._file.section(f"{self._name}/{name}", data)


def _unsigned(largest: int) -> str:
    return "<u4" if largest < 1 << 32 else "<u8"


def write_texts(file: SectionWriter, name: str, texts: Texts) -> None:
    """Write texts all at once."""
    writer = TextsWriter(file, name)
    writer.add(texts)
    writer.close()


class TextsReader:
    """Reads texts by number. What tells them apart is checked whole at its first use, the texts where they are read."""

    def __init__(self, file: SectionFile, name: str) -> None:
        self._file = file
        self._name = name
        self.count: int = file.meta[f"{name}/count"]
        self._units = file.section(f"{name}/units")
        self._patched = f"{name}/patches" in file

    def __len__(self) -> int:
        return self.count

    def folded(self, number: int) -> str:
        """Return one folded text."""
        end = self._ends.item
        return _decoded(self._units.read(2 * end(number), 2 * end(number + 1)))[0]

    def text(self, number: int) -> str:
        """Return one text in its original glyphs."""
        return self.both(number)[0]

    def both(self, number: int) -> tuple[str, str]:
        """Return one text in its original glyphs, and folded."""
        folded = self.folded(number)
        return (self._restored(number, folded) if self._patched else folded), folded

    def _restored(self, number: int, folded: str) -> str:
        start, stop = self._patches.item(number), self._patches.item(number + 1)
        if start == stop:
            return folded
        width, alphabet = self._wide, self._alphabet
        glyphs = memoryview(self._glyphs.read(width * start, width * stop)).cast("H" if width == 2 else "I")
        pieces: list[str] = []
        end = 0
        for place, glyph in zip(accumulate(self._gaps.read(start, stop)), glyphs, strict=True):
            pieces += folded[end:place], alphabet[glyph]
            end = place + 1
        pieces.append(folded[end:])
        return "".join(pieces)

    def all(self) -> list[str]:
        """Return all texts in their original glyphs."""
        taken = self.take(0, self.count)
        folded = taken.units.tobytes().decode("utf-16-le")
        low = (taken.units & 0xFC00) == _LOW_SURROGATES
        ends = np.cumsum(taken.lengths)
        ends -= np.concatenate(([0], np.cumsum(low)))[ends]
        starts = np.concatenate(([0], ends))[:-1]
        codes = codes_of([folded])[0].copy()
        sums = np.cumsum(taken.gaps, dtype=np.int64)
        firsts = np.cumsum(taken.patches) - taken.patches
        before = np.concatenate(([0], sums))[firsts]
        codes[sums + np.repeat(starts - before, taken.patches)] = taken.glyphs
        text = text_of(codes)
        return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def holding(self, string: str, numbers: Ints) -> NDArray[np.bool_]:
        """Tell which of the texts, folded, hold a string."""
        if len(numbers) <= _FEW:
            return np.array([string in self.folded(number) for number in numbers.tolist()], np.bool_)
        needle = string.encode("utf-16-le")
        starts, stops = (2 * self._ends[at].astype(np.int64) for at in (numbers, numbers + 1))
        found = np.array(self._units.find(needle, starts, stops), np.int64)
        while (askew := np.flatnonzero((found & 1) & (found >= 0))).size:
            found[askew] = self._units.find(needle, found[askew] + 1, stops[askew])
        return found >= 0

    def take(self, start: int, stop: int) -> Texts:
        """Return the texts from `start` to before `stop` as arrays."""
        ends = self._ends[start : stop + 1].astype(np.int64)
        lengths, units = np.diff(ends), self._units.array("<u2", int(ends[0]), int(ends[-1]))
        if not self._patched:
            return Texts(units, lengths, np.zeros(0, np.uint8), np.zeros(0, np.uint32), np.zeros(stop - start, np.int64))
        patches = self._patches[start : stop + 1].astype(np.int64)
        first, last = int(patches[0]), int(patches[-1])
        glyphs = self._file.section(f"{self._name}/alphabet").array("<u4")[self._glyphs.array(f"<u{self._wide}", first, last)]
        return Texts(units, lengths, self._gaps.array("u1", first, last), glyphs, np.diff(patches))

    @cached_property
    def _ends(self) -> Array:
        if f"{self._name}/ends" in self._file:
            return self._bounds("ends")
        return np.arange(self.count + 1) * (self._units.size // 2 // max(self.count, 1))

    @cached_property
    def _patches(self) -> Array:
        return self._bounds("patches")

    @cached_property
    def _gaps(self) -> Section:
        return self._file.section(f"{self._name}/gaps")

    @cached_property
    def _glyphs(self) -> Section:
        return self._file.section(f"{self._name}/glyphs")

    @cached_property
    def _wide(self) -> int:
        """The bytes of a glyph's number."""
        return self._glyphs.size // self._gaps.size

    @cached_property
    def _alphabet(self) -> str:
        return text_of(self._file.section(f"{self._name}/alphabet").array("<u4"))

    def _bounds(self, name: str) -> Array:
        section = self._file.section(f"{self._name}/{name}")
        return section.array("<u4" if section.size == 4 * (self.count + 1) else "<u8")


def select(texts: Texts, kept: NDArray[np.bool_]) -> Texts:
    """Return only the texts where `kept` is true."""
    patched = np.repeat(kept, texts.patches)
    return Texts(
        texts.units[np.repeat(kept, texts.lengths)], texts.lengths[kept], texts.gaps[patched], texts.glyphs[patched], texts.patches[kept]
    )

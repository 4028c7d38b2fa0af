"""What is kept of a document's wording so that other clothes, reprints and partial reprints of it are recognised. Pure.

Only the letters count: the paragraphs folded, without spaces and punctuation. Three things are kept of them:

- the digest of all letters: equal where only encoding, spacing, script or format differ;
- a MinHash signature of the 5-grams of letters, by one permutation with rotation (Li, Owen and Zhang 2012; Shrivastava and Li 2014):
  the share of equal places in two signatures estimates the Jaccard resemblance of the two sets, its standard error below 0.045;
- a digest of every passage: a paragraph long enough to be no set phrase.

`keys` gives the numbers under which a sketch is filed. Two sketches are worth comparing where they share one: bands of the
signature (locality-sensitive hashing) or passages.
"""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from archive.model import Document
from index.fold import TABLE

GRAM: Final = 5
"""Letters in a shingle."""
PLACES: Final = 128
"""Places of a signature."""
BANDS: Final = 12
ROWS: Final = 3
"""Two documents of resemblance r share a band with probability 1 - (1 - r³)¹²: 0.80 at 0.5, 0.95 at 0.6, 0.995 at 0.7."""
SHORTEST: Final = 20
"""Letters below which a document is like too many others to be compared at all."""
PASSAGE: Final = 30
"""Least letters of a passage."""
PASSAGES: Final = 256
"""Most passages kept of a document: those of the smallest digests, so that two documents keep the same ones."""

WIDTH: Final = 4
"""Bytes of a code point."""

_LETTERS: Final = np.frombuffer(TABLE.encode("utf-32-le"), "<u4") * np.frombuffer(bytes(map(str.isalnum, TABLE)), np.uint8)
"""The folded letter of each code point, 0 for what is none; code points behind its end stay as they are."""
_BOUNDS: Final = np.arange(PLACES, dtype=np.uint64) << np.uint64(57)
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)


Codes = NDArray[np.uint32]
"""Letters as code points."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The sketch of one document: its number of letters, their digest (16 bytes), the signature (128 little-endian 32-bit numbers,
    empty where the text is too short for one), and the digests of its passages (8 bytes each, ascending) with their letters.

    A sketch that was read back knows no lengths.
    """

    letters: int
    text: bytes
    signature: bytes
    passages: bytes
    lengths: tuple[int, ...] = field(default=(), compare=False)


def sketch(document: Document) -> Sketch:
    """The sketch of a document; the time it takes grows with its length only."""
    return sketch_of([paragraph.text for speech in document.speeches for paragraph in speech.paragraphs])


def sketch_of(texts: Sequence[str]) -> Sketch:
    """The sketch of a document whose paragraphs have these texts."""
    letters, ends = _letters(texts)
    whole = letters.tobytes()
    spans = [(start, end) for start, end in pairwise((0, *ends)) if end - start >= PASSAGE]
    passages = sorted({(_digest(whole[start * WIDTH : end * WIDTH], 8), end - start) for start, end in spans})[:PASSAGES]
    return Sketch(
        letters=len(letters),
        text=_digest(whole, 16),
        signature=_signature(letters) if len(letters) >= SHORTEST else b"",
        passages=b"".join(digest for digest, _ in passages),
        lengths=tuple(length for _, length in passages),
    )


def reading(document: Document) -> str:
    """What tells one reading of a file from another: a digest of all of it."""
    return hashlib.sha256(repr(document).encode("utf-8", "backslashreplace")).hexdigest()


def keys(sketches: Sequence[Sketch]) -> list[list[int]]:
    """The numbers (signed, 64 bits) under which each of some sketches is filed, without repetition; none for one without a signature."""
    signed = [one for one in sketches if one.signature]
    rows = _numbers(b"".join(one.signature for one in signed)).reshape(-1, PLACES)[:, : BANDS * ROWS].astype(np.uint64)
    bands = np.tile(np.arange(BANDS, dtype=np.uint64), (len(signed), 1))
    for column in range(ROWS):
        bands = _mix(bands * _PRIME + rows[:, column::ROWS])
    filed = iter(bands.view(np.int64).tolist())
    return [list(dict.fromkeys([*next(filed), *_passages(one)])) if one.signature else [] for one in sketches]


def resemblance(one: Sketch, other: Sketch) -> float:
    """The estimated Jaccard resemblance of two documents' 5-grams, from 0 to 1."""
    if not (one.signature and other.signature):
        return 0.0
    return np.count_nonzero(_numbers(one.signature) == _numbers(other.signature)) / PLACES


def shared_letters(one: Sketch, other: Sketch) -> int:
    """How many letters of a sketch that knows its lengths stand in passages the other one has as well."""
    there = set(_passages(other))
    return sum(length for passage, length in zip(_passages(one), one.lengths, strict=True) if passage in there)


def _letters(texts: Sequence[str]) -> tuple[Codes, list[int]]:
    """The folded letters of the texts without anything between them, and where each text ends among them."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), "<u4")
    behind = codes >= len(_LETTERS)
    letters = np.where(behind, codes, _LETTERS[np.where(behind, 0, codes)]) if behind.any() else _LETTERS[codes]
    kept = np.flatnonzero(letters)
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    return letters[kept].astype("<u4"), np.searchsorted(kept, ends).tolist()


def _digest(letters: bytes, size: int) -> bytes:
    return hashlib.blake2b(letters, digest_size=size).digest()


def _signature(letters: Codes) -> bytes:
    """The least hash of each of the PLACES ranges of equal size; an empty range takes that of the next one, going round."""
    codes = letters.astype(np.uint64)
    grams = np.zeros(len(codes) - GRAM + 1, np.uint64)
    for place in range(GRAM):
        grams = grams * _PRIME + codes[place : len(grams) + place]
    ordered = np.sort(_mix(grams))
    least = ordered[np.searchsorted(ordered, _BOUNDS) % len(ordered)]
    return least.astype("<u4").tobytes()


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every bit over the whole number (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _numbers(signature: bytes) -> NDArray[Any]:
    return np.frombuffer(signature, "<u4")


def _passages(one: Sketch) -> tuple[int, ...]:
    """The digests of a sketch's passages as numbers."""
    return struct.unpack(f">{len(one.passages) // 8}q", one.passages)

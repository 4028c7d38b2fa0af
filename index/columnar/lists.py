"""Posting lists as the evaluator reads them: decoded as far as a query needs them.

The list of a frequent term is a bitmap. Of a few documents it is asked bit by bit; the place of a posting among all postings,
by which its weight is found, is the number of bits before it. A list of document numbers is bisected. Only if either is
asked for many documents, or again and again, it is spread out to one byte a document.
"""

from abc import ABC, abstractmethod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.postings import BITMAP, BYTE_WEIGHTS, Ints, Postings, decode

_MANY: Final = 1 << 14
_OFTEN: Final = 3
"""A bitmap is spread out when it is asked for more documents, or asked more often, than this; other lists only when asked more often."""

_SCARCE: Final = 64
"""A list of fewer than one document in so many is never spread out."""

IMPACT: Final = 255
"""The impact of a posting of the greatest weight in the shortest document."""

_OBJECTS: Final = 800
"""Bytes that a list takes beside its numbers, as Python's objects."""

_ONE: Final = np.uint64(1)

Mask = NDArray[np.bool_]


class TermList(ABC):
    """The postings of a term in a segment, by document or by row."""

    count: int
    """The number of postings."""

    nbytes: int
    """The memory the list takes, or may come to take."""

    dense: bool
    """Whether the list is long enough for a byte a document."""

    _size: int
    _spread: NDArray[np.uint8] | None = None
    _asked = 0
    _impacts: tuple[Any, NDArray[np.uint8]] | None = None
    _spread_impacts: tuple[Any, NDArray[np.uint8]] | None = None

    @abstractmethod
    def docs(self) -> Ints:
        """The documents, or rows, in order."""

    @abstractmethod
    def weights(self) -> NDArray[Any] | int:
        """The weight in each of them, or 1 where all are 1."""

    def at(self, docs: Ints) -> NDArray[Any]:
        """The weight in each of some documents, or rows; 0 where the term does not occur."""
        spread = self.spread(len(docs))
        return self._look_up(docs) if spread is None else spread.take(docs)

    def impacts(self, norms: NDArray[np.float32], lengths: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """BM25's share of weight and length in each of the documents, or rows, of the list, in units of 1 / IMPACT, rounded.

        `norms` are those of each length byte, `lengths` the length bytes of all documents. The shares are kept for the next time.
        """
        if self._impacts is None or self._impacts[0] is not norms:
            weights = self.weights()
            shares = norms.take(lengths.take(self.docs()))
            shares += weights
            np.divide(weights, shares, out=shares)
            shares *= IMPACT
            self._impacts = norms, np.rint(shares, out=shares).astype(np.uint8)
        return self._impacts[1]

    def spread_impacts(self, norms: NDArray[np.float32], lengths: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The same of all documents, or rows; 0 where the term does not occur. To be asked of dense lists only: it is kept as well."""
        if self._spread_impacts is None or self._spread_impacts[0] is not norms:
            spread = np.zeros(self._size, np.uint8)
            spread[self.docs()] = self.impacts(norms, lengths)
            self._spread_impacts = norms, spread
        return self._spread_impacts[1]

    @abstractmethod
    def spread(self, asked: int) -> NDArray[np.uint8] | None:
        """The weights of all documents, a byte each, if it is worth while, now that so many are asked for; else None."""

    @abstractmethod
    def _look_up(self, docs: Ints) -> NDArray[Any]:
        """The weight in each of some documents of a list that is not spread out."""


class ShortList(TermList):
    """A list of document numbers."""

    def __init__(self, postings: Postings, size: int) -> None:
        """Take the postings of a segment of `size` documents or rows."""
        self.postings = postings
        self.count = len(postings.docs)
        self._size = size
        self.dense = _SCARCE * self.count >= size
        self._spreads = self.dense and (postings.weights is None or postings.weights.dtype == np.uint8)
        self.nbytes = _OBJECTS + postings.nbytes + self.count + (2 * size if self.dense else 0)

    def docs(self) -> Ints:
        """The documents, or rows, in order."""
        return self.postings.docs

    def weights(self) -> NDArray[Any] | int:
        """The weight in each of them, or 1 where all are 1."""
        return 1 if self.postings.weights is None else self.postings.weights

    def spread(self, asked: int) -> NDArray[np.uint8] | None:  # noqa: ARG002 - many are soon marked one by one
        """The weights of all documents, once the list was asked often."""
        if self._spread is None and self._spreads:
            self._asked += 1
            if self._asked > _OFTEN:
                self._spread = np.zeros(self._size, np.uint8)
                self._spread[self.docs()] = self.weights()
        return self._spread

    def _look_up(self, docs: Ints) -> NDArray[Any]:
        places = self.postings.docs.searchsorted(docs)
        weighed: NDArray[Any] = (self.postings.docs.take(places, mode="clip") == docs).view(np.uint8)
        if self.postings.weights is not None:
            weighed = weighed * self.postings.weights.take(places, mode="clip")
        return weighed


class _Bits:
    """A row of bits, and how many are set before each 64th."""

    def __init__(self, data: memoryview, count: int) -> None:
        padded = np.zeros(-(-count // 64) * 8, np.uint8)
        padded[: -(-count // 8)] = np.frombuffer(data, np.uint8, -(-count // 8))
        self.words = padded.view("<u8")
        self._before = np.cumsum(np.bitwise_count(self.words), dtype=np.int64) - np.bitwise_count(self.words)

    @property
    def nbytes(self) -> int:
        return 2 * self.words.nbytes

    def at(self, places: Ints) -> tuple[Ints, Ints]:
        """Return which of the places have their bit set, and for each of those how many bits are set before it."""
        word, bit = places >> 6, (places & 63).astype(np.uint64)
        words = self.words.take(word)
        found = np.flatnonzero((words >> bit & _ONE).astype(np.bool_))
        below = words[found] & ((_ONE << bit[found]) - _ONE)
        return found, self._before.take(word[found]) + np.bitwise_count(below)


class Bitmap(TermList):
    """A list of bits, one a document, with weights of a byte."""

    def __init__(self, data: memoryview, count: int, size: int) -> None:
        """Read an encoded list (`index.columnar.postings`) whose head says BITMAP, of a segment of `size` documents or rows."""
        self.count = count
        self.dense = True
        self._size = size
        self._bits = _Bits(data[1:], size)
        self._heavy: _Bits | None = None
        self._heavy_weights = np.zeros(0, np.uint8)
        if data[0] & BYTE_WEIGHTS:
            end = 1 + -(-size // 8)
            self._heavy = _Bits(data[end:], count)
            heavier = int(np.bitwise_count(self._heavy.words).sum())
            self._heavy_weights = np.frombuffer(data, np.uint8, heavier, end + -(-count // 8)).copy()
        heavy = self._heavy_weights.nbytes + (self._heavy.nbytes if self._heavy else 0)
        self.nbytes = _OBJECTS + 2 * size + count + self._bits.nbytes + heavy

    def docs(self) -> Ints:
        """The documents, or rows, in order."""
        return np.flatnonzero(self._present())

    def weights(self) -> NDArray[Any] | int:
        """The weight in each of them, or 1 where all are 1."""
        if self._heavy is None:
            return 1
        weights = np.ones(self.count, np.uint8)
        weights[self._heavier()] = self._heavy_weights
        return weights

    def spread(self, asked: int) -> NDArray[np.uint8] | None:
        """The weights of all documents, if many are asked for or the list was asked often."""
        if self._spread is None:
            self._asked += 1
            if asked > _MANY or self._asked > _OFTEN:
                spread = self._present().view(np.uint8)
                if self._heavy is not None:
                    spread[self.docs()[self._heavier()]] = self._heavy_weights
                self._spread = spread
        return self._spread

    def _look_up(self, docs: Ints) -> NDArray[np.uint8]:
        weighed = np.zeros(len(docs), np.uint8)
        found, before = self._bits.at(docs)
        weighed[found] = 1
        if self._heavy is not None:
            heavier, place = self._heavy.at(before)
            weighed[found[heavier]] = self._heavy_weights[place]
        return weighed

    def _present(self) -> Mask:
        return np.unpackbits(self._bits.words.view(np.uint8), count=self._size, bitorder="little").view(np.bool_)

    def _heavier(self) -> Mask:
        """Which of the postings have a weight above 1."""
        assert self._heavy is not None  # noqa: S101 - asked by its callers
        return np.unpackbits(self._heavy.words.view(np.uint8), count=self.count, bitorder="little").view(np.bool_)


def read_list(data: memoryview, count: int, size: int) -> TermList:
    """Read an encoded list of `count` postings in a segment of `size` documents or rows."""
    if data[0] & BITMAP and not data[0] & ~(BITMAP | BYTE_WEIGHTS):
        return Bitmap(data, count, size)
    return ShortList(decode(data, count, size), size)

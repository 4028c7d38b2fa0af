"""Many posting lists turned into bytes and back at once, in the encoding `index.columnar.postings` describes.

Short lists with one width for all gaps, which most are, are handled together; the others one by one.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.format import Array
from index.columnar.inverted import ranges
from index.columnar.postings import BYTE_WEIGHTS, WIDTH, Ints, Postings, counted, decode, encode
from index.columnar.terms import LONG

_GREATEST: Final = 255
_WIDTHS: Final = (0xFF, 0xFFFF, 0xFFFFFF)


def encode_many(starts: Ints, docs: Ints, weights: Array, doc_count: int) -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
    """Return the bytes of many lists and where each begins.

    List `i` is `docs[starts[i]:starts[i + 1]]` with the weights there, which are whole numbers from 1. No list is empty. Lists of
    LONG postings and more begin with their number. They and lists with great weights get the smallest encoding, other
    lists a fixed width.
    """
    counts = np.diff(starts)
    apart = counts >= LONG
    if weights.dtype != np.uint8 and len(counts):
        apart |= np.maximum.reduceat(weights, starts[:-1]) > _GREATEST
    alone, together = np.flatnonzero(apart), np.flatnonzero(~apart)
    lists = [_encode_alone(docs[starts[i] : starts[i + 1]], weights[starts[i] : starts[i + 1]], doc_count) for i in alone]
    inside = np.repeat(~apart, counts)
    layout = _Layout(counts[together], docs[inside], weights[inside].astype(np.uint8))
    sizes = np.zeros(len(counts), np.int64)
    sizes[alone] = [len(data) for data in lists]
    sizes[together] = layout.sizes
    ends = np.cumsum(sizes)
    offsets = ends - sizes
    data = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    layout.write(data, offsets[together])
    for i, encoded in zip(alone, lists, strict=True):
        data[offsets[i] : ends[i]] = np.frombuffer(encoded, np.uint8)
    return data, offsets.astype(np.uint64)


def _encode_alone(docs: Ints, weights: Array, doc_count: int) -> bytes:
    data = encode(Postings(docs, counted(weights)), doc_count)
    return (len(docs).to_bytes(4, "little") if len(docs) >= LONG else b"") + data


class _Layout:
    """The sizes and bytes of short lists, each with one width for all its gaps."""

    def __init__(self, counts: Ints, docs: Ints, weights: NDArray[np.uint8]) -> None:
        firsts = np.cumsum(counts) - counts
        self._counts, self._firsts = counts, firsts
        self._gaps = np.diff(docs, prepend=0)
        self._gaps[firsts] = docs[firsts]
        self._weights = weights
        if len(counts):
            self._widths = 1 + np.searchsorted(_WIDTHS, np.maximum.reduceat(self._gaps, firsts))
            many = np.add.reduceat((weights > 1).astype(np.int64), firsts)
        else:
            self._widths = many = np.zeros(0, np.int64)
        self._bits = np.where(many > 0, -(-counts // 8), 0)
        self.sizes: Ints = 1 + self._widths * counts + self._bits + many

    def write(self, data: NDArray[np.uint8], offsets: Ints) -> None:
        """Write the lists into `data`, each from its offset on."""
        weighted = self._bits > 0
        data[offsets] = (self._widths - 1) | np.where(weighted, BYTE_WEIGHTS, 0)
        within = np.arange(len(self._gaps)) - np.repeat(self._firsts, self._counts)
        widths = np.repeat(self._widths, self._counts)
        places = np.repeat(offsets + 1, self._counts) + within * widths
        for byte in range(int(self._widths.max(initial=0))):
            wide = slice(None) if byte == 0 else widths > byte
            data[places[wide] + byte] = self._gaps[wide] >> (8 * byte) & 0xFF
        self._write_weights(data, offsets + 1 + self._widths * self._counts, within)

    def _write_weights(self, data: NDArray[np.uint8], offsets: Ints, within: Ints) -> None:
        many = np.flatnonzero(self._weights > 1)
        if not len(many):
            return
        lists = np.repeat(np.arange(len(self._counts)), self._counts)[many]
        bytes_of_bits = offsets[lists] + (within[many] >> 3)
        groups = np.flatnonzero(np.diff(bytes_of_bits, prepend=-1))
        data[bytes_of_bits[groups]] = np.add.reduceat(1 << (within[many] & 7), groups)
        rank = np.arange(len(many))
        first_rank = rank[np.searchsorted(lists, lists)]
        data[offsets[lists] + self._bits[lists] + rank - first_rank] = self._weights[many]


def decode_many(data: NDArray[np.uint8], offsets: Ints, counts: Ints, doc_count: int) -> tuple[Ints, NDArray[np.uint32]]:
    """Return the documents and weights of many lists, one list behind the other.

    `data` reaches PADDING bytes beyond the last list; a list of LONG postings and more begins with their number,
    and `counts` has the true numbers. Weights must be whole numbers, and there must be no positions.
    """
    ends = np.cumsum(counts)
    starts = ends - counts
    docs = np.empty(int(ends[-1]) if len(ends) else 0, np.int64)
    weights = np.ones(len(docs), np.uint32)
    heads = data[offsets + np.where(counts >= LONG, 4, 0)]
    together = (counts < LONG) & (heads & ~np.uint8(WIDTH | BYTE_WEIGHTS) == 0)
    for i in np.flatnonzero(~together).tolist():
        skipped = 4 if counts[i] >= LONG else 0
        found = decode(data[offsets[i] + skipped :].data, int(counts[i]), doc_count)
        docs[starts[i] : ends[i]] = found.docs
        if found.weights is not None:
            weights[starts[i] : ends[i]] = found.weights
    short = np.flatnonzero(together)
    own = ranges(starts[short], counts[short])
    docs[own], weights[own] = _short_lists(data, offsets[short], counts[short], heads[short])
    return docs, weights


def _short_lists(data: NDArray[np.uint8], offsets: Ints, counts: Ints, heads: NDArray[np.uint8]) -> tuple[Ints, NDArray[np.uint32]]:
    firsts = np.cumsum(counts) - counts
    within = np.arange(int(counts.sum())) - np.repeat(firsts, counts)
    widths = (heads & WIDTH).astype(np.int64) + 1
    places = np.repeat(offsets + 1, counts) + within * np.repeat(widths, counts)
    gaps = data[places].astype(np.int64)
    for byte in range(1, int(widths.max(initial=1))):
        wide = np.flatnonzero(np.repeat(widths > byte, counts))
        gaps[wide] |= data[places[wide] + byte].astype(np.int64) << (8 * byte)
    sums = np.cumsum(gaps)
    docs = sums - np.repeat(sums[firsts] - gaps[firsts], counts)
    weights = np.ones(len(docs), np.uint32)
    weighted = (heads & BYTE_WEIGHTS) > 0
    bits = offsets + 1 + widths * counts
    some = np.flatnonzero(np.repeat(weighted, counts))
    many = some[data[np.repeat(bits, counts)[some] + (within[some] >> 3)] >> (within[some] & 7) & 1 > 0]
    lists = np.repeat(np.arange(len(counts)), counts)[many]
    rank = np.arange(len(many)) - np.searchsorted(lists, lists)
    weights[many] = data[bits[lists] + -(-counts[lists] // 8) + rank]
    return docs, weights

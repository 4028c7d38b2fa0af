"""Posting lists as bytes and as arrays.

A list holds ascending document numbers, a weight each (how often the term occurs, as a rule), and
where the field keeps them the positions. In bytes it is::

    head         one byte: WIDTH, PATCHED, BITMAP, WEIGHTS, FREQUENCIES, POSITIONS
    documents    the gaps between the numbers, or one bit a document of the segment
    weights      nothing when all are 1; bits and bytes for small whole numbers; else 32-bit floats
    frequencies  packed, where they differ from the weights
    positions    packed gaps, where kept

Packed whole numbers have a fixed width of 1 to 4 bytes, and the few that need more are patched in
afterwards, so that one NumPy operation unpacks a list of any length. Everything is little-endian.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

WIDTH: Final = 0b11
PATCHED: Final = 1 << 2
BITMAP: Final = 1 << 3
BYTE_WEIGHTS: Final = 1 << 4
FLOAT_WEIGHTS: Final = 1 << 5
FREQUENCIES: Final = 1 << 6
POSITIONS: Final = 1 << 7

PADDING: Final = 4
"""Bytes that must follow the last list of a blob: 3-byte numbers are read 4 bytes at a time."""

_BOUNDS: Final = (1 << 8, 1 << 16, 1 << 24, 1 << 32)
"""The first number that needs more than one byte, two, three and four."""

Ints = NDArray[np.int64]
Weights = NDArray[np.uint8 | np.float32]


@dataclass(frozen=True, slots=True)
class Postings:
    """A term's postings: arrays as long as the list, except `positions`.

    `weights` is None where every weight is 1, `frequencies` None where they equal the weights. The positions of
    posting `i` are `positions[starts[i]:starts[i + 1]]`.
    """

    docs: Ints
    weights: Weights | None = None
    frequencies: Ints | None = None
    positions: Ints | None = None
    starts: Ints | None = None

    @property
    def nbytes(self) -> int:
        """The memory the arrays take."""
        arrays = (self.docs, self.weights, self.frequencies, self.positions, self.starts)
        return sum(array.nbytes for array in arrays if array is not None)


def encode(postings: Postings, doc_count: int) -> bytes:
    """Return a list's bytes in the smallest of its encodings; `doc_count` is the number of documents of the segment."""
    bitmap_size = -(-doc_count // 8)
    head, gaps = _pack(_gaps(postings.docs)) if len(postings.docs) <= bitmap_size else (BITMAP, b"")
    if head == BITMAP or len(gaps) > bitmap_size:
        bits = np.zeros(doc_count, np.uint8)
        bits[postings.docs] = 1
        head, gaps = BITMAP, np.packbits(bits, bitorder="little").tobytes()
    parts: list[bytes] = [gaps]
    if postings.weights is not None:
        kind, weights = _pack_weights(postings.weights)
        head |= kind
        parts.append(weights)
    if postings.frequencies is not None:
        head |= FREQUENCIES
        parts.append(_stream(postings.frequencies))
    if postings.positions is not None and postings.starts is not None:
        head |= POSITIONS
        gaps_of_positions = np.diff(postings.positions, prepend=0)
        firsts = postings.starts[:-1][np.diff(postings.starts) > 0]
        gaps_of_positions[firsts] = postings.positions[firsts]
        parts.append(_stream(np.diff(postings.starts)))
        parts.append(_stream(gaps_of_positions))
    return b"".join((bytes([head]), *parts))


def decode(data: memoryview, count: int, doc_count: int) -> Postings:
    """Read the list of `count` postings that begins where `data` begins; `data` must reach PADDING bytes beyond it."""
    head, at = data[0], 1
    if head & BITMAP:
        end = at + -(-doc_count // 8)
        bits = np.unpackbits(np.frombuffer(data[at:end], np.uint8), count=doc_count, bitorder="little")
        docs = np.flatnonzero(bits.view(np.bool_))
    else:
        docs, end = _unpack(data, at, count, head)
        np.cumsum(docs, out=docs)
    weights, at = _unpack_weights(data, end, count, head)
    frequencies = positions = starts = None
    if head & FREQUENCIES:
        frequencies, at = _read_stream(data, at, count)
    if head & POSITIONS:
        counts, at = _read_stream(data, at, count)
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        gaps, at = _read_stream(data, at, int(starts[-1]))
        positions = _restart(gaps, starts)
    return Postings(docs, weights, frequencies, positions, starts)


def _gaps(numbers: Ints) -> Ints:
    gaps = numbers.copy()
    gaps[1:] -= numbers[:-1]
    return gaps


def _restart(gaps: Ints, starts: Ints) -> Ints:
    """Sum gaps into positions, beginning anew at each posting."""
    sums = np.cumsum(gaps)
    before = np.concatenate((np.zeros(1, np.int64), sums))[starts[:-1]]
    return sums - np.repeat(before, np.diff(starts))


def _pack(values: Ints) -> tuple[int, bytes]:
    """Pack whole numbers below 2**32; return the WIDTH and PATCHED bits and the bytes."""
    if not len(values):
        return 0, b""
    greatest = int(values.max())
    widest = sum(greatest >= bound for bound in _BOUNDS) + 1
    sizes = [len(values) * width + 4 + 8 * int(np.count_nonzero(values >= _BOUNDS[width - 1])) for width in range(1, widest)]
    sizes.append(len(values) * widest)
    width = sizes.index(min(sizes)) + 1
    lows = _lows(values, width)
    if width == widest:
        return width - 1, lows
    indices = np.flatnonzero(values >= _BOUNDS[width - 1])
    patches = np.concatenate(([len(indices)], indices, values[indices] >> (8 * width)))
    return (width - 1) | PATCHED, patches.astype("<u4").tobytes() + lows


def _lows(values: Ints, width: int) -> bytes:
    """The last `width` bytes of each number."""
    if width == 3:
        return np.ascontiguousarray(values, dtype="<u4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    return values.astype(f"<u{width}").tobytes()


def _unpack(data: memoryview, at: int, count: int, head: int) -> tuple[Ints, int]:
    """Unpack `count` numbers from byte `at` on; return them and the byte after them."""
    width = (head & WIDTH) + 1
    patched = None
    if head & PATCHED:
        (many,) = np.frombuffer(data, "<u4", 1, at).tolist()
        patched = np.frombuffer(data, "<u4", 2 * many, at + 4).astype(np.int64)
        at += 4 + 8 * many
    end = at + count * width
    if width == 1:
        values = np.frombuffer(data, np.uint8, count, at).astype(np.int64)
    elif width == 2:
        values = np.frombuffer(data, "<u2", count, at).astype(np.int64)
    else:
        values = np.ndarray(count, "<u4", data, at, (width,)).astype(np.int64)
        if width == 3:
            values &= 0xFFFFFF
    if patched is not None:
        many = len(patched) // 2
        values[patched[:many]] += patched[many:] << (8 * width)
    return values, end


def _stream(values: Ints) -> bytes:
    head, data = _pack(values)
    return bytes([head]) + data


def _read_stream(data: memoryview, at: int, count: int) -> tuple[Ints, int]:
    return _unpack(data, at + 1, count, data[at])


def _pack_weights(weights: Weights) -> tuple[int, bytes]:
    if weights.dtype == np.uint8 and len(weights) and weights.min() > 0:
        many = weights > 1
        return BYTE_WEIGHTS, np.packbits(many, bitorder="little").tobytes() + weights[many].tobytes()
    return FLOAT_WEIGHTS, weights.astype("<f4").tobytes()


def _unpack_weights(data: memoryview, at: int, count: int, head: int) -> tuple[Weights | None, int]:
    if head & BYTE_WEIGHTS:
        end = at + -(-count // 8)
        many = np.unpackbits(np.frombuffer(data[at:end], np.uint8), count=count, bitorder="little").view(np.bool_)
        weights = np.ones(count, np.uint8)
        found = int(np.count_nonzero(many))
        weights[many] = np.frombuffer(data, np.uint8, found, end)
        return weights, end + found
    if head & FLOAT_WEIGHTS:
        return np.frombuffer(data, "<f4", count, at).copy(), at + 4 * count
    return None, at


def counted(frequencies: NDArray[Any]) -> Weights | None:
    """Return whole numbers from 1 as weights, as `weights_of` does."""
    greatest = frequencies.max(initial=1)
    return None if greatest == 1 else frequencies.astype(np.uint8 if greatest < _BOUNDS[0] else np.float32)


def weights_of(values: NDArray[np.float64]) -> Weights | None:
    """Return the weights in the type that keeps them: None for all ones, bytes for small whole numbers, else 32-bit floats."""
    if (values == 1).all():
        return None
    if ((values >= 1) & (values <= 255) & (values == np.floor(values))).all():
        return values.astype(np.uint8)
    return values.astype(np.float32)

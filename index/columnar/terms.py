"""The terms of a field in order, and where the postings of each are.

A term is found through the first eight of its bytes, read as one big-endian number; longer terms have the rest in
`tails`. Sections of field `f`::

    f/postings    the lists, one after the other; a list of LONG postings or more begins with their number (u32)
    f/offsets     where each list begins, and the end of the last
    f/counts      the number of postings of each term, LONG standing for LONG and more
    f/heads
    f/tails, f/tail_offsets    only where some term is not its head without trailing zeros
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.format import Array, SectionFile, SectionWriter
from index.columnar.lists import TermList, read_list
from index.columnar.postings import PADDING, Postings, decode

LONG: Final = 255
HEAD: Final = 8
_YIELDED: Final = 4096


def head_of(term: bytes) -> int:
    """The number a term is sorted by first: its first eight bytes, filled with zeros."""
    return int.from_bytes(term[:HEAD].ljust(HEAD, b"\0"), "big")


class TermsWriter:
    """Writes the terms of one field, which must come in ascending order; `close` must be called before the next field is begun."""

    def __init__(self, file: SectionWriter, field: str) -> None:
        self._file = file
        self._field = field
        self._heads: list[Array] = []
        self._counts: list[Array] = []
        self._offsets: list[Array] = []
        self._tails: list[bytes] = []
        self._tailed = False
        self._written = 0
        file.begin(f"{field}/postings")

    def add(self, term: bytes, count: int, data: bytes) -> None:
        """Add one term with the bytes of its list (`index.columnar.postings.encode`)."""
        if count >= LONG:
            data = count.to_bytes(4, "little") + data
        self.add_many([term], np.array([min(count, LONG)], np.uint8), data, np.zeros(1, np.uint64))

    def add_many(self, terms: list[bytes], counts: NDArray[np.uint8], data: bytes | Array, offsets: NDArray[np.uint64]) -> None:
        """Add terms whose lists lie in `data` at `offsets`; the lists begin with their number already where they are LONG."""
        padded = np.array(terms, dtype=f"S{HEAD}")
        self._heads.append(padded.view(">u8").astype("<u8"))
        self._counts.append(counts)
        self._offsets.append(offsets + np.uint64(self._written))
        self._file.write(data)
        self._written += len(data)
        tails = [b""] * len(terms)
        for at in np.flatnonzero(np.strings.str_len(padded) != np.fromiter(map(len, terms), np.int64, len(terms))).tolist():
            tails[at] = bytes([min(len(terms[at]), HEAD)]) + terms[at][HEAD:]
            self._tailed = True
        self._tails.extend(tails)

    def close(self) -> None:
        """Write the sections that tell where the lists are."""
        self._file.write(b"\0" * PADDING)
        end = np.array([self._written], np.uint64)
        wide = self._written >= 1 << 32
        self._section("offsets", np.concatenate((*self._offsets, end)).astype("<u8" if wide else "<u4"))
        self._section("counts", np.concatenate((*self._counts, np.zeros(0, np.uint8))))
        self._section("heads", np.concatenate((*self._heads, np.zeros(0, "<u8"))))
        if self._tailed:
            ends = np.cumsum([0, *map(len, self._tails)], dtype=np.uint64)
            self._section("tails", b"".join(self._tails))
            self._section("tail_offsets", ends.astype("<u4"))

    def _section(self, name: str, data: bytes | Array) -> None:
        self._file.section(f"{self._field}/{name}", data)


class Terms:
    """The terms of one field, numbered in order from 0. What is searched or counted is checked whole at its first use."""

    def __init__(self, file: SectionFile, field: str, doc_count: int) -> None:
        self._file = file
        self._field = field
        self._doc_count = doc_count
        self._postings = file.section(f"{field}/postings")
        self._tails = file.section(f"{field}/tails") if f"{field}/tails" in file else None
        self._count = file.section(f"{field}/counts").size

    def __len__(self) -> int:
        return self._count

    def find(self, term: bytes) -> int:
        """The number of a term, or -1 where there is none."""
        at = self.bound(term)
        return at if at < self._count and self.term(at) == term else -1

    def bound(self, term: bytes) -> int:
        """The number of the first term that is not before `term`."""
        key = np.uint64(head_of(term))
        at = int(self._heads.searchsorted(key))
        if self._tails:
            end = int(self._heads.searchsorted(key, "right"))
            while at < end:
                middle = (at + end) // 2
                if self.term(middle) < term:
                    at = middle + 1
                else:
                    end = middle
        elif term.endswith(b"\0") or len(term) > HEAD:
            at = int(self._heads.searchsorted(key, "right"))
        return at

    def prefixed(self, prefix: bytes) -> range:
        """The numbers of the terms that begin with `prefix`."""
        above = _successor(prefix)
        return range(self.bound(prefix), self.bound(above) if above else self._count)

    def term(self, number: int) -> bytes:
        """The term of a number."""
        head = int(self._heads[number]).to_bytes(HEAD, "big")
        if self._tails:
            start, end = self._tail_offsets[number : number + 2].tolist()
            if start < end:
                tail = self._tails.read(start, end)
                return head[: tail[0]] + tail[1:]
        return head.rstrip(b"\0")

    def terms(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the terms from number `start` on."""
        stop = self._count if stop is None else stop
        for first in range(start, stop, _YIELDED):
            yield from self._some(first, min(first + _YIELDED, stop))

    def _some(self, start: int, stop: int) -> Iterator[bytes]:
        heads = self._heads[start:stop].astype(">u8").tobytes()
        own = (heads[at : at + HEAD] for at in range(0, len(heads), HEAD))
        if not self._tails:
            return (head.rstrip(b"\0") for head in own)
        ends = self._tail_offsets[start : stop + 1].tolist()
        tails = self._tails.read(ends[0], ends[-1])
        bounds = ((first - ends[0], last - ends[0]) for first, last in pairwise(ends))
        return (
            head[: tails[first]] + tails[first + 1 : last] if first < last else head.rstrip(b"\0")
            for head, (first, last) in zip(own, bounds, strict=True)
        )

    def doc_frequency(self, number: int) -> int:
        """How many documents hold the term, deleted ones included."""
        count = int(self._counts[number])
        if count < LONG:
            return count
        start = int(self._offsets[number])
        return int.from_bytes(self._postings.read(start, start + 4), "little")

    def postings(self, number: int) -> Postings:
        """Decode the postings of a term."""
        data, count = self._one(number)
        return decode(data, count, self._doc_count)

    def read(self, number: int) -> TermList:
        """Read the postings of a term as far as they are needed."""
        data, count = self._one(number)
        return read_list(data, count, self._doc_count)

    def _one(self, number: int) -> tuple[memoryview, int]:
        count = int(self._counts[number])
        start, end = self._offsets[number : number + 2].tolist()
        data = self._postings.array("u1", start, end + PADDING).data
        return (data[4:], int.from_bytes(data[:4], "little")) if count == LONG else (data, count)

    def doc_frequencies(self) -> NDArray[np.int64]:
        """How many documents hold each term."""
        counts = self._counts.astype(np.int64)
        long = np.flatnonzero(counts == LONG)
        counts[long] = [self.doc_frequency(number) for number in long.tolist()]
        return counts

    def encoded(self, start: int, stop: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The bytes of the lists of the terms `start` to before `stop`, with PADDING bytes behind them, and where each list begins."""
        offsets = self._offsets[start : stop + 1].astype(np.int64)
        return self._postings.array("u1", int(offsets[0]), int(offsets[-1]) + PADDING), offsets[:-1] - offsets[0]

    @cached_property
    def _heads(self) -> Array:
        return self._whole("heads", "<u8")

    @cached_property
    def _counts(self) -> Array:
        return self._whole("counts", "u1")

    @cached_property
    def _offsets(self) -> Array:
        wide = self._file.section(f"{self._field}/offsets").size == (self._count + 1) * 8
        return self._whole("offsets", "<u8" if wide else "<u4")

    @cached_property
    def _tail_offsets(self) -> Array:
        return self._whole("tail_offsets", "<u4")

    def _whole(self, name: str, dtype: str) -> Array:
        return self._file.section(f"{self._field}/{name}").array(dtype)


def _successor(prefix: bytes) -> bytes:
    """The least bytes above everything that begins with `prefix`; empty where there are none."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else b""

"""Posting lists of several runs merged array-wise. A run is a portion of a rebuild, or an older segment.

Each run's terms are sorted, and its documents come behind those of the runs before it. So the merged list of a
term is its lists joined; what has to be found out is only where each of them goes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.columnar.format import Array
from index.columnar.inverted import ranges
from index.columnar.packing import encode_many
from index.columnar.postings import Ints
from index.columnar.terms import LONG, TermsWriter

CHUNK: Final = 1 << 19
"""Postings merged at once, at most, unless a single term has more."""

Read = Callable[[int, int], tuple[Ints, Array]]
Spell = Callable[[Ints], list[bytes]]
"""The bytes of some merged terms by their numbers."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lists of sorted terms: the number of each term among all merged terms, ascending, and the length of its list.

    `read(low, high)` returns the lists of some of the run's own terms, one behind the other: the documents, numbered as
    they will be, -1 for those that are gone; and how often the term occurs in each.
    """

    terms: Array
    counts: Array
    read: Read


@dataclass(frozen=True, slots=True)
class Merged:
    """The lists of some merged terms; list i begins at `starts[i]`, the last start is the end. No list is empty."""

    terms: Ints
    starts: Ints
    docs: Ints
    frequencies: Array


def merge(runs: Sequence[Run], terms: int) -> Iterator[Merged]:
    """Merge runs over so many different terms, some terms at a time."""
    totals = np.zeros(terms, np.int64)
    for run in runs:
        totals[run.terms] += run.counts
    for first, stop in _chunks(totals):
        yield _without_gone(_merged(runs, first, stop, totals[first:stop]))


def spelled(terms: Sequence[bytes]) -> Spell:
    """How terms are spelled that are all at hand."""
    return lambda numbers: [terms[number] for number in numbers.tolist()]


def write_lists(writer: TermsWriter, count: int, spell: Spell, runs: Sequence[Run], doc_count: int, sizes: Ints | None = None) -> int:
    """Merge runs of `count` terms and write the merged lists. Return how often all terms occur in all, each document counted `sizes`
    times."""
    total = 0
    for part in merge(runs, count):
        data, offsets = encode_many(part.starts, part.docs, part.frequencies, doc_count)
        counts = np.minimum(np.diff(part.starts), LONG).astype(np.uint8)
        writer.add_many(spell(part.terms), counts, data, offsets)
        total += int(part.frequencies.sum(dtype=np.int64) if sizes is None else (part.frequencies * sizes[part.docs]).sum())
    return total


def _chunks(totals: Ints) -> Iterator[tuple[int, int]]:
    ends = np.cumsum(totals)
    first = 0
    while first < len(totals):
        before = int(ends[first - 1]) if first else 0
        stop = max(int(np.searchsorted(ends, before + CHUNK, "right")), first + 1)
        yield first, stop
        first = stop


def _merged(runs: Sequence[Run], first: int, stop: int, totals: Ints) -> Merged:
    starts = np.concatenate(([0], np.cumsum(totals)))
    docs = np.empty(int(starts[-1]), np.int64)
    frequencies = np.empty(int(starts[-1]), np.uint32)
    free = starts[:-1].copy()
    for run in runs:
        low, high = np.searchsorted(run.terms, (first, stop)).tolist()
        own, counts = run.terms[low:high] - first, run.counts[low:high].astype(np.int64)
        places = ranges(free[own], counts)
        free[own] += counts
        docs[places], frequencies[places] = run.read(low, high)
    return Merged(np.arange(first, stop), starts, docs, frequencies)


def _without_gone(merged: Merged) -> Merged:
    """Leave out documents that are gone, and terms that only they held."""
    kept = merged.docs >= 0
    if kept.all():
        return merged
    counts = np.add.reduceat(kept.astype(np.int64), merged.starts[:-1])
    held = counts > 0
    starts = np.concatenate(([0], np.cumsum(counts[held])))
    return Merged(merged.terms[held], starts, merged.docs[kept], merged.frequencies[kept])


def run_of(terms: Array, counts: Array, docs: Array, frequencies: Array, base: int = 0) -> Run:
    """Return a run whose lists are all at hand; `base` is added to the documents."""
    starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    starts = starts.astype(np.min_scalar_type(int(starts[-1])))  # many runs are open at once

    def read(low: int, high: int) -> tuple[Ints, Array]:
        start, stop = int(starts[low]), int(starts[high])
        return docs[start:stop].astype(np.int64) + base, frequencies[start:stop]

    return Run(terms, counts, read)

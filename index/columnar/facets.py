"""Facets of passages, counted all at once: their columns stand side by side, in one numbering of codes."""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from index.columnar.columns import GlobalColumn
from index.columnar.ranking import most_frequent
from index.columnar.selection import CountedRows
from index.columnar.view import Floats


class Facets:
    """Some facets over all segments. A table of totals has a place for each code of each of them."""

    def __init__(self, columns: Mapping[str, GlobalColumn]) -> None:
        """Take the columns of the facets, at least one."""
        self._columns = columns
        self._starts = np.cumsum([0, *(column.size for column in columns.values())])
        self._start = dict(zip(columns, self._starts.tolist(), strict=False))
        segments = zip(*(column.codes for column in columns.values()), strict=True)
        narrow = np.min_scalar_type(self._starts[-1])  # the fewer bytes, the fewer of them must come from memory
        self._codes = [(np.stack(codes, axis=1) + self._starts[:-1]).astype(narrow) for codes in segments]

    def totals(self, counted: Sequence[CountedRows]) -> Floats:
        """How many passages of some rows of each segment have each value."""
        width, size = len(self._columns), self._starts[-1]
        segments = zip(self._codes, counted, strict=True)
        found = [np.bincount(codes.take(rows, axis=0).ravel(), counts.repeat(width), size) for codes, (rows, counts) in segments]
        totals: Floats = (reduce(np.add, found) if found else np.zeros(size)).astype(
            np.float64, copy=False
        )  # those of no rows are whole numbers
        totals[self._starts[:-1]] = 0
        return totals

    def recount(self, totals: Floats, facet: str, counted: Sequence[CountedRows]) -> None:
        """Count one facet by other rows."""
        at, start, size = list(self._columns).index(facet), self._start[facet], self._columns[facet].size
        own = totals[start : start + size]
        own[:] = 0
        for codes, (rows, counts) in zip(self._codes, counted, strict=True):
            own += np.bincount(codes[rows, at].astype(np.int64) - start, counts, size)
        own[0] = 0

    def listed(self, totals: Floats, size: int) -> dict[str, dict[str, int]]:
        """For each facet at most so many values with their counts: the most frequent first, equals in the order of the values."""
        most = zip(self._columns.items(), most_frequent(totals, self._starts, size), strict=True)
        return {facet: dict(zip(column.values.some(codes), counts, strict=True)) for (facet, column), (codes, counts) in most}

    def total(self, totals: Floats, facet: str, value: str) -> int:
        """The count of one value; 0 where there is none such."""
        code = self._columns[facet].code(value)
        return int(totals[self._start[facet] + code]) if code > 0 else 0

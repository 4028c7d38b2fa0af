"""Some live documents of one segment: whole rows, or single documents."""

from collections import Counter
from functools import cached_property
from typing import Final

import numpy as np

from index.columnar.inverted import ranges
from index.columnar.lists import Mask
from index.columnar.plans import Plan, docs_of_rows
from index.columnar.postings import Ints
from index.columnar.ranking import best
from index.columnar.view import Floats, SegmentView

_FEW: Final = 200
"""The rows of so many documents are counted one by one sooner than all rows are gone through."""


CountedRows = tuple[Ints, Floats]
"""Some rows, and how many documents each of them has, as `bincount` takes weights."""


class Selection:
    """Live documents, and how many of them each row has. As long as they are whole rows nobody has to list them."""

    def __init__(self, segment: SegmentView, whole: Mask | None, docs: Ints | None = None) -> None:
        self.segment = segment
        self._whole = whole
        self._docs = docs

    @classmethod
    def of(cls, plan: Plan) -> "Selection":
        """What a plan matches."""
        if plan.whole:
            return cls(plan.segment, plan.rows())
        return cls(plan.segment, None, plan.segment.only_live(plan.docs()))

    def within(self, rows: Mask) -> "Selection":
        """What of it lies in some rows."""
        if self._whole is not None:
            return Selection(self.segment, self._whole & rows)
        found = Selection(self.segment, None, self.docs[rows[self.rows]])
        own, counts = self.counted_rows
        kept = rows[own]
        found.counted_rows = own[kept], counts[kept]
        return found

    def first_of_rows(self, keys: Ints, count: int) -> Ints:
        """The first documents by the keys of their rows, the greatest first, equals in order; most documents are not looked at."""
        rows, _ = self.counted_rows
        rows = rows[best(keys[rows], rows, count)]
        if self._whole is not None:
            docs = ranges(self.segment.docs.row_starts[rows], self.segment.docs.row_sizes[rows])
            return self.segment.only_live(docs)[:count]
        first = np.zeros(self.segment.rows, np.bool_)
        first[rows] = True
        docs = self.docs[first[self.rows]]
        return docs[np.lexsort((docs, -keys[self.segment.rows_at(docs)]))[:count]]

    @cached_property
    def docs(self) -> Ints:
        """The documents; in order if they are whole rows."""
        if self._docs is not None:
            return self._docs
        assert self._whole is not None  # noqa: S101 - one of the two is given
        return self.segment.only_live(docs_of_rows(self.segment, self._whole))

    @cached_property
    def rows(self) -> Ints:
        """The row of each of the documents."""
        return self.segment.rows_at(self.docs)

    @cached_property
    def row_counts(self) -> Ints:
        """How many of the documents each row has."""
        if self._whole is not None:
            return self.segment.live_row_sizes * self._whole
        return np.bincount(self.rows, minlength=self.segment.rows)

    @cached_property
    def counted_rows(self) -> CountedRows:
        """The rows that have some of the documents, and how many of them."""
        if self._whole is None and len(self.docs) <= _FEW:
            found = Counter(self.rows.tolist())
            rows, counts = np.array(list(found), np.int64), np.array(list(found.values()))
        else:
            (rows,) = (self.row_counts != 0).nonzero()
            counts = self.row_counts.take(rows)
        return rows, counts.astype(np.float64)

    def __len__(self) -> int:
        return int(self.row_counts.sum()) if self._docs is None else len(self._docs)

    def count(self, plan: Plan) -> int:
        """How many of the documents another plan matches too."""
        if plan.whole:
            return int(self.row_counts[plan.rows()].sum())
        return int(np.count_nonzero(plan.test(self.docs)))

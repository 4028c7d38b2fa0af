"""What the evaluator makes of a query in one segment: a tree of plans that answer with arrays.

A plan has three questions to answer. `docs`: which documents match, each once, in no particular order. `test`: which of
these documents match. `score`: the score of each of these documents, 0 where it does not match. Deleted
documents are left to the caller. A plan that is `whole` matches whole rows; it gives them as a mask over
the rows, and is combined with others by row.
"""

from abc import ABC, abstractmethod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.docs import DOCS
from index.columnar.inverted import ranges
from index.columnar.lists import Mask, ShortList, TermList
from index.columnar.postings import Ints
from index.columnar.statistics import Statistics, saturation
from index.columnar.view import Floats, SegmentView

_SHORTER: Final = 8
"""A list not so many times longer than that of the documents is marked and looked at, a longer one is bisected."""


class Plan(ABC):
    """A query in one segment. `size` is about the number of matching documents, rather too great than too small."""

    whole = False
    size: int

    def __init__(self, segment: SegmentView) -> None:
        self.segment = segment

    def rows(self) -> Mask:
        """The matching rows, of a plan that is whole."""
        raise NotImplementedError

    @abstractmethod
    def docs(self) -> Ints:
        """The matching documents, each once."""

    @abstractmethod
    def test(self, docs: Ints) -> Mask:
        """Tell which of the documents match."""

    @abstractmethod
    def score(self, docs: Ints) -> Floats:
        """The score of each of the documents, 0 where it does not match."""

    def count(self) -> int:
        """How many live documents match."""
        return int(self.segment.live_row_sizes[self.rows()].sum()) if self.whole else len(self.segment.only_live(self.docs()))


class Rows(Plan):
    """Documents of whole rows, all with one score."""

    whole = True

    def __init__(self, segment: SegmentView, rows: Mask, score: float = 1.0) -> None:
        super().__init__(segment)
        self._rows = rows
        self._score = score
        self.size = int(segment.docs.row_sizes[rows].sum())

    def rows(self) -> Mask:
        """The rows."""
        return self._rows

    def docs(self) -> Ints:
        """All documents of the rows, in order."""
        return docs_of_rows(self.segment, self._rows)

    def test(self, docs: Ints) -> Mask:
        """Look up the rows of the documents."""
        return self._rows[self.segment.rows_at(docs)]

    def score(self, docs: Ints) -> Floats:
        """The score, or 0."""
        return self.test(docs) * self._score


def every(segment: SegmentView, score: float = 1.0) -> Rows:
    """All documents."""
    return Rows(segment, np.ones(segment.rows, np.bool_), score)


class Nothing(Plan):
    """No document."""

    whole = True
    size = 0

    def rows(self) -> Mask:
        """No row."""
        return np.zeros(self.segment.rows, np.bool_)

    def docs(self) -> Ints:
        """None."""
        return np.zeros(0, np.int64)

    def test(self, docs: Ints) -> Mask:
        """None matches."""
        return np.zeros(len(docs), np.bool_)

    def score(self, docs: Ints) -> Floats:
        """All 0."""
        return np.zeros(len(docs))


def docs_of_rows(segment: SegmentView, rows: Mask) -> Ints:
    """Return the documents of rows, in order."""
    if rows.all():
        return np.arange(segment.count)
    found = np.flatnonzero(rows)
    return ranges(segment.docs.row_starts[found], segment.docs.row_sizes[found])


class Term(Plan):
    """The documents that hold a term."""

    def __init__(self, segment: SegmentView, field: str, term: bytes, number: int, statistics: Statistics, boost: float = 1.0) -> None:
        super().__init__(segment)
        self.field = field
        self.found = segment.term_list(field, number)
        self._term = term
        self._statistics = statistics
        self._boost = boost
        self._by_document = segment.inverted.level(field) == DOCS
        self._rows: Mask | None = None
        self.whole = not self._by_document
        self.size = self.found.count if self._by_document else int(self.found.count * segment.documents_a_row)

    def rows(self) -> Mask:
        """The rows that hold the term, where the field is kept by row."""
        if self._rows is None:
            self._rows = np.zeros(self.segment.rows, np.bool_)
            self._rows[self.found.docs()] = True
        return self._rows

    def docs(self) -> Ints:
        """The documents in order."""
        return self.found.docs() if self._by_document else docs_of_rows(self.segment, self.rows())

    def test(self, docs: Ints) -> Mask:
        """Look the documents up."""
        return self._weights(docs if self._by_document else self.segment.rows_at(docs)) > 0

    def score(self, docs: Ints) -> Floats:
        """BM25F; where a field keeps no lengths, the weight."""
        kept = self.segment.docs
        weights = self._weights(docs if self._by_document else self.segment.rows_at(docs))
        if self.field not in kept.scored_fields():
            return weights * self._boost
        at = docs if kept.length_level(self.field) == DOCS else self.segment.rows_at(docs)
        norms = self._statistics.norms(self.field)[kept.length_bytes(self.field)[at]]
        return saturation(weights, norms) * (self._statistics.idf(self.field, self._term) * self._boost)

    def count(self) -> int:
        """Told by the list where no document is deleted."""
        return self.found.count if self._by_document and self.segment.live is None else super().count()

    def _weights(self, at: Ints) -> NDArray[Any]:
        return weights_at(self.segment, self.found, at, by_document=self._by_document)


def weights_at(segment: SegmentView, found: TermList, at: Ints, *, by_document: bool) -> NDArray[Any]:
    """Return the weight of a term in each of some documents (or rows), 0 where it does not occur."""
    marked = by_document and isinstance(found, ShortList) and found.count < _SHORTER * len(at)
    if not marked or found.spread(len(at)) is not None:
        return found.at(at)
    docs, weights = found.docs(), found.weights()
    if isinstance(weights, np.ndarray) and weights.dtype != np.uint8:
        return found.at(at)
    return marked_at(segment, docs, weights, at)


def marked_at(segment: SegmentView, docs: Ints, weights: NDArray[np.uint8] | int, at: Ints) -> NDArray[np.uint8]:
    """Return the weights of some documents at others, 0 where there is none."""
    scratch = segment.scratch()
    try:
        scratch[docs] = weights
        return scratch.take(at)
    finally:
        scratch[docs] = 0

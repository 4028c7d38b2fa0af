"""Plans made of other plans: all of them, any of them, none, and those that take their documents and their scores from different ones."""

from collections.abc import Sequence

import numpy as np

from index.columnar.lists import Mask
from index.columnar.plans import Plan, Rows, docs_of_rows
from index.columnar.postings import Ints
from index.columnar.view import Floats, SegmentView


class AllOf(Plan):
    """The documents that all children match; scores are added."""

    def __init__(self, segment: SegmentView, children: Sequence[Plan], boost: float = 1.0) -> None:
        super().__init__(segment)
        self._children = children
        self._boost = boost
        self._by_row = [child for child in children if child.whole]
        self._others = sorted((child for child in children if not child.whole), key=lambda child: child.size)
        self._rows: Mask | None = None
        self.whole = not self._others
        self.size = min(child.size for child in children)

    def rows(self) -> Mask:
        """The rows that all children match which match by row."""
        if self._rows is None:
            self._rows = np.logical_and.reduce([child.rows() for child in self._by_row])
        return self._rows

    def docs(self) -> Ints:
        """Take the smallest child's documents and test them in the others, small ones first."""
        if not self._by_row:
            return self._filter(self._others[0].docs(), self._others[1:])
        whole = Rows(self.segment, self.rows())
        if not self._others or whole.size < self._others[0].size:
            return self._filter(whole.docs(), self._others)
        return self._filter(self._others[0].docs(), [whole, *self._others[1:]])

    def _filter(self, docs: Ints, plans: Sequence[Plan]) -> Ints:
        for plan in plans:
            if not len(docs):
                break
            docs = docs[plan.test(docs)]
        return docs

    def test(self, docs: Ints) -> Mask:
        """Test in every child."""
        matches = self.rows()[self.segment.rows_at(docs)] if self._by_row else np.ones(len(docs), np.bool_)
        for plan in self._others:
            left = np.flatnonzero(matches)
            matches[left] = plan.test(docs[left])
        return matches

    def score(self, docs: Ints) -> Floats:
        """Add the children's scores."""
        total = np.add.reduce([child.score(docs) for child in self._children])
        return np.where(self.test(docs), total * self._boost, 0.0)


class AnyOf(Plan):
    """The documents that at least one child matches; scores are added."""

    def __init__(self, segment: SegmentView, children: Sequence[Plan], boost: float = 1.0) -> None:
        super().__init__(segment)
        self._children = children
        self._boost = boost
        self._by_row = [child for child in children if child.whole]
        self._others = [child for child in children if not child.whole]
        self._rows: Mask | None = None
        self.whole = not self._others
        self.size = min(segment.count, sum(child.size for child in children))

    def rows(self) -> Mask:
        """The rows that at least one child matches which matches by row."""
        if self._rows is None:
            self._rows = np.logical_or.reduce([child.rows() for child in self._by_row])
        return self._rows

    def docs(self) -> Ints:
        """Join the children's documents, those of whole rows last."""
        lists = [plan.docs() for plan in self._others]
        if not self._by_row:
            return union(self.segment, lists)
        more = docs_of_rows(self.segment, self.rows())
        if len(lists) == 1:
            return np.concatenate((lists[0], more[~self._others[0].test(more)]))
        return union(self.segment, [*lists, more])

    def test(self, docs: Ints) -> Mask:
        """Test in every child."""
        matches = self.rows()[self.segment.rows_at(docs)] if self._by_row else np.zeros(len(docs), np.bool_)
        for plan in self._others:
            left = np.flatnonzero(~matches)
            matches[left] = plan.test(docs[left])
        return matches

    def score(self, docs: Ints) -> Floats:
        """Add the children's scores."""
        total: Floats = np.add.reduce([child.score(docs) for child in self._children]) * self._boost
        return total


def union(segment: SegmentView, lists: Sequence[Ints]) -> Ints:
    """Return the documents of all lists, each once."""
    lists = [docs for docs in lists if len(docs)]
    if len(lists) == 1:
        return lists[0]
    seen = segment.scratch()
    fresh = []
    try:
        for docs in lists:
            fresh.append(docs[seen.take(docs) == 0])
            seen[docs] = 1
    finally:
        for docs in lists:
            seen[docs] = 0
    return np.concatenate((*fresh, np.zeros(0, np.int64)))


class NoneOf(Plan):
    """The documents that the child does not match; each scores 1."""

    def __init__(self, segment: SegmentView, child: Plan) -> None:
        super().__init__(segment)
        self._child = child
        self.whole = child.whole
        self.size = segment.count

    def rows(self) -> Mask:
        """The other rows."""
        return ~self._child.rows()

    def docs(self) -> Ints:
        """All other documents."""
        if self.whole:
            return docs_of_rows(self.segment, self.rows())
        others = np.ones(self.segment.count, np.bool_)
        others[self._child.docs()] = False
        return np.flatnonzero(others)

    def test(self, docs: Ints) -> Mask:
        """Test in the child."""
        return ~self._child.test(docs)

    def score(self, docs: Ints) -> Floats:
        """1, or 0."""
        return self.test(docs).astype(np.float64)


class Scored(Plan):
    """The documents of one plan with the scores of another way: a constant, or the sum of some plans."""

    def __init__(self, matches: Plan, scores: Sequence[Plan], constant: float = 0.0) -> None:
        super().__init__(matches.segment)
        self._matches = matches
        self._scores = scores
        self._constant = constant
        self.whole = matches.whole
        self.size = matches.size

    def rows(self) -> Mask:
        """The rows of the plan that matches."""
        return self._matches.rows()

    def docs(self) -> Ints:
        """The documents of the plan that matches."""
        return self._matches.docs()

    def test(self, docs: Ints) -> Mask:
        """Test in the plan that matches."""
        return self._matches.test(docs)

    def score(self, docs: Ints) -> Floats:
        """The constant and the scores, or 0."""
        total = np.full(len(docs), self._constant)
        for plan in self._scores:
            total += plan.score(docs)
        return np.where(self.test(docs), total, 0.0)

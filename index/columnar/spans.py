"""Phrases and nearness: where terms stand in documents, as arrays.

The meaning is that of `whoosh.query.spans.SpanNear2`: a span runs from a first to a last position; one is
joined with the next term's where the distance between them is from `mindist` to `slop`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar.boolean import AllOf
from index.columnar.inverted import ranges
from index.columnar.lists import Mask, ShortList
from index.columnar.plans import Plan, Term
from index.columnar.postings import Ints
from index.columnar.view import Floats, SegmentView


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans in some documents, given by their places in the list of documents asked about; ordered by place, then start."""

    places: Ints
    starts: Ints
    ends: Ints


class Near(Plan):
    """The documents where terms, or near terms, stand close one after the other; each child's score is added."""

    def __init__(self, segment: SegmentView, children: Sequence["Term | Near"], slop: int, mindist: int, *, ordered: bool) -> None:
        super().__init__(segment)
        self._children = children
        self._slop = slop
        self._mindist = mindist
        self._ordered = ordered
        self._all = AllOf(segment, children)
        self.size = self._all.size

    def docs(self) -> Ints:
        """The documents with all terms, then those with spans."""
        candidates = np.sort(self._all.docs())
        return candidates[self._has_spans(candidates)]

    def test(self, docs: Ints) -> Mask:
        """Look for spans."""
        matches = self._all.test(docs)
        matches[matches] = self._has_spans(docs[matches])
        return matches

    def score(self, docs: Ints) -> Floats:
        """The sum of the children's scores where there is a span."""
        return np.where(self.test(docs), self._all.score(docs), 0.0)

    def spans(self, docs: Ints) -> Spans:
        """The spans in documents that hold all terms."""
        found = spans_of(self._children[0], docs)
        for child in self._children[1:]:
            found = self._join(found, spans_of(child, docs))
        return found

    def _has_spans(self, docs: Ints) -> Mask:
        return np.bincount(self.spans(docs).places, minlength=len(docs)) > 0

    def _join(self, left: Spans, right: Spans) -> Spans:
        """Pair the spans of the same document and keep the pairs at a fitting distance."""
        per_place = np.bincount(right.places, minlength=int(left.places.max(initial=-1)) + 1)
        firsts = np.cumsum(per_place) - per_place
        pairs = per_place[left.places]
        a = np.repeat(np.arange(len(left.places)), pairs)
        b = ranges(firsts[left.places], pairs)
        start_a, end_a, start_b, end_b = left.starts[a], left.ends[a], right.starts[b], right.ends[b]
        distance = np.maximum(np.maximum(start_b - end_a, start_a - end_b), 0)
        fits = (self._mindist <= distance) & (distance <= self._slop)
        if self._ordered:
            fits &= start_a <= start_b
        joined = np.unique(np.stack((left.places[a], np.minimum(start_a, start_b), np.maximum(end_a, end_b)))[:, fits], axis=1)
        return Spans(*joined)


def spans_of(plan: Term | Near, docs: Ints) -> Spans:
    """The spans of a plan in documents that it matches."""
    if isinstance(plan, Near):
        return plan.spans(docs)
    postings = plan.found.postings if isinstance(plan.found, ShortList) else None
    if postings is None or postings.positions is None or postings.starts is None:
        raise TypeError(f"the field {plan.field} keeps no positions")
    at = np.searchsorted(postings.docs, docs)
    counts = postings.starts[at + 1] - postings.starts[at]
    positions = postings.positions[ranges(postings.starts[at], counts)]
    return Spans(np.repeat(np.arange(len(docs)), counts), positions, positions)

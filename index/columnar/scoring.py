"""The score of given documents: a sum of weighted BM25F terms, as `index.whoosh_tree.scoring` asks for it, over all documents at once."""

from typing import Final

import numpy as np

from index.columnar.docs import DOCS
from index.columnar.lists import IMPACT, ShortList, TermList
from index.columnar.plans import marked_at, weights_at
from index.columnar.postings import Ints
from index.columnar.prepared import Factors, Weighted
from index.columnar.ranking import bound
from index.columnar.statistics import Statistics
from index.columnar.view import Floats, Rough, SegmentView
from index.fields import SEARCHED, TEXT
from index.occurrences import occurrences
from index.schema import grams_field

_GRAMS: Final = {grams_field(field): field for field in SEARCHED}
"""The searched field of each field of grams."""

_HANDFUL: Final = 16
"""In the texts of so many documents grams are counted sooner than their lists are read."""

_FEW: Final = 2048
"""So many documents are scored exactly in one go, by all terms of a field."""

_PORTION: Final = 1 << 14
"""So many are scored roughly at a time; what is needed for them fits in a processor's cache."""

_SLACK: Final = 1e-5
"""More than the relative error of a sum of so few numbers of single precision."""


class Scorer:
    """Scores documents of one segment by terms of fields that keep lengths. Terms of fields kept by row are scored by row."""

    def __init__(self, segment: SegmentView, statistics: Statistics, factors: Factors) -> None:
        self._segment = segment
        self._statistics = statistics
        self._fields = factors
        self._factors = np.array([term.factor for terms in factors.values() for term in terms])
        self._lists_are_read = False

    def score(self, docs: Ints, rows: Ints) -> Floats:
        """Return the scores of documents, whose rows are given."""
        portions = range(0, len(docs), _FEW)
        scores = [self._score(docs[start : start + _FEW], rows[start : start + _FEW]) for start in portions]
        return scores[0] if len(scores) == 1 else np.concatenate((*scores, np.zeros(0)))

    def _score(self, docs: Ints, rows: Ints) -> Floats:
        """Score by all terms at once: a line a term, a place a document. Lines are added one by one, so that equals score the same."""
        weights = np.empty((len(self._factors), len(docs)))
        norms = np.empty_like(weights)
        line = 0
        for field, terms in self._fields.items():
            by_document = self._segment.inverted.level(field) == DOCS
            at = docs if by_document else rows
            lengths = self._segment.docs.length_bytes(field).take(at)
            lines = slice(line, line + len(terms))
            norms[lines] = self._statistics.norms(field).take(lengths)
            if field in _GRAMS and len(docs) <= _HANDFUL and not self._lists_are_read:
                weights[lines] = self._counted(terms, self._folded(_GRAMS[field], docs, rows))
            else:
                for place, term in enumerate(terms, line):
                    weights[place] = weights_at(self._segment, self._list(field, term), at, by_document=by_document)
            line = lines.stop
        norms += weights
        weights /= norms
        weights *= self._factors[:, None]
        scores = np.zeros(len(docs))
        for weighed in weights:
            scores += weighed
        return scores

    def _list(self, field: str, term: Weighted) -> TermList:
        return self._segment.term_list(field, term.number)

    def _counted(self, grams: list[Weighted], texts: list[str]) -> list[list[int]]:
        """How often each gram occurs in each of some folded texts: what its list says."""
        return [[_count(text, gram.text) for text in texts] for gram in grams]

    def _folded(self, field: str, docs: Ints, rows: Ints) -> list[str]:
        """The folded values of a searched field."""
        kept = self._segment.docs
        if field == TEXT:
            return list(map(kept.text(TEXT).folded, docs.tolist()))
        codes, folded = kept.codes(field), kept.values(field).folded
        return [folded(code - 1) if code else "" for code in codes[rows].tolist()]

    def contenders(self, docs: Ints, rows: Ints, count: int) -> Ints:
        """Return where documents stand that may be among the `count` best, all of those among them; single precision finds them faster."""
        if len(docs) <= max(_FEW, 2 * count):
            return np.arange(len(docs))
        self._lists_are_read = True
        by_row = np.zeros(self._segment.rows, np.float32)
        for field, terms in self._fields.items():
            if self._segment.inverted.level(field) != DOCS:
                self._add_by_row(by_row, field, terms)
        rough, doubt = by_row.take(rows), 0.0
        for field, terms in self._fields.items():
            if self._segment.inverted.level(field) == DOCS:
                doubt += self._add(rough, field, terms, docs)
        (contenders,) = (rough >= np.float32(bound(rough, count) * (1 - _SLACK) - doubt)).nonzero()
        return contenders

    def _add(self, rough: Rough, field: str, terms: list[Weighted], docs: Ints) -> float:
        """Add the scores of terms, by their impacts; return how far apart two sums may be off.

        Documents that were found by a list mostly begin with it. Its impacts stand in their order then, and few bytes are read.
        """
        lengths, norms = self._segment.docs.length_bytes(field), self._statistics.rough_norms(field)
        doubt = 0.0
        for term in terms:
            found, unit = self._list(field, term), np.float32(term.factor / IMPACT)
            same = _beginning(docs, found)
            if same:
                rough[:same] += found.impacts(norms, lengths) * unit
            if found.dense and same < len(docs):
                spread = found.spread_impacts(norms, lengths)
                for start in range(same, len(docs), _PORTION):
                    rough[start : start + _PORTION] += spread.take(docs[start : start + _PORTION]) * unit
            elif same < len(docs):
                rough[same:] += marked_at(self._segment, found.docs(), found.impacts(norms, lengths), docs[same:]) * unit
            doubt += float(unit)
        return doubt

    def _add_by_row(self, scores: Rough, field: str, terms: list[Weighted]) -> None:
        """Add the scores of terms to those of all rows."""
        lengths = self._segment.docs.length_bytes(field)
        norms = self._statistics.rough_norms(field)
        for term in terms:
            found = self._list(field, term)
            rows, weights = found.docs(), found.weights()
            scores[rows] += weights * np.float32(term.factor) / (norms.take(lengths.take(rows)) + weights)


def _beginning(docs: Ints, found: TermList) -> int:
    """How many documents a list has, if these begin with it; else 0."""
    if not isinstance(found, ShortList) or found.count > len(docs):
        return 0
    listed, last = found.docs(), found.count - 1
    return found.count if docs[last] == listed[last] and np.array_equal(docs[: found.count], listed) else 0


def _count(text: str, gram: str) -> int:
    """Count a gram of one or two characters, overlapping ones too: 人人人 holds 人人 twice."""
    return len(occurrences(text, gram)) if gram[0] == gram[-1] and len(gram) > 1 else text.count(gram)

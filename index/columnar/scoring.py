"""The score of given documents: a sum of weighted BM25F terms, as `index.whoosh_tree.scoring` asks for it, over all documents at once."""

from typing import Final

import numpy as np

from index.columnar.docs import DOCS
from index.columnar.lists import IMPACT, TermList
from index.columnar.plans import weights_at
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
        """Add the scores of terms: of rare ones where they occur, of others by impacts; return how far apart two sums may be off."""
        lengths, norms = self._segment.docs.length_bytes(field), self._statistics.rough_norms(field)
        lists = [(self._list(field, term), term.factor) for term in terms]
        rare = [(found, factor) for found, factor in lists if not found.dense]
        dense = [(found.impacts(norms, lengths), factor / IMPACT) for found, factor in lists if found.dense]
        sums = self._segment.sums()
        try:
            for found, factor in rare:
                places, weights = found.docs(), found.weights()
                sums[places] += weights * np.float32(factor) / (norms.take(lengths.take(places)) + weights)
            if rare:
                rough += sums.take(docs)
        finally:
            for found, _ in rare:
                sums[found.docs()] = 0
        for start in range(0, len(docs), _PORTION):
            some = docs[start : start + _PORTION]
            total = rough[start : start + _PORTION]
            for impacts, unit in dense:
                scores = impacts.take(some).astype(np.float32)
                scores *= np.float32(unit)
                total += scores
        return sum(unit for _, unit in dense)

    def _add_by_row(self, scores: Rough, field: str, terms: list[Weighted]) -> None:
        """Add the scores of terms to those of all rows."""
        lengths = self._segment.docs.length_bytes(field)
        norms = self._statistics.rough_norms(field)
        for term in terms:
            found = self._list(field, term)
            rows, weights = found.docs(), found.weights()
            scores[rows] += weights * np.float32(term.factor) / (norms.take(lengths.take(rows)) + weights)


def _count(text: str, gram: str) -> int:
    """Count a gram of one or two characters, overlapping ones too: 人人人 holds 人人 twice."""
    return len(occurrences(text, gram)) if gram[0] == gram[-1] and len(gram) > 1 else text.count(gram)

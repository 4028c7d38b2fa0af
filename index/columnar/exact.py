"""Strings looked for as strings: grams narrow the documents down, the folded text decides. And dates, looked up by row."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

import numpy as np

from index.columnar.docs import ROWS
from index.columnar.lists import Mask, TermList
from index.columnar.plans import Plan, weights_at
from index.columnar.postings import Ints
from index.columnar.texts import TextsReader
from index.columnar.view import Floats, SegmentView
from index.dates import first_day, last_day
from index.fields import TEXT
from index.schema import grams_field
from index.whoosh_queries import Close, Substring

_FEW: Final = 48
"""It takes about as long to look at so many texts as to look them up in one more posting list."""


def lists_of_grams(segment: SegmentView, field: str, string: str) -> list[TermList]:
    """Return the lists of every pair of neighbours in a string, or of its one character, short ones first; none where one is missing."""
    size, name = min(2, len(string)), grams_field(field)
    numbers = []
    for at in range(len(string) - size + 1):
        number = segment.number(name, string[at : at + size])
        if number < 0:
            return []
        numbers.append(number)
    return sorted((segment.term_list(name, number) for number in dict.fromkeys(numbers)), key=attrgetter("count"))


class HoldingText(Plan):
    """The documents whose own text holds what the query asks for.

    `grams` are the lists of terms that all of them hold, at least one, the shortest first. `word` is a list of documents
    that need not be looked at, those that have the string for a word; or None.
    """

    def __init__(self, segment: SegmentView, query: Substring | Close, grams: Sequence[TermList], word: TermList | None) -> None:
        super().__init__(segment)
        self._query = query
        self._grams = grams
        self._word = word if grams[0].count > _FEW else None
        self._texts = segment.docs.text(TEXT)
        self._others: Ints | None = None
        self.size = grams[0].count

    def docs(self) -> Ints:
        """Those that have it for a word, and those of the others that hold it, which are looked at once."""
        if self._others is None:
            self._others = self._looked_at(self._without_word(self._grams[0].docs()), self._grams[1:])
        if self._word is None:
            return self._others
        return np.concatenate((self._word.docs(), self._others)) if len(self._others) else self._word.docs()

    def test(self, docs: Ints) -> Mask:
        """Look up the word, and of the other documents test whether they are among those that hold it, or look, if they are few."""
        matches = np.zeros(len(docs), np.bool_) if self._word is None else weights_at(self.segment, self._word, docs, by_document=True) > 0
        (left,) = (~matches).nonzero()
        others = docs.take(left)
        if self._others is None and len(others) >= self.size:
            self.docs()
        found = self._looked_at(others, self._grams) if self._others is None else self._others
        matches[left] = among(self.segment, found, others)
        return matches

    def score(self, docs: Ints) -> Floats:
        """1, or 0."""
        return self.test(docs).astype(np.float64)

    def _without_word(self, docs: Ints) -> Ints:
        """Those of the rarest pair's documents that have no such word."""
        if self._word is None:
            return docs
        if self._word.count == len(docs):
            return docs[:0]
        (others,) = (weights_at(self.segment, self._word, docs, by_document=True) == 0).nonzero()
        without: Ints = docs.take(others)
        return without

    def _looked_at(self, docs: Ints, grams: Iterable[TermList]) -> Ints:
        """Narrow documents down by rare grams first, as long as that is cheaper than to look at them; then look."""
        for gram in grams:
            if len(docs) <= _FEW:
                break
            docs = docs[weights_at(self.segment, gram, docs, by_document=True) > 0]
        return docs[holding(self._texts, self._query, docs)]


def among(segment: SegmentView, found: Ints, docs: Ints) -> Mask:
    """Tell which documents are among those found."""
    marked = segment.scratch()
    try:
        marked[found] = 1
        return marked[docs].view(np.bool_)
    finally:
        marked[found] = 0


def rows_holding(segment: SegmentView, query: Substring, grams: Sequence[TermList]) -> Mask:
    """Return the rows whose value in the text column holds what the query asks for; `grams` are lists of terms that it must hold."""
    docs = segment.docs
    if query.field_name not in docs.columns:
        return np.zeros(len(docs.row_sizes), np.bool_)
    places = grams[0].docs()
    for gram in grams[1:]:
        if len(places) <= _FEW:
            break
        places = places[gram.at(places) > 0]
    rows = places if segment.inverted.level(grams_field(query.field_name)) == ROWS else segment.rows_at(places)
    codes, of_row = np.unique(docs.codes(query.field_name).take(rows), return_inverse=True)
    holds = holding(docs.values(query.field_name), query, codes.astype(np.int64) - 1)
    found = np.zeros(len(docs.row_sizes), np.bool_)
    found[rows[holds[of_row]]] = True
    return found


def holding(texts: TextsReader, query: Substring | Close, numbers: Ints) -> Mask:
    """Tell which texts hold what a query asks for."""
    if isinstance(query, Close):
        return _each(texts, query, numbers)
    matches = texts.holding(query.string, numbers)
    if query.outside:
        doubtful = np.flatnonzero(matches)
        doubtful = doubtful[texts.holding(query.outside, numbers[doubtful])]
        matches[doubtful] = _each(texts, query, numbers[doubtful])
    return matches


def _each(texts: TextsReader, query: Substring | Close, numbers: Ints) -> Mask:
    return np.fromiter((query.holds(texts.folded(number)) for number in numbers.tolist()), np.bool_, len(numbers))


def rows_between(segment: SegmentView, first: str, last: str) -> Mask:
    """Return the rows whose date may lie between two dates, as `index.dates.may_lie_between` tells."""
    begins, ends = segment.days
    fits: Mask = (first_day(first) <= ends) & (begins <= last_day(last))
    fits[0] = not (first or last)
    return fits[segment.docs.codes("date")] if "date" in segment.docs.columns else np.full(segment.rows, fits[0])

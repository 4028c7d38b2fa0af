"""The terms file of a segment: for each field its terms and their postings."""

from functools import cached_property
from pathlib import Path

import numpy as np

from index.columnar.docs import DOCS
from index.columnar.format import SectionFile
from index.columnar.postings import Ints, Postings
from index.columnar.terms import Terms


class Inverted:
    """The terms file of a segment: a sorted list of terms for each field, and their postings.

    The postings of a field are kept by document, or by row (`index.columnar.docs`) where
    all documents of a row hold the same terms as often.
    """

    def __init__(self, path: Path, doc_count: int) -> None:
        self.file = SectionFile(path)
        self._doc_count = doc_count
        self._levels: dict[str, str] = self.file.meta["fields"]
        self._terms: dict[str, Terms] = {}

    @cached_property
    def row_starts(self) -> Ints:
        """Where each row begins; the last number is that of the documents."""
        return self.file.section("rows").array("<u4").astype(np.int64)

    @cached_property
    def row_sizes(self) -> Ints:
        """How many documents each row has."""
        return np.diff(self.row_starts)

    def fields(self) -> list[str]:
        """The fields that have terms, in order."""
        return list(self._levels)

    def level(self, field: str) -> str:
        """Whether a field's postings are kept by DOCS or by ROWS."""
        return self._levels[field]

    def terms(self, field: str) -> Terms | None:
        """The terms of a field, or None where it has none."""
        if field not in self._terms:
            if field not in self._levels:
                return None
            count = self._doc_count if self._levels[field] == DOCS else len(self.row_sizes)
            self._terms[field] = Terms(self.file, field, count)
        return self._terms[field]

    def doc_frequency(self, field: str, number: int) -> int:
        """How many documents hold term number `number` of a field, deleted ones included."""
        terms = self.terms(field)
        assert terms is not None  # noqa: S101 - the number was found in this field
        if self._levels[field] == DOCS:
            return terms.doc_frequency(number)
        return int(self.row_sizes[terms.postings(number).docs].sum())

    def postings(self, field: str, number: int) -> Postings:
        """The postings of a term by document."""
        terms = self.terms(field)
        assert terms is not None  # noqa: S101 - the number was found in this field
        found = terms.postings(number)
        return found if self._levels[field] == DOCS else self.by_document(found)

    def by_document(self, postings: Postings) -> Postings:
        """Turn postings by row into postings by document."""
        sizes = self.row_sizes[postings.docs]
        docs = ranges(self.row_starts[postings.docs], sizes)
        return Postings(docs, None if postings.weights is None else np.repeat(postings.weights, sizes))


def ranges(starts: Ints, sizes: Ints) -> Ints:
    """Return the numbers of all ranges, one range after the other."""
    ends = np.cumsum(sizes)
    numbers: Ints = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - sizes), sizes)
    return numbers

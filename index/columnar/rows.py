"""The rows of a rebuild: runs of documents that agree in every text column, gathered as the documents come by."""

from array import array
from operator import attrgetter
from typing import Final

import numpy as np

from index.columnar.docs import DocsWriter
from index.columnar.merge import Run, run_of
from index.columnar.postings import Ints
from index.columnar.texts import encode_texts
from index.fold import fold
from index.model import Doc
from index.schema import schema

COLUMNS: Final = tuple(sorted(name for name, field in schema().items() if field.column_type))
"""The fields with a column. Each of them is stored too, and indexed as one folded term."""

_VALUES: Final = attrgetter(*COLUMNS)
_HEADING: Final = Doc._fields.index("title")
"""From here on the fields of a document are its speech's, and all columns come from them and from the speech's identifier."""


class Rows:
    """Values are kept once; of each row only their numbers, in the order they were met. Number 0 is the empty, unknown value."""

    def __init__(self) -> None:
        self._last: tuple[object, ...] | None = None
        self._starts = array("I")
        self._numbers = [array("I") for _ in COLUMNS]
        self._values: list[dict[str, int]] = [{"": 0} for _ in COLUMNS]

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, number: int, doc: Doc) -> bool:
        """Take the next document; tell whether it begins a row."""
        heading = doc.speech_id, *doc[_HEADING:]
        if heading == self._last:
            return False
        self._last = heading
        self._starts.append(number)
        for value, known, numbers in zip(_VALUES(doc), self._values, self._numbers, strict=True):
            numbers.append(known.setdefault(value, len(known)))
        return True

    def starts(self, count: int) -> Ints:
        """Where each row begins, and the number of documents."""
        return np.append(np.array(self._starts, np.int64), count)

    def write(self, writer: DocsWriter, count: int) -> None:
        """Write the rows and their columns; `count` is the number of documents."""
        writer.rows(self.starts(count))
        for column, known, numbers in zip(COLUMNS, self._values, self._numbers, strict=True):
            values = sorted(known)
            code = np.empty(len(values), np.int64)
            code[[known[value] for value in values]] = np.arange(len(values))
            writer.text_column(column, code[np.array(numbers, np.int64)], encode_texts(values[1:]), stored=True)

    def terms(self, column: str) -> tuple[list[bytes], Run]:
        """The folded values of a column as terms, and the rows that hold them."""
        at = COLUMNS.index(column)
        folded = [fold(value) for value in self._values[at]]
        terms = sorted(set(folded) - {""})
        place = {term: number for number, term in enumerate(terms)}
        term_of = np.array([place.get(value, -1) for value in folded])
        held = term_of[np.array(self._numbers[at], np.int64)]
        rows = np.argsort(held, kind="stable")[np.count_nonzero(held < 0) :]
        counts = np.bincount(held[rows], minlength=len(terms))
        return [term.encode() for term in terms], run_of(np.arange(len(terms)), counts, rows, np.ones(len(rows), np.uint8))

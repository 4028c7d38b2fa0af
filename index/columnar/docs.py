"""The per-document file of a segment: field lengths, columns and stored values.

Consecutive documents with the same values in all text columns share a *row*: a speech, as a rule. The
text columns are kept by row, as small numbers into a sorted list of their values, 0 standing for no value; what
is counted and filtered by column is counted and filtered by row. Sections::

    rows                    the first document of each row, and the number of documents
    lengths/f               one byte a document (or a row) of the field `f`: Whoosh's length_to_byte
    columns/f/codes         one number a row
    columns/f/values/…      the values in order (`index.columnar.texts`); value number i has code i + 1
    columns/f/numbers       one 64-bit number a document, for a numeric column
    stored/f/…              texts, one a document, or
    stored/f/numbers        64-bit numbers, one a document
    stored/f/missing        the documents without a value, in order

The table's meta tells which fields there are and of which kind. A stored text that equals the column's is kept only there.
"""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from index.columnar.format import Array, SectionFile, SectionWriter
from index.columnar.postings import Ints
from index.columnar.texts import Texts, TextsReader, TextsWriter, write_texts

DOCS: Final = "docs"
ROWS: Final = "rows"

TEXT: Final = "text"
NUMBER: Final = "number"
COLUMN: Final = "column"

LENGTHS: Final = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.int64)
"""The field length each byte stands for."""


def length_bytes(lengths: Ints) -> NDArray[np.uint8]:
    """Return field lengths as Whoosh's approximate bytes."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


def code_type(values: int) -> str:
    """The smallest type for the codes of a column with so many values."""
    return "<u1" if values < 1 << 8 else "<u2" if values < 1 << 16 else "<u4"


class DocsWriter:
    """Writes the file, section by section, in any order; to leave its context makes it whole."""

    def __init__(self, path: Path, count: int) -> None:
        self.file = SectionWriter(path, {"count": count})
        self._lengths: dict[str, dict[str, object]] = {}
        self._columns: dict[str, str] = {}
        self._stored: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._note()
        self.file.__exit__(kind, error, trace)

    def rows(self, starts: Ints) -> None:
        """Write where rows begin; the last number is that of the documents."""
        self.file.section("rows", starts.astype("<u4"))

    def lengths(self, field: str, lengths: NDArray[np.uint8], total: int, level: str) -> None:
        """Write the field lengths, one for each of DOCS or ROWS; `total` is their exact sum over the documents."""
        self._lengths[field] = {"total": total, "level": level}
        self.file.section(f"lengths/{field}", lengths)

    def text_column(self, field: str, codes: Ints, values: Texts, *, stored: bool) -> None:
        """Write a text column, and take it for the stored field too where it is `stored`."""
        self._columns[field] = TEXT
        if stored:
            self._stored[field] = COLUMN
        self.file.section(f"columns/{field}/codes", codes.astype(code_type(len(values.lengths) + 1)))
        write_texts(self.file, f"columns/{field}/values", values)

    def number_column(self, field: str, numbers: Ints) -> None:
        """Write a numeric column."""
        self._columns[field] = NUMBER
        self.file.section(f"columns/{field}/numbers", numbers.astype("<i8"))

    def stored_texts(self, field: str) -> TextsWriter:
        """Begin a stored text; nothing else may be written before the writer returned is closed."""
        self._stored[field] = TEXT
        return TextsWriter(self.file, f"stored/{field}")

    def stored_numbers(self, field: str, numbers: Ints) -> None:
        """Write a stored number of each document."""
        self._stored[field] = NUMBER
        narrow = np.min_scalar_type(int(numbers.max(initial=0))) if numbers.min(initial=0) >= 0 else np.dtype("<i8")
        self.file.section(f"stored/{field}/numbers", numbers.astype(narrow))
        self.file.note(f"stored/{field}/type", narrow.str)

    def missing(self, field: str, docs: Ints) -> None:
        """Write which documents have no stored value of a text or number."""
        self.file.section(f"stored/{field}/missing", docs.astype("<u4"))

    def _note(self) -> None:
        self.file.note("lengths", self._lengths)
        self.file.note("columns", self._columns)
        self.file.note("stored", self._stored)


class Docs:
    """Reads the file."""

    def __init__(self, path: Path) -> None:
        self.file = SectionFile(path)
        self.count: int = self.file.meta["count"]
        self.columns: Mapping[str, str] = self.file.meta["columns"]
        self.stored: Mapping[str, str] = self.file.meta["stored"]
        self._lengths: Mapping[str, dict[str, Any]] = self.file.meta["lengths"]
        self._length_bytes: dict[str, Array] = {}
        self._codes: dict[str, Array] = {}
        self._stored_numbers: dict[str, Array] = {}
        self._readers: dict[str, TextsReader] = {}

    @cached_property
    def row_starts(self) -> Ints:
        """Where each row begins; the last number is that of the documents."""
        return self.file.section("rows").array("<u4").astype(np.int64)

    @cached_property
    def row_sizes(self) -> Ints:
        """How many documents each row has."""
        return np.diff(self.row_starts)

    def row_of(self, doc: int) -> int:
        """The row of a document."""
        return int(self.row_starts.searchsorted(doc, "right")) - 1

    def scored_fields(self) -> list[str]:
        """The fields whose lengths are kept."""
        return list(self._lengths)

    def total_length(self, field: str) -> int:
        """The sum of the lengths of a field."""
        return int(self._lengths[field]["total"]) if field in self._lengths else 0

    def length_level(self, field: str) -> str:
        """Whether lengths of a field are kept by DOCS or by ROWS."""
        return str(self._lengths[field]["level"])

    def length_bytes(self, field: str) -> Array:
        """The length bytes of a field, at its level."""
        if field not in self._length_bytes:
            self._length_bytes[field] = self.file.section(f"lengths/{field}").array("u1")
        return self._length_bytes[field]

    def length(self, doc: int, field: str) -> int:
        """The approximate length of a field in a document, 0 where it has none."""
        if field not in self._lengths:
            return 0
        at = self.row_of(doc) if self.length_level(field) == ROWS else doc
        return int(LENGTHS[self.length_bytes(field)[at]])

    def codes(self, field: str) -> Array:
        """The code of each row in a text column."""
        if field not in self._codes:
            values = len(self.values(field))
            self._codes[field] = self.file.section(f"columns/{field}/codes").array(code_type(values + 1))
        return self._codes[field]

    def values(self, field: str) -> TextsReader:
        """The values of a text column."""
        return self._texts(f"columns/{field}/values")

    def numbers(self, field: str) -> Array:
        """The values of a numeric column."""
        return self.file.section(f"columns/{field}/numbers").array("<i8")

    def text(self, field: str) -> TextsReader:
        """The values of a stored text."""
        return self._texts(f"stored/{field}")

    def stored_numbers(self, field: str) -> Array:
        """The values of a stored number."""
        if field not in self._stored_numbers:
            self._stored_numbers[field] = self.file.section(f"stored/{field}/numbers").array(self.file.meta[f"stored/{field}/type"])
        return self._stored_numbers[field]

    def is_missing(self, field: str, doc: int) -> bool:
        """Tell whether a document has no stored text or number of a field."""
        if f"stored/{field}/missing" not in self.file:
            return False
        missing = self.file.section(f"stored/{field}/missing").array("<u4")
        at = int(np.searchsorted(missing, doc))
        return at < len(missing) and int(missing[at]) == doc

    def value(self, field: str, doc: int) -> str | int | None:
        """One stored value, or None."""
        kind = self.stored[field]
        if kind == COLUMN:
            code = int(self.codes(field)[self.row_of(doc)])
            return self.values(field).text(code - 1) if code else None
        if self.is_missing(field, doc):
            return None
        return self.text(field).text(doc) if kind == TEXT else int(self.stored_numbers(field)[doc])

    def stored_fields(self, doc: int) -> dict[str, str | int]:
        """All stored values of a document."""
        found = ((field, self.value(field, doc)) for field in self.stored)
        return {field: value for field, value in found if value is not None}

    def _texts(self, name: str) -> TextsReader:
        if name not in self._readers:
            self._readers[name] = TextsReader(self.file, name)
        return self._readers[name]

"""The writing half of the codec: what Whoosh's own writer hands over, document by document and posting by posting."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter, PerDocumentWriter, Segment
from whoosh.columns import Column
from whoosh.formats import Existence, Format, Frequency, Positions
from whoosh.util.numeric import length_to_byte

from index.columnar.docs import DOCS, DocsWriter
from index.columnar.format import SectionWriter
from index.columnar.postings import Ints, Postings, encode, weights_of
from index.columnar.terms import TermsWriter
from index.columnar.texts import encode_texts

_FORMATS = (Existence, Frequency, Positions)


class ColumnarDocWriter(PerDocumentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Collects the values of all documents and writes them as columns when it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._count = 0
        self._stored: dict[str, dict[int, str | int]] = defaultdict(dict)
        self._columns: dict[str, dict[int, bytes | int]] = defaultdict(dict)
        self._defaults: dict[str, int] = {}
        self._lengths: dict[str, dict[int, int]] = defaultdict(dict)
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin document number `docnum`, which must be the next."""
        if docnum != self._count:
            raise ValueError(f"document {docnum} begun where {self._count} was expected")
        self._count += 1

    def add_field(self, fieldname: str, fieldobj: object, value: Any, length: int | None) -> None:  # noqa: ARG002 - Whoosh's signature
        """Take a stored value, if it is not None, and a field length."""
        if value is not None:
            if type(value) not in (str, int):
                raise TypeError(f"the columnar codec stores texts and whole numbers, not {type(value).__name__} ({fieldname})")
            self._stored[fieldname][self._count - 1] = value
        if length:
            self._lengths[fieldname][self._count - 1] = length

    def add_column_value(self, fieldname: str, columnobj: Column, value: Any) -> None:
        """Take the value of a column; empty bytes are the default and need no place."""
        if type(value) not in (bytes, int):
            raise TypeError(f"the columnar codec keeps columns of texts and whole numbers, not {type(value).__name__} ({fieldname})")
        if value != b"":
            self._columns[fieldname][self._count - 1] = value
        if isinstance(value, int):
            self._defaults[fieldname] = columnobj.default_value()

    def add_vector_items(self, fieldname: str, fieldobj: object, items: object) -> None:  # noqa: ARG002 - Whoosh's signature
        """Refuse term vectors."""
        raise TypeError(f"the columnar codec keeps no term vectors ({fieldname})")

    def close(self) -> None:
        """Write the file."""
        if self.is_closed:
            return
        self.is_closed = True
        with DocsWriter(self._path, self._count) as writer:
            self._write_columns(writer)
            for field, lengths in self._lengths.items():
                kept = np.zeros(self._count, np.uint8)
                kept[list(lengths)] = [length_to_byte(length) for length in lengths.values()]
                writer.lengths(field, kept, sum(lengths.values()), DOCS)
            for field, values in self._stored.items():
                if not self._is_column(field):
                    self._write_stored(writer, field, values)

    def _write_columns(self, writer: DocsWriter) -> None:
        texts: dict[str, tuple[list[str], Ints]] = {}
        for field, values in self._columns.items():
            if field in self._defaults:
                writer.number_column(field, np.array([values.get(doc, self._defaults[field]) for doc in range(self._count)], np.int64))
            else:
                texts[field] = _coded({doc: str(value, "utf-8") for doc, value in values.items() if isinstance(value, bytes)}, self._count)
        starts = row_starts([codes for _, codes in texts.values()], self._count)
        writer.rows(starts)
        for field, (distinct, codes) in texts.items():
            writer.text_column(field, codes[starts[:-1]], encode_texts(distinct), stored=self._is_column(field))

    def _is_column(self, field: str) -> bool:
        stored, column = self._stored.get(field), self._columns.get(field)
        return stored is not None and stored == {doc: str(v, "utf-8") for doc, v in (column or {}).items() if isinstance(v, bytes)}

    def _write_stored(self, writer: DocsWriter, field: str, values: dict[int, str | int]) -> None:
        docs = range(self._count)
        if all(isinstance(value, int) for value in values.values()):
            writer.stored_numbers(field, np.array([values.get(doc, 0) for doc in docs], np.int64))
        elif all(isinstance(value, str) for value in values.values()):
            texts = writer.stored_texts(field)
            texts.add(encode_texts([str(values.get(doc, "")) for doc in docs]))
            texts.close()
        else:
            raise TypeError(f"the columnar codec stores texts or whole numbers in one field, not both ({field})")
        if len(values) < self._count:
            writer.missing(field, np.array([doc for doc in docs if doc not in values], np.int64))


def _coded(values: dict[int, str], count: int) -> tuple[list[str], Ints]:
    """Return the sorted distinct values and the code of each document: 0 for none, else one more than the value's number."""
    distinct = sorted(set(values.values()))
    code = {value: number for number, value in enumerate(distinct, 1)}
    codes = np.zeros(count, np.int64)
    codes[list(values)] = [code[value] for value in values.values()]
    return distinct, codes


def row_starts(columns: list[Ints], count: int) -> Ints:
    """Return where runs of documents begin that agree in all columns, and the number of documents."""
    differs = np.zeros(max(count - 1, 0), np.bool_)
    for codes in columns:
        differs |= codes[1:] != codes[:-1]
    begins = np.flatnonzero(differs) + 1
    return np.concatenate(([0], begins, [count])) if count else np.zeros(1, np.int64)


class ColumnarFieldWriter(FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """Collects the postings of a term and writes them when the term is complete."""

    def __init__(self, path: Path, segment: Segment) -> None:
        self._segment = segment
        self._file = SectionWriter(path, {})
        self._levels: dict[str, str] = {}
        self._format: Format = Existence()
        self._terms: TermsWriter | None = None
        self._term = b""
        self._docs: list[int] = []
        self._weights: list[float] = []
        self._values: list[bytes] = []
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field."""
        if type(fieldobj.format) not in _FORMATS:
            raise TypeError(f"the columnar codec keeps frequencies and positions, not {fieldobj.format} ({fieldname})")
        self._format = fieldobj.format
        self._levels[fieldname] = DOCS
        self._terms = TermsWriter(self._file, fieldname)

    def start_term(self, text: bytes) -> None:
        """Begin a term."""
        self._term = text
        self._docs, self._weights, self._values = [], [], []

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:  # noqa: ARG002 - Whoosh's signature
        """Take one posting."""
        self._docs.append(docnum)
        self._weights.append(weight)
        self._values.append(vbytes)

    def finish_term(self) -> None:
        """Write the term."""
        assert self._terms is not None  # noqa: S101 - Whoosh begins a field before a term
        weights = np.array(self._weights, np.float64)
        frequencies = np.array([self._format.decode_frequency(value) for value in self._values], np.int64)
        positions = starts = None
        if isinstance(self._format, Positions):
            lists = [self._format.decode_positions(value) for value in self._values]
            starts = np.cumsum([0, *map(len, lists)])
            positions = np.array([position for found in lists for position in found], np.int64)
        postings = Postings(
            np.array(self._docs, np.int64), weights_of(weights), None if (frequencies == weights).all() else frequencies, positions, starts
        )
        self._terms.add(self._term, len(self._docs), encode(postings, self._segment.doc_count_all()))

    def finish_field(self) -> None:
        """Write where the terms of the field are."""
        assert self._terms is not None  # noqa: S101 - Whoosh begins a field before it ends it
        self._terms.close()

    def close(self) -> None:
        """Write the table."""
        self._file.note("fields", self._levels)
        self._file.close()
        self.is_closed = True

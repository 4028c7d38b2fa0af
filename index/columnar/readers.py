"""The reading half of the codec: what Whoosh's own searcher and writer ask for. The evaluator reads the files without it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.base import EmptyCursor, FieldCursor, PerDocumentReader, Segment, TermsReader
from whoosh.columns import Column, ColumnReader
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound

from index.columnar.docs import NUMBER, Docs
from index.columnar.inverted import Inverted
from index.columnar.matcher import PostingsMatcher
from index.columnar.postings import Postings

Term = tuple[str, bytes]


class ColumnarDocReader(PerDocumentReader):  # type: ignore[misc]  # Whoosh has no types
    """Reads per-document values."""

    def __init__(self, path: Path, segment: Segment) -> None:
        self._docs = Docs(path)
        self._segment = segment

    def supports_columns(self) -> bool:
        """Columns are kept."""
        return True

    def doc_count(self) -> int:
        """The number of live documents."""
        return self._docs.count - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """The number of documents."""
        return self._docs.count

    def has_deletions(self) -> bool:
        """Tell whether some document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        """The deleted documents."""
        deleted: Iterable[int] = self._segment.deleted_docs()
        return deleted

    def has_column(self, fieldname: str) -> bool:  # noqa: ARG002 - Whoosh's signature
        """Say yes: where no document has a value the column is all default. Whoosh mixes segments up in which only some have a column."""
        return True

    def column_reader(self, fieldname: str, column: Column) -> "DocColumnReader":
        """Read a column."""
        return DocColumnReader(self._docs, fieldname, column)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The approximate length of a field in a document."""
        return self._docs.length(docnum, fieldname) or default

    def field_length(self, fieldname: str) -> int:
        """The sum of the lengths of a field."""
        return self._docs.total_length(fieldname)

    def min_field_length(self, fieldname: str) -> int:
        """The least length of a field."""
        return min(self._docs.length(doc, fieldname) for doc in range(self._docs.count))

    def max_field_length(self, fieldname: str) -> int:
        """The greatest length of a field."""
        return max(self._docs.length(doc, fieldname) for doc in range(self._docs.count))

    def stored_fields(self, docnum: int) -> dict[str, str | int]:
        """The stored values of a document."""
        return self._docs.stored_fields(docnum)


class DocColumnReader(ColumnReader):  # type: ignore[misc]  # Whoosh has no types
    """Reads a column value by value."""

    def __init__(self, docs: Docs, field: str, column: Column) -> None:
        self._docs = docs
        self._field = field
        self._default = column.default_value()
        self._doccount = docs.count

    def __getitem__(self, docnum: int) -> bytes | int:
        kind = self._docs.columns.get(self._field)
        if kind == NUMBER:
            return int(self._docs.numbers(self._field)[docnum])
        code = int(self._docs.codes(self._field)[self._docs.row_of(docnum)]) if kind else 0
        if not code:
            default: bytes | int = self._default
            return default
        return self._docs.values(self._field).text(code - 1).encode()


class ColumnarTermsReader(TermsReader):  # type: ignore[misc]  # Whoosh has no types
    """Reads terms and postings."""

    def __init__(self, terms: Path, docs: Path, doc_count: int) -> None:
        self._inverted = Inverted(terms, doc_count)
        self._docs = Docs(docs)

    def __contains__(self, term: Term) -> bool:
        return self._number(*term) >= 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return self._inverted.fields()

    def cursor(self, fieldname: str, fieldobj: Any) -> FieldCursor:
        """Walk the terms of a field."""
        terms = self._inverted.terms(fieldname)
        return TermCursor(self, fieldname, fieldobj, len(terms)) if terms else EmptyCursor()

    def terms(self) -> Iterator[Term]:
        """All terms in order."""
        for field in self._inverted.fields():
            yield from self._field_terms(field, 0)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms from one on, to the end of the last field."""
        terms = self._inverted.terms(fieldname)
        for field in self._inverted.fields():
            if field == fieldname and terms:
                yield from self._field_terms(field, terms.bound(prefix))
            elif field > fieldname:
                yield from self._field_terms(field, 0)

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """All terms and their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """The terms from one on and their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """The statistics of a term. Raises TermNotFound."""
        postings = self._postings(fieldname, text)
        lengths = [length for doc in postings.docs.tolist() if (length := self._docs.length(doc, fieldname))]
        weights = [1.0] * len(postings.docs) if postings.weights is None else postings.weights.tolist()
        return TermInfo(
            weight=sum(weights),
            df=len(weights),
            minlength=min(lengths, default=0),
            maxlength=max(lengths, default=0),
            maxweight=max(weights),
            minid=int(postings.docs[0]),
            maxid=int(postings.docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term occurs in all."""
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents hold a term."""
        number = self._number(fieldname, text)
        return self._inverted.doc_frequency(fieldname, number) if number >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: Any = None) -> PostingsMatcher:
        """Walk the postings of a term."""
        return PostingsMatcher(self._postings(fieldname, text), self.term_info(fieldname, text), format_, (fieldname, text), scorer)

    def _field_terms(self, field: str, start: int) -> Iterator[Term]:
        terms = self._inverted.terms(field)
        return ((field, term) for term in terms.terms(start)) if terms else iter(())

    def _number(self, field: str, text: bytes) -> int:
        terms = self._inverted.terms(field)
        return terms.find(text) if terms else -1

    def _postings(self, field: str, text: bytes) -> Postings:
        number = self._number(field, text)
        if number < 0:
            raise TermNotFound(f"No term {field}:{text!r}")
        return self._inverted.postings(field, number)


class TermCursor(FieldCursor):  # type: ignore[misc]  # Whoosh has no types
    """Walks the terms of one field."""

    def __init__(self, reader: ColumnarTermsReader, field: str, fieldobj: Any, count: int) -> None:
        self._reader = reader
        self._terms = reader._inverted.terms(field)
        self._field = field
        self._fieldobj = fieldobj
        self._count = count
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not before `string`."""
        assert self._terms is not None  # noqa: S101 - a cursor is made for a field with terms
        self._at = self._terms.bound(string if isinstance(string, bytes) else self._fieldobj.to_bytes(string))
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """The term, or None behind the last."""
        if not self.is_valid():
            return None
        assert self._terms is not None  # noqa: S101 - a cursor is made for a field with terms
        text: str = self._fieldobj.from_bytes(self._terms.term(self._at))
        return text

    def term_info(self) -> TermInfo | None:
        """The statistics of the term."""
        if not self.is_valid():
            return None
        assert self._terms is not None  # noqa: S101 - a cursor is made for a field with terms
        return self._reader.term_info(self._field, self._terms.term(self._at))

    def is_valid(self) -> bool:
        """Tell whether the cursor is at a term."""
        return self._at < self._count

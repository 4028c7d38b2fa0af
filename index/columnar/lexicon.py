"""The terms of an index as Whoosh's pattern and range queries, and our own patterns, ask for them when they expand."""

import heapq
from collections.abc import Iterator, Sequence
from itertools import groupby

from whoosh.fields import Schema

from index.columnar.view import SegmentView


class Lexicon:
    """As much of `whoosh.reading.IndexReader` as expansion needs, over one segment or several."""

    def __init__(self, segments: Sequence[SegmentView], schema: Schema) -> None:
        self._segments = segments
        self.schema = schema

    def expand_prefix(self, fieldname: str, prefix: str | bytes) -> Iterator[bytes]:
        """Yield the terms of a field that begin with a prefix."""
        start: bytes = self.schema[fieldname].to_bytes(prefix)
        return self._joined(fieldname, start, prefixed=True)

    def lexicon(self, fieldname: str) -> Iterator[bytes]:
        """Yield the terms of a field."""
        return self._joined(fieldname, b"", prefixed=True)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field from one on, each with the field."""
        return ((fieldname, term) for term in self._joined(fieldname, prefix, prefixed=False))

    def doc_frequency(self, fieldname: str, text: str) -> int:
        """How many documents hold a term."""
        term: bytes = self.schema[fieldname].to_bytes(text)
        numbers = ((segment, segment.number(fieldname, term)) for segment in self._segments)
        return sum(segment.inverted.doc_frequency(fieldname, number) for segment, number in numbers if number >= 0)

    def _joined(self, field: str, start: bytes, *, prefixed: bool) -> Iterator[bytes]:
        lists = []
        for segment in self._segments:
            if terms := segment.inverted.terms(field):
                found = terms.prefixed(start) if prefixed else range(terms.bound(start), len(terms))
                lists.append(terms.terms(found.start, found.stop))
        return lists[0] if len(lists) == 1 else (term for term, _ in groupby(heapq.merge(*lists)))

"""Several segments of an index made one, without their deleted documents. Nothing is analysed again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from index.columnar.docs import DOCS, ROWS, DocsWriter
from index.columnar.format import Array, SectionWriter
from index.columnar.invert import PORTION
from index.columnar.lists import Mask
from index.columnar.merge import Read, Run, spelled, write_lists
from index.columnar.packing import decode_many
from index.columnar.postings import Ints
from index.columnar.rows import COLUMNS
from index.columnar.terms import Terms, TermsWriter
from index.columnar.texts import encode_texts, select
from index.columnar.view import SegmentView
from index.fields import TEXT

_STORED: Final = (TEXT, "id")


class _Part:
    """A segment on its way into another."""

    def __init__(self, segment: SegmentView, first_doc: int, first_row: int) -> None:
        self.segment = segment
        self.live: Mask = np.ones(segment.count, np.bool_) if segment.live is None else segment.live
        self.sizes = segment.live_row_sizes
        self.kept_rows = self.sizes > 0
        self._places = {DOCS: _places(self.live, first_doc), ROWS: _places(self.kept_rows, first_row)}

    def read(self, field: str, terms: Terms) -> Read:
        """Read the lists of a field as they will be numbered."""
        places = self._places[self.segment.inverted.level(field)]
        counts = terms.doc_frequencies()

        def read(low: int, high: int) -> tuple[Ints, Array]:
            data, offsets = terms.encoded(low, high)
            docs, frequencies = decode_many(data, offsets, counts[low:high], len(places))
            return places[docs], frequencies

        return read


def _places(kept: Mask, first: int) -> Ints:
    """The new number of each document or row, -1 for those not kept."""
    return np.where(kept, first + np.cumsum(kept) - 1, -1)


def write_compacted(docs_path: Path, terms_path: Path, segments: Sequence[SegmentView]) -> int:
    """Write the two files of a segment with the live documents of others, in order; return their number."""
    parts: list[_Part] = []
    docs = rows = 0
    for segment in segments:
        parts.append(_Part(segment, docs, rows))
        docs += int(np.count_nonzero(parts[-1].live))
        rows += int(np.count_nonzero(parts[-1].kept_rows))
    sizes = np.concatenate([part.sizes[part.kept_rows] for part in parts])
    totals = _write_terms(terms_path, parts, docs, sizes)
    _write_docs(docs_path, parts, sizes, totals)
    return docs


def _write_terms(path: Path, parts: Sequence[_Part], docs: int, sizes: Ints) -> dict[str, int]:
    """Write the terms file; return how often the terms of each field occur in all."""
    inverted = parts[0].segment.inverted
    levels = {field: inverted.level(field) for field in inverted.fields()}
    totals = {}
    with SectionWriter(path, {"fields": levels}) as out:
        out.section("rows", _starts(sizes).astype("<u4"))
        for field, level in levels.items():
            terms, runs = _runs(parts, field)
            writer = TermsWriter(out, field)
            by_row = level == ROWS
            totals[field] = write_lists(writer, len(terms), spelled(terms), runs, len(sizes) if by_row else docs, sizes if by_row else None)
            writer.close()
    return totals


def _runs(parts: Sequence[_Part], field: str) -> tuple[list[bytes], list[Run]]:
    found = [(part, terms) for part in parts if (terms := part.segment.inverted.terms(field))]
    lists = [list(terms.terms()) for _, terms in found]
    merged = sorted(set().union(*lists))
    rank = {term: number for number, term in enumerate(merged)}
    runs = [
        Run(np.fromiter(map(rank.__getitem__, own), np.int64, len(own)), terms.doc_frequencies(), part.read(field, terms))
        for (part, terms), own in zip(found, lists, strict=True)
    ]
    return merged, runs


def _write_docs(path: Path, parts: Sequence[_Part], sizes: Ints, totals: dict[str, int]) -> None:
    starts, docs = _starts(sizes), parts[0].segment.docs
    with DocsWriter(path, int(starts[-1])) as writer:
        writer.rows(starts)
        for field in COLUMNS:
            _write_column(writer, field, parts)
        for field in docs.scored_fields():
            level = docs.length_level(field)
            kept = [part.segment.docs.length_bytes(field)[part.live if level == DOCS else part.kept_rows] for part in parts]
            writer.lengths(field, np.concatenate(kept), totals[field], level)
        for field in _STORED:
            _write_texts(writer, field, parts)
        numbers = [part.segment.docs.stored_numbers("number")[part.live].astype(np.int64) for part in parts]
        writer.stored_numbers("number", np.concatenate(numbers))


def _write_column(writer: DocsWriter, field: str, parts: Sequence[_Part]) -> None:
    """Write a column; values that no kept row has are left out."""
    codes = [part.segment.docs.codes(field)[part.kept_rows].astype(np.int64) for part in parts]
    values = [["", *part.segment.docs.values(field).all()] for part in parts]
    used = [np.unique(own) for own in codes]
    merged = sorted({words[code] for words, own in zip(values, used, strict=True) for code in own.tolist()} | {""})
    place = {value: code for code, value in enumerate(merged)}
    new = [np.array([place.get(value, 0) for value in words]) for words in values]
    writer.text_column(
        field, np.concatenate([table[own] for table, own in zip(new, codes, strict=True)]), encode_texts(merged[1:]), stored=True
    )


def _write_texts(writer: DocsWriter, field: str, parts: Sequence[_Part]) -> None:
    texts = writer.stored_texts(field)
    for part in parts:
        reader = part.segment.docs.text(field)
        for start in range(0, part.segment.count, PORTION):
            stop = min(start + PORTION, part.segment.count)
            texts.add(select(reader.take(start, stop), part.live[start:stop]))
    texts.close()


def _starts(sizes: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes)))

"""The folder of one generation: Whoosh's table of contents, a checksum of it, and the files of the segments it names."""

import zlib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.columnar.bulk import write_segment
from index.columnar.codec import DOCS_EXT, TERMS_EXT, ColumnarSegment
from index.columnar.compact import write_compacted
from index.columnar.snapshot import Snapshot
from index.errors import IndexDamaged
from index.model import Doc
from index.schema import schema

_NAME: Final = "MAIN"
_GENERATION: Final = 1
"""Whoosh counts generations within a folder; here every generation has a folder of its own."""

_GROWTH: Final = 2
"""A segment is merged into the one before it when it is not so many times smaller."""

_TOC: Final = f"_{_NAME}_{_GENERATION}.toc"
_CHECKSUM: Final = "toc.crc32"


def read_snapshot(folder: Path, before: Snapshot | None) -> Snapshot:
    """Open a folder, taking from an earlier snapshot what it has open. Raises IndexDamaged, which names the file."""
    return Snapshot(FileStorage(str(folder)), _read(folder), schema(), before)


def write_afresh(folder: Path, docs: Iterable[Doc]) -> None:
    """Write an index of these documents into an empty folder."""
    _write(folder, _new_segment(folder, docs))


def append(folder: Path, docs: Sequence[Doc], gone: Collection[str]) -> None:
    """Mark documents as deleted by id and add others, in a folder that holds an index or nothing."""
    segments = _read(folder) if any(folder.iterdir()) else []
    if segments:
        snapshot = Snapshot(FileStorage(str(folder)), segments, schema())
        for segment, view in zip(segments, snapshot.segments, strict=True):
            for doc_id in gone:
                number = view.number("id", doc_id.encode())
                if number >= 0:
                    for doc in view.inverted.postings("id", number).docs.tolist():
                        segment.delete_document(doc)
    _write(folder, _merged(folder, [*segments, *_new_segment(folder, docs)]))


def _merged(folder: Path, segments: Sequence[ColumnarSegment]) -> list[ColumnarSegment]:
    """Merge segments from the end, as long as one is not much smaller than the one before it, or has mostly deleted documents.

    So there are never more than some dozen segments, and a document is written again only as often as its segment doubles.
    """
    kept = [segment for segment in segments if segment.doc_count()]
    merging = kept[-1:]
    while len(merging) < len(kept):
        before = kept[-len(merging) - 1]
        if _GROWTH * sum(segment.doc_count() for segment in merging) < before.doc_count():
            break
        merging.insert(0, before)
    first = len(kept) - len(merging)
    if len(merging) > 1 or any(segment.deleted_count() > segment.doc_count() for segment in merging):
        merging = [_compacted(folder, merging)]
    result = [*kept[:first], *merging]
    for segment in segments:
        if segment not in result:
            for extension in (DOCS_EXT, TERMS_EXT):
                segment.path(FileStorage(str(folder)), extension).unlink()
    return result


def _compacted(folder: Path, segments: Sequence[ColumnarSegment]) -> ColumnarSegment:
    storage, segment = FileStorage(str(folder)), ColumnarSegment(_NAME)
    snapshot = Snapshot(storage, segments, schema())
    segment.set_doc_count(write_compacted(segment.path(storage, DOCS_EXT), segment.path(storage, TERMS_EXT), snapshot.segments))
    return segment


def _new_segment(folder: Path, docs: Iterable[Doc]) -> list[ColumnarSegment]:
    segment, storage = ColumnarSegment(_NAME), FileStorage(str(folder))
    segment.set_doc_count(write_segment(segment.path(storage, DOCS_EXT), segment.path(storage, TERMS_EXT), docs))
    if segment.doc_count_all():
        return [segment]
    for extension in (DOCS_EXT, TERMS_EXT):
        segment.path(storage, extension).unlink()
    return []


def _read(folder: Path) -> list[ColumnarSegment]:
    try:
        data, checksum = (folder / _TOC).read_bytes(), (folder / _CHECKSUM).read_text("ascii", errors="replace")
        if checksum != _checksum(data):
            raise IndexDamaged(f"{folder / _TOC}: altered")
        segments: list[ColumnarSegment] = TOC.read(FileStorage(str(folder)), _NAME, _GENERATION, schema()).segments
    except FileNotFoundError as error:
        raise IndexDamaged(f"{error.filename}: the file is missing") from None
    return segments


def _write(folder: Path, segments: Sequence[ColumnarSegment]) -> None:
    for name in (_TOC, _CHECKSUM):
        (folder / name).unlink(missing_ok=True)
    TOC(schema(), list(segments), _GENERATION).write(FileStorage(str(folder)), _NAME)
    (folder / _CHECKSUM).write_text(_checksum((folder / _TOC).read_bytes()), "ascii")


def _checksum(data: bytes) -> str:
    return f"{zlib.crc32(data):08x}"

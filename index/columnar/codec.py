"""The columnar codec, at the extension points that `whoosh.codec.base` documents.

It keeps field lengths, text and number columns, stored texts and numbers, and postings with frequencies and
positions. It refuses with TypeError what it has no place for: other formats, other types, term vectors.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from whoosh.codec.base import Codec, Segment
from whoosh.filedb.filestore import FileStorage

from index.columnar.postings import Ints
from index.columnar.readers import ColumnarDocReader, ColumnarTermsReader
from index.columnar.writers import ColumnarDocWriter, ColumnarFieldWriter

DOCS_EXT: Final = ".docs"
TERMS_EXT: Final = ".terms"

_NAME_BYTES: Final = 8
"""Whoosh would draw the name by `random`, which a caller may have seeded; no two segments may ever have the same name."""


class ColumnarCodec(Codec):  # type: ignore[misc]  # Whoosh has no types
    """Writes and reads segments as memory-mapped columns; the index must lie in a directory (`FileStorage`)."""

    def per_document_writer(self, storage: FileStorage, segment: "ColumnarSegment") -> ColumnarDocWriter:
        """Begin the per-document file."""
        return ColumnarDocWriter(segment.path(storage, DOCS_EXT))

    def field_writer(self, storage: FileStorage, segment: "ColumnarSegment") -> ColumnarFieldWriter:
        """Begin the terms file."""
        return ColumnarFieldWriter(segment.path(storage, TERMS_EXT), segment)

    def per_document_reader(self, storage: FileStorage, segment: "ColumnarSegment") -> ColumnarDocReader:
        """Open the per-document file."""
        return ColumnarDocReader(segment.path(storage, DOCS_EXT), segment)

    def terms_reader(self, storage: FileStorage, segment: "ColumnarSegment") -> ColumnarTermsReader:
        """Open the terms file."""
        return ColumnarTermsReader(segment.path(storage, TERMS_EXT), segment.path(storage, DOCS_EXT), segment.doc_count_all())

    def new_segment(self, storage: FileStorage, indexname: str) -> "ColumnarSegment":  # noqa: ARG002 - Whoosh's signature
        """Name a new, empty segment."""
        return ColumnarSegment(indexname)


class ColumnarSegment(Segment):  # type: ignore[misc]  # Whoosh has no types
    """The name of a segment, how many documents it has and which of them are deleted; the rest is in its files."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.segid = secrets.token_hex(_NAME_BYTES)
        self._doc_count = 0
        self._packed = b""
        self._deleted: set[int] | None = None

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_packed": self.deleted().astype("<u4").tobytes(), "_deleted": None}

    def deleted(self) -> Ints:
        """The deleted documents in order. As long as none is asked for or changed by itself they stay packed."""
        if self._deleted is None:
            return np.frombuffer(self._packed, "<u4").astype(np.int64)
        return np.array(sorted(self._deleted), np.int64)

    def _unpacked(self) -> set[int]:
        if self._deleted is None:
            self._deleted = set(self.deleted().tolist())
        return self._deleted

    def codec(self, **_: object) -> "ColumnarCodec":
        """The codec that reads the segment."""
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        """Two mapped files are as good as one."""
        return False

    def path(self, storage: FileStorage, extension: str) -> Path:
        """Where a file of the segment lies."""
        name: str = self.make_filename(extension)
        return Path(storage.folder) / name

    def set_doc_count(self, count: int) -> None:
        """Set the number of documents, deleted ones included."""
        self._doc_count = count

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._doc_count

    def deleted_count(self) -> int:
        """The number of deleted documents."""
        return len(self._packed) // 4 if self._deleted is None else len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """The deleted documents, in no order."""
        return iter(self._unpacked())

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as deleted, or no longer so."""
        deleted = self._unpacked()
        (deleted.add if delete else deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return docnum in self._unpacked()

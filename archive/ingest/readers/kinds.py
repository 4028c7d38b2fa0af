"""What a file is, by its suffix and by its first bytes."""

import codecs
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePath
from typing import Final

_SUFFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (".txt", ".text", ".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "docx": (".docx",),
    "odt": (".odt",),
    "epub": (".epub",),
    "pdf": (".pdf",),
    "rtf": (".rtf",),
    "doc": (".doc",),
    "zip": (".zip",),
    "csv": (".csv", ".tsv"),
    "jsonl": (".jsonl", ".ndjson"),
}
BY_SUFFIX: Final = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes}
SUFFIXES: Final = frozenset(BY_SUFFIX)
"""Suffixes that can be read, lower case, with their dot."""
CONTAINERS: Final = frozenset(("zip", "csv", "jsonl"))
"""Kinds that hold several documents."""

_MAGIC: Final = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"<!doctype html", "html"),
    (b"<html", "html"),
)
_FOREIGN: Final = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"BZh", "bzip2"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"CAJ\0", "CAJ"),
)
_PACKAGES: Final = (("word/document.xml", "docx"), ("META-INF/container.xml", "epub"), ("content.xml", "odt"))
"""By which member a zip is known as a document."""


def kind_of(name: str) -> str | None:
    """The kind a file's suffix promises."""
    return BY_SUFFIX.get(PurePath(name).suffix.lower())


def sniffed(data: bytes) -> str | None:
    """The kind the first bytes show, None where they are text of any sort."""
    start = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()[:16].lower()
    kind = next((kind for magic, kind in _MAGIC if start.startswith(magic.lower())), None)
    return _package(data) if kind == "zip" else kind


def foreign(data: bytes) -> str | None:
    """The name of a format that is no document at all, by its first bytes."""
    return next((name for magic, name in _FOREIGN if data.startswith(magic)), None)


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError):
        return "zip"
    return next((kind for member, kind in _PACKAGES if member in members), "zip")

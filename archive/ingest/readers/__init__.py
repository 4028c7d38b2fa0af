"""Readers: one module a file format, each turning bytes into text. Pure: the caller has read the file.

A reader is a function from bytes to a `Reading`; `READERS` names it for the suffixes it reads. A format is
added by writing its module and entering it here.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final

from archive.errors import BadFile
from archive.ingest.readers.reading import Reading
from archive.ingest.readers.text import read_text

LARGEST: Final = 64 << 20
"""The most bytes a file may have."""

READERS: Final[Mapping[str, Callable[[str, bytes], Reading]]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
}
SUFFIXES: Final = frozenset(READERS)
"""Suffixes that can be read, lower case, with their dot."""


def read(name: str, data: bytes) -> Reading:
    """Read a file by the suffix of its name. Raises BadFile."""
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise BadFile("文件 {name} 的格式不认识（认识的有 {known}）。", name=name, known=" ".join(sorted(SUFFIXES)))
    if len(data) > LARGEST:
        raise BadFile("文件 {name} 太大（超过 {limit} MiB）。", name=name, limit=LARGEST >> 20)
    if not data.strip():
        raise BadFile("文件 {name} 是空的。", name=name)
    return reader(name, data)

"""Finding and reading the files a person names."""

from collections.abc import Iterable, Iterator
from os import fsencode
from pathlib import Path

from archive.errors import BadFile
from archive.ingest.readers import LARGEST, SUFFIXES


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and in folders every file of a known kind, in the order of their names; hidden ones are passed over."""
    for path in paths:
        if path.is_dir():
            yield from (found for found in sorted(path.rglob("*")) if _wanted(found.relative_to(path)) and found.is_file())
        else:
            yield path


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises BadFile where there are none to be had or far too many."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile("文件 {name} 太大（超过 {limit} MiB）。", name=path.name, limit=LARGEST >> 20)
        return path.read_bytes()
    except OSError as error:
        raise BadFile("文件 {name} 读不出来：{reason}", name=path.name, reason=error.strerror) from error


def source_of(path: Path) -> str:
    """The name by which the store knows where a file came from: its whole path, readable whatever its bytes are."""
    return fsencode(path.resolve()).decode("utf-8", "backslashreplace")


def _wanted(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in path.parts)

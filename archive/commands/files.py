"""Finding and reading the files a person names, and what stands beside them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from os import fsencode
from os.path import realpath
from pathlib import Path

from archive.errors import BadFile
from archive.ingest.metadata import layered, read_sidecar, rows_by_file, sidecar_names
from archive.ingest.readers import LARGEST, SUFFIXES
from archive.ingest.records import read_rows
from archive.ingest.unpacking import FOLDER_TABLE

State = tuple[tuple[int, int] | None, ...]
"""What changes when a file does, or what stands beside it."""


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and in folders every file of a known kind, in the order of their names.

    Hidden files are passed over, and so are sidecars and folder tables, which are no documents.
    """
    for path in paths:
        if path.is_dir():
            yield from (found for found in sorted(path.rglob("*")) if _wanted(found.relative_to(path)) and found.is_file())
        elif not _is_about_others(path):
            yield path


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises BadFile where there are none to be had or far too many."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile("文件 {name} 太大（超过 {limit} MiB）。", name=path.name, limit=LARGEST >> 20)
        return path.read_bytes()
    except OSError as error:
        raise BadFile("文件 {name} 读不出来：{reason}", name=path.name, reason=error.strerror) from error


def metadata_for(path: Path, options: Mapping[str, str] | None = None) -> dict[str, str]:
    """What is said of a file from outside it: options, then its sidecar, then its row in the `metadata.csv` of its folder.

    The order and the keys are those of `archive.ingest.metadata`. Raises BadFile where a sidecar or table cannot be read.
    """
    sidecar = next((beside for name in sidecar_names(path.name) if _is_file(beside := path.with_name(name))), None)
    said = read_sidecar(sidecar.name, read_file(sidecar)) if sidecar else {}
    table = path.with_name(FOLDER_TABLE)
    row = _rows(table, _state(table)).get(path.name, {}) if _is_file(table) else {}
    return layered(options or {}, said, row)


def state_of(path: Path) -> State:
    """The state of a file; it begins with None where there is no such file."""
    return tuple(map(_state, (path, *map(path.with_name, sidecar_names(path.name)), path.with_name(FOLDER_TABLE))))


def source_of(path: Path) -> str:
    """The name by which the store knows where a file came from: its whole path, readable whatever its bytes are."""
    return fsencode(realpath(path)).decode("utf-8", "backslashreplace")


def _wanted(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.name != FOLDER_TABLE and not any(part.startswith(".") for part in path.parts)


def _is_about_others(path: Path) -> bool:
    return path.name == FOLDER_TABLE or path.suffix == ".yaml"


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name too long for the file system names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when a file does; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=4)
def _rows(table: Path, _now: tuple[int, int] | None) -> Mapping[str, Mapping[str, str]]:
    """The rows of a folder's table; read once for all the files of the folder."""
    return rows_by_file(read_rows(table.name, read_file(table)))

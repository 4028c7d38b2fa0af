"""A whole archive in one file: the dump of the store, packed with gzip, and a digest of it as the last line.

`zcat FILE` shows the dump (`archive.store.dumping`) and behind it a line with the SHA-256 of all bytes before that line. The file is
written aside, flushed to the disk and renamed: under its name there is a whole backup or the one before.
"""

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from archive.errors import BadInput
from archive.store.dumping import announced

LEVEL: Final = 1
"""How hard gzip tries: more takes several times as long and saves a tenth."""

BUFFER: Final = 1 << 20
"""Bytes packed at a time."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


def write_backup(path: Path, lines: Iterable[str], tell: Progress) -> int:
    """Write the lines of a dump to a file; returns how many rows they hold. Raises BadInput where the file cannot be written."""
    part = path.with_name(f"{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                with gzip.GzipFile("", "wb", LEVEL, file) as packed:
                    rows = _write(packed, lines, tell)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            _sync_folder(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise BadInput("文件 {path} 写不进去：{reason}", path=path, reason=error.strerror) from error
    return rows


def read_backup(path: Path) -> Iterator[str]:
    """The lines of the dump. Raises BadInput, at the latest behind the last one, where the file is not what was written."""
    digest, before = hashlib.sha256(), b""
    try:
        with gzip.open(path) as file:
            for line in file:
                if before:
                    digest.update(before)
                    yield before.decode()
                before = line
        whole = json.loads(before) == {"sha256": digest.hexdigest()}
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise BadInput("备份 {path} 损坏了或不完整：{reason}。请换一份备份。", path=path, reason=error) from error
    except OSError as error:
        raise BadInput("文件 {path} 读不出来：{reason}", path=path, reason=error.strerror) from error
    if not whole:
        raise BadInput("备份 {path} 损坏了：内容和它的校验值不符。请换一份备份。", path=path)


def verify_backup(path: Path, tell: Progress) -> None:
    """Read a backup whole. Raises BadInput where it is not what was written."""
    total = 0
    for done, line in enumerate(read_backup(path)):
        if done == 0:
            total, _ = announced(line)
        tell(done, total)


def _write(packed: gzip.GzipFile, lines: Iterable[str], tell: Progress) -> int:
    digest, gathered, total, done = hashlib.sha256(), bytearray(), 0, 0
    for done, line in enumerate(lines):
        if done == 0:
            total, _ = announced(line)
        gathered += line.encode()
        if len(gathered) >= BUFFER:
            digest.update(gathered)
            packed.write(gathered)
            gathered.clear()
            tell(done, total)
    digest.update(gathered)
    packed.write(gathered)
    packed.write(json.dumps({"sha256": digest.hexdigest()}).encode() + b"\n")
    return done


def _sync_folder(path: Path) -> None:
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

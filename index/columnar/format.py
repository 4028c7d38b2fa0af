"""The container every file of a segment is written in: named sections of bytes, a table, checksums.

Layout, all numbers little-endian::

    MAGIC                        8 bytes, names the format and its version
    sections                     each begins at a multiple of ALIGN
    checksums                    one CRC-32 a block of BLOCK bytes of everything above
    table                        JSON: {"meta": …, "sections": {name: [offset, length]}, "checksums": [offset, crc]}
    table offset u64, table length u32, table CRC-32 u32, MAGIC

Opening a file reads only the table, so it costs the same for a large file and a small one;
it finds a file that is truncated, foreign or of another version. Altered bytes are found where
they are first read: every block is checked once in the life of a reader, before any byte
of it is handed out.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Mapping
from itertools import repeat
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamaged

MAGIC: Final = b"YANLUC\x00\x01"
ALIGN: Final = 64
BLOCK: Final = 1 << 14
TRAILER: Final = struct.Struct("<QII8s")
CRC: Final = np.dtype("<u4")

Array = NDArray[Any]

_DTYPES: Final = {name: np.dtype(name) for name in ("u1", "|u1", "<u1", "<u2", "<u4", "<u8", "<i8")}


class SectionWriter:
    """Writes one file. Sections come one after the other; `close` writes the table and makes the file whole. Syncing it is the caller's."""

    def __init__(self, path: Path, meta: Mapping[str, object]) -> None:
        self._file = path.open("wb")
        self._meta = dict(meta)
        self._sections: dict[str, list[int]] = {}
        self._checksums: list[int] = []
        self._pending = bytearray()
        self._length = 0
        self._put(MAGIC)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()

    def begin(self, name: str) -> None:
        """Start the section `name`; what `write` gets from here on belongs to it."""
        if name in self._sections:
            raise ValueError(f"section {name!r} is written twice")
        self._put(b"\0" * (-self._length % ALIGN))
        self._sections[name] = [self._length, 0]

    def write(self, data: bytes | bytearray | memoryview | Array) -> None:
        """Append bytes, or the bytes of an array, to the section begun last."""
        self._put(np.ascontiguousarray(data).view(np.uint8).data if isinstance(data, np.ndarray) else data)
        name = next(reversed(self._sections))
        self._sections[name][1] = self._length - self._sections[name][0]

    def section(self, name: str, data: bytes | bytearray | memoryview | Array) -> None:
        """Write a whole section."""
        self.begin(name)
        self.write(data)

    def note(self, key: str, value: object) -> None:
        """Add a plain fact to the file's table."""
        self._meta[key] = value

    def close(self) -> None:
        """Write checksums, table and trailer."""
        if self._file.closed:
            return
        if self._pending:
            self._checksums.append(zlib.crc32(self._pending))
        checksums = np.array(self._checksums, dtype=CRC).tobytes()
        offset = self._length
        table = json.dumps(
            {"meta": self._meta, "sections": self._sections, "checksums": [offset, zlib.crc32(checksums)]}, ensure_ascii=False
        ).encode()
        self._file.write(checksums)
        self._file.write(table)
        self._file.write(TRAILER.pack(offset + len(checksums), len(table), zlib.crc32(table), MAGIC))
        self._file.close()

    def _put(self, data: bytes | bytearray | memoryview) -> None:
        self._file.write(data)
        self._length += len(data)
        view = memoryview(data)
        if self._pending:
            room = BLOCK - len(self._pending)
            self._pending += view[:room]
            view = view[room:]
            if len(self._pending) == BLOCK:
                self._checksums.append(zlib.crc32(self._pending))
                self._pending.clear()
        whole = len(view) // BLOCK * BLOCK
        self._checksums.extend(zlib.crc32(view[at : at + BLOCK]) for at in range(0, whole, BLOCK))
        self._pending += view[whole:]


class SectionFile:
    """Reads one file through a shared memory map. Raises IndexDamaged, naming the file, wherever it is not what was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._map = _map(path)
        table = self._table()
        self.meta: dict[str, Any] = table["meta"]
        self._sections: dict[str, tuple[int, int]] = {name: (at, size) for name, (at, size) in table["sections"].items()}
        self._data_end, self._crc_of_checksums = table["checksums"]
        self._checksums: list[int] | None = None
        self._checked = bytearray(-(-self._data_end // BLOCK))

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def names(self) -> list[str]:
        """The sections in the order they were written."""
        return list(self._sections)

    def section(self, name: str) -> "Section":
        """Return a section, or raise IndexDamaged where there is none."""
        try:
            return Section(self, name, *self._sections[name])
        except KeyError:
            raise IndexDamaged(f"{self.path}: no section {name}") from None

    def verify(self) -> None:
        """Check every block."""
        self.check(0, self._data_end)

    def forget(self) -> None:
        """Give back the memory of what was read so far; what is read again comes from the file again."""
        self._map.madvise(mmap.MADV_DONTNEED)

    def check(self, start: int, stop: int) -> mmap.mmap:
        """Check the blocks of a stretch of the file that were not checked before; return the map."""
        first, last = start // BLOCK, -(-stop // BLOCK)
        block = self._checked.find(0, first, last)
        while block >= 0:
            end = min((block + 1) * BLOCK, self._data_end)
            if zlib.crc32(memoryview(self._map)[block * BLOCK : end]) != self._expected()[block]:
                raise IndexDamaged(f"{self.path}: altered between bytes {block * BLOCK} and {end}")
            self._checked[block] = 1
            block = self._checked.find(0, block + 1, last)
        return self._map

    def check_many(self, starts: Array, stops: Array) -> mmap.mmap:
        """Check the blocks of many stretches; return the map."""
        checked = np.frombuffer(self._checked, np.uint8)
        first, last = starts // BLOCK, np.maximum(stops - 1, starts) // BLOCK
        unknown = (checked[first] & checked[last]) == 0
        unknown |= last - first > 1
        for start, stop in zip(starts[unknown].tolist(), stops[unknown].tolist(), strict=True):
            self.check(start, stop)
        return self._map

    def _table(self) -> dict[str, Any]:
        size = len(self._map)
        if size < len(MAGIC) + TRAILER.size or self._map[: len(MAGIC)] != MAGIC:
            raise IndexDamaged(f"{self.path}: not a segment file of this version")
        offset, length, crc, magic = TRAILER.unpack_from(self._map, size - TRAILER.size)
        if magic != MAGIC or offset + length + TRAILER.size != size:
            raise IndexDamaged(f"{self.path}: the file is truncated or altered")
        table = self._map[offset : offset + length]
        if zlib.crc32(table) != crc:
            raise IndexDamaged(f"{self.path}: the table of sections is altered")
        found: dict[str, Any] = json.loads(table)
        return found

    def _expected(self) -> list[int]:
        if self._checksums is None:
            stored = self._map[self._data_end : self._data_end + len(self._checked) * CRC.itemsize]
            if zlib.crc32(stored) != self._crc_of_checksums:
                raise IndexDamaged(f"{self.path}: the checksums are altered")
            self._checksums = np.frombuffer(stored, CRC).tolist()
        return self._checksums


class Section:
    """A section of a file. Whatever is read of it was checked before."""

    def __init__(self, file: SectionFile, name: str, offset: int, size: int) -> None:
        self._file = file
        self._name = name
        self._offset = offset
        self.size = size

    def array(self, dtype: str, start: int = 0, stop: int | None = None) -> Array:
        """Elements `start` to `stop` as a read-only array over the map."""
        kind = _DTYPES[dtype]
        stop = self.size // kind.itemsize if stop is None else stop
        first, last = start * kind.itemsize, stop * kind.itemsize
        self._hold(first, last)
        return np.frombuffer(self._file.check(self._offset + first, self._offset + last), kind, stop - start, self._offset + first)

    def read(self, start: int = 0, stop: int | None = None) -> bytes:
        """A copy of the bytes `start` to `stop`."""
        stop = self.size if stop is None else stop
        self._hold(start, stop)
        first, last = self._offset + start, self._offset + stop
        return self._file.check(first, last)[first:last]

    def find(self, needle: bytes, starts: Array, stops: Array) -> list[int]:
        """Look for bytes in many stretches; return for each where in the section they begin, or -1."""
        if not len(starts):
            return []
        self._hold(int(starts.min()), int(stops.max()))
        firsts, lasts = starts + self._offset, stops + self._offset
        find = self._file.check_many(firsts, lasts).find
        return [at - self._offset if at >= 0 else -1 for at in map(find, repeat(needle), firsts.tolist(), lasts.tolist())]

    def _hold(self, start: int, stop: int) -> None:
        if not 0 <= start <= stop <= self.size:
            raise IndexDamaged(f"{self._file.path}: {self._name} has no bytes {start} to {stop}")


def _map(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise IndexDamaged(f"{path}: the file is missing") from None
    except ValueError:
        raise IndexDamaged(f"{path}: the file is empty") from None

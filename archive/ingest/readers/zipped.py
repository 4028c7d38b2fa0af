"""Opening zips from strangers: counted while they are unpacked, never by what they say of themselves."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from archive.errors import BadFile
from archive.ingest.readers.limits import LARGEST, LARGEST_UNPACKED, MOST_MEMBERS, MOST_TIMES, SMALL

_CHUNK: Final = 1 << 16
_ENCRYPTED: Final = 1
"""The bit of a member's flags that says it needs a password."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, UnicodeError)
"""What reading a damaged zip raises: `RuntimeError` and `NotImplementedError` for members packed in unknown ways."""


class TooLarge(BadFile):
    """The members of a zip together, or one of them, are larger than can be meant well."""


class Zip:
    """The members of a zip by their names. `name` is the zip's own name, for sentences."""

    def __init__(self, archive: zipfile.ZipFile, name: str, size: int) -> None:
        self.name = name
        self._archive = archive
        self._members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        self._left = min(LARGEST_UNPACKED, max(SMALL, MOST_TIMES * size))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members in their order, without folders."""
        return tuple(self._members)

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises BadFile where it is missing or damaged, TooLarge where members become too large."""
        info = self._members.get(member)
        if info is None:
            raise BadFile("文件 {name} 不完整：缺少 {member}。", name=self.name, member=member)
        pieces, size = [], 0
        try:
            with self._archive.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    pieces.append(piece)
                    size += len(piece)
                    self._left -= len(piece)
                    if size > LARGEST or self._left < 0:
                        raise TooLarge("文件 {name} 解压后太大（{member}）。", name=self.name, member=member)
        except _BROKEN as error:
            raise BadFile("文件 {name} 里的 {member} 已损坏。", name=self.name, member=member) from error
        return b"".join(pieces)


@contextmanager
def open_zip(name: str, data: bytes) -> Iterator[Zip]:
    """A zip, its members not yet unpacked. Raises BadFile where it is damaged, has a password or too many members."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise BadFile("文件 {name} 已损坏，打不开。", name=name) from error
    with archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise BadFile("文件 {name} 里的文件太多（超过 {limit} 个）。", name=name, limit=MOST_MEMBERS)
        if any(info.flag_bits & _ENCRYPTED for info in members):
            raise BadFile("文件 {name} 设有密码，打不开。", name=name)
        yield Zip(archive, name, len(data))

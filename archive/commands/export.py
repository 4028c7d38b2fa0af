"""`export`: what the archive holds, in files."""

import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final

import click

from archive.commands.context import Context, pass_context
from archive.errors import BadInput
from archive.store.records import Edition

LONGEST: Final = 200
"""Bytes of a file name, with room for what is added; file systems take 255."""


@click.command()
@click.option(
    "--originals", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="An empty or new folder for the originals."
)
@pass_context
def export(context: Context, originals: Path) -> None:
    """Give back every original as it came in, under its name, with earlier editions beside it.

    Where two have one name, the later gets its identifier added.
    """
    if originals.exists() and (not originals.is_dir() or any(originals.iterdir())):
        raise BadInput("文件夹 {path} 不是空的；请另选一个。", path=originals)
    taken: set[str] = set()
    try:
        originals.mkdir(parents=True, exist_ok=True)
        with context.store() as store:
            for edition in store.editions():
                name = next(one for one in file_names(edition) if _identity(one) not in taken)
                taken.add(_identity(name))
                (originals / name).write_bytes(edition.data)
    except OSError as error:
        raise BadInput("文件夹 {path} 写不进去：{reason}", path=originals, reason=error.strerror) from error
    context.console.say("取出原件 {files} 个，放在 {path}。", files=len(taken), path=originals)


def file_names(edition: Edition) -> Iterator[str]:
    """The names an original may have, the best first: always a single part, never hidden folders or parents."""
    safe = "".join("_" if char in "/\\" or not char.isprintable() else char for char in edition.name).strip()
    path = PurePosixPath(safe if safe.strip(".") else "_")
    stem, suffix = _cut(path.stem, LONGEST - len(path.suffix.encode())), path.suffix
    if len(suffix.encode()) > LONGEST // 2:
        stem, suffix = _cut(path.name, LONGEST), ""
    version = "" if edition.current else f".v{edition.number}"
    yield f"{stem}{version}{suffix}"
    yield f"{stem}-{edition.key}{version}{suffix}"
    yield from (f"{stem}-{edition.key}{version}-{number}{suffix}" for number in count(2))


def _cut(text: str, size: int) -> str:
    return text.encode()[: max(size, 0)].decode(errors="ignore")


def _identity(name: str) -> str:
    """What two names have in common that some file systems take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())

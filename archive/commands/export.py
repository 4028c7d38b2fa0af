"""`export`: what the archive holds, in files."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any, Final, TextIO

import click

from archive.commands.context import Context, pass_context
from archive.commands.search import search_options, state_of
from archive.errors import BadInput
from archive.store.records import Edition
from archive.web.answers import find
from archive.web.book import write_book
from archive.web.choosing import choose
from archive.web.exports import FORMATS
from archive.web.exports import export as written
from archive.web.messages import sentence
from archive.web.urls import Urls

LONGEST: Final = 200
"""Bytes of a file name, with room for what is added; file systems take 255."""

STANDARD_OUTPUT: Final = Path("-")
BOOK: Final = "epub"


@click.command()
@click.argument("query", required=False)
@search_options
@click.option("--format", "suffix", type=click.Choice([*FORMATS, BOOK]), default="csv", show_default=True, help="Kind of the file.")
@click.option("--out", type=click.Path(path_type=Path), default=STANDARD_OUTPUT, help="The file; - is standard output.  [default: -]")
@click.option(
    "--all", "whole", type=click.Path(path_type=Path), metavar="FILE", help="The whole archive in one file that ingest reads back."
)
@click.option("--originals", type=click.Path(path_type=Path), metavar="FOLDER", help="Every original into an empty or new folder.")
@pass_context
def export(
    context: Context, /, query: str | None, suffix: str, out: Path, whole: Path | None, originals: Path | None, **given: Any
) -> None:
    """Write every passage that QUERY finds to a file, in its order; QUERY is written as on the search page, and an empty one finds all.
    As an EPUB, write the speeches whole that it finds passages of.

    Or write the whole archive (--all): speeches, paragraphs, their identifiers and revisions, originals, all that ingest needs to make the
    same archive of it elsewhere. Or give back the originals (--originals) under their names, earlier editions beside them; where two have
    one name, the later gets its identifier added.
    """
    if (query is not None) + (whole is not None) + (originals is not None) != 1:
        raise click.UsageError("Say what to export: QUERY, --all FILE or --originals FOLDER.")
    if whole:
        _export_archive(context, whole)
    elif originals:
        _export_originals(context, originals)
    elif suffix == BOOK:
        _export_book(context, query or "", given, out)
    else:
        _export_answer(context, query or "", given, suffix, out)


def _export_answer(context: Context, query: str, given: dict[str, Any], suffix: str, out: Path) -> None:
    console = context.console
    state, notes = state_of(query, given)
    built = Urls(base=context.settings.base_url, language=console.language)
    with context.engine() as engine, context.store() as store:
        found = find(engine, context.suggestions.lexicon(), state)
        for note in (*notes, *found.notes):
            console.say("{note}", note=sentence(note.message, dict(note.values), console.language))
        pieces = written(suffix, engine.stream(found.query), store, built.permalink, date.today())
        with _file(out) as file, console.progress("导出段落") as tell:
            for piece, done in pieces:
                file.write(piece)
                tell(done, found.page.total)
    console.say("导出 {count} 段。", count=found.page.total)


def _export_book(context: Context, query: str, given: dict[str, Any], out: Path) -> None:
    state, _ = state_of(query, given)
    built = Urls(base=context.settings.base_url, language=context.console.language)
    with context.engine() as engine, context.store() as store:
        found = find(engine, context.suggestions.lexicon(), state)
        selection = choose(state, engine.stream(found.query), found.page.speeches, store)
    with _file(out) as file:
        write_book(file.buffer, selection, built.permalink, built.speech_permalink, context.console.language)
    context.console.say("导出 {some} 篇，一共找到 {all} 篇。", some=len(selection.speeches), all=selection.total)


def _export_archive(context: Context, path: Path) -> None:
    rows = 0
    with context.store() as store, _file(path) as file, context.console.progress("导出整库") as tell:
        lines = store.dump()
        first = next(lines)
        file.write(first)
        total = json.loads(first)["rows"]
        for rows, line in enumerate(lines, 1):
            file.write(line)
            tell(rows, total)
    context.console.say("整库导出 {rows} 行，写入 {path}；用 ingest 收进空的档案库就能复原。", rows=rows, path=path)


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    """The file to write to; it is there only once it is whole. Raises BadInput where it cannot be written."""
    if path == STANDARD_OUTPUT:
        yield sys.stdout
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise BadInput("文件 {path} 写不进去：{reason}", path=path, reason=error.strerror) from error
    finally:
        part.unlink(missing_ok=True)


def _export_originals(context: Context, originals: Path) -> None:
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

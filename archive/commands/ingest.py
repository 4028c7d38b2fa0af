"""`ingest` and `parse`: files in, documents stored and searchable, or just shown as they are understood."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import click

from archive.commands.console import Console
from archive.commands.context import Context, pass_context
from archive.commands.files import find_files, metadata_for, read_file, source_of
from archive.errors import BadFile
from archive.indexing import catch_up
from archive.ingest import parse as read_document
from archive.ingest import unpack
from archive.ingest.unpacking import Item
from archive.model import Document
from archive.store import Store

OUTCOMES: Final = ("added", "revised", "unchanged", "refused")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `outcome` is one of OUTCOMES, `same` the source of the document it already was."""

    path: str
    outcome: str
    layout: str = ""
    speeches: int = 0
    kept: int = 0
    new: int = 0
    withdrawn: int = 0
    same: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--collection", help="Collection of documents that name none; by default the name of the file's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of every file as JSON.")
@pass_context
def ingest(context: Context, paths: tuple[Path, ...], collection: str | None, as_json: bool) -> None:
    """Take files and whole folders into the archive and make them searchable.

    Files that cannot be read are refused with one line each and the rest goes on; the exit code is then 1.
    """
    with context.store() as store, context.engine() as engine:
        outcomes = ingest_files(store, list(find_files(paths)), collection, context.console)
        with context.console.progress("编入索引") as tell:
            catch_up(store, engine, tell)
        context.suggestions.refresh(engine)
    counts = Counter(outcome.outcome for outcome in outcomes)
    if as_json:
        context.console.facts({"files": [asdict(outcome) for outcome in outcomes], "counts": {name: counts[name] for name in OUTCOMES}})
    context.console.say(
        "共 {files} 个文件：新增 {added}，修订 {revised}，未变 {unchanged}，拒收 {refused}。",
        files=len(outcomes),
        **{name: counts[name] for name in OUTCOMES},
    )
    if counts["refused"]:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the reading as JSON.")
@pass_context
def parse(context: Context, path: Path, as_json: bool) -> None:
    """Show how a file is understood, without storing it."""
    console = context.console
    document = read_document(path.name, read_file(path), metadata_for(path, {}))
    warnings = _warnings(document, console)
    if as_json:
        console.facts(reading(document, warnings))
        return
    console.fact(f"{document.layout} {document.confidence:.2f} {document.reason}")
    for speech in document.speeches:
        console.fact(" | ".join(part or "—" for part in (speech.speaker, speech.office, speech.title, speech.date, speech.place)))
        for paragraph in speech.paragraphs:
            console.fact(f"    {' › '.join(paragraph.path)}{'  ' if paragraph.path else ''}{paragraph.text}")
    for line in (*document.credits, *warnings):
        console.fact(f"— {line}")


def ingest_files(store: Store, files: Sequence[Path], collection: str | None, console: Console) -> list[Outcome]:
    """Store every file and say a line about each; those that cannot be read are refused."""
    outcomes = []
    with console.progress("收录文件") as tell:
        for done, path in enumerate(files, 1):
            for outcome in _ingest_file(store, path, collection, console):
                _tell(outcome, console)
                outcomes.append(outcome)
            tell(done, len(files))
    return outcomes


def _tell(outcome: Outcome, console: Console) -> None:
    values = asdict(outcome)
    match outcome.outcome:
        case "added":
            console.say("新增 {path}：{speeches} 篇 {new} 段（{layout}）", **values)
        case "revised":
            console.say("修订 {path}：{speeches} 篇，保留 {kept} 段，新增 {new} 段，撤下 {withdrawn} 段（{layout}）", **values)
        case "unchanged":
            console.say("未变 {path}：与已有的 {same} 相同", **values)
        case _:
            console.say("拒收 {path}：{reason}", **values)
    for warning in outcome.warnings:
        console.say("  注意：{warning}", warning=warning)


def reading(document: Document, warnings: Sequence[str]) -> dict[str, Any]:
    """The reading of a file as `parse --json` prints it."""
    return {
        "speeches": [
            {
                "title": speech.title,
                "speaker": speech.speaker,
                "office": speech.office,
                "date": speech.date,
                "paragraphs": [paragraph.text for paragraph in speech.paragraphs],
            }
            for speech in document.speeches
        ],
        "credits": list(document.credits),
        "layout": document.layout,
        "confidence": document.confidence,
        "warnings": list(warnings),
    }


def _ingest_file(store: Store, path: Path, collection: str | None, console: Console) -> Iterator[Outcome]:
    """Take in the documents of a file: itself, or those inside a container, which are named behind a `!`."""
    shown = source_of(path) if path.is_absolute() else str(path).encode("utf-8", "backslashreplace").decode()
    try:
        items = list(unpack(path.name, read_file(path), metadata_for(path, {})))
    except BadFile as error:
        yield Outcome(shown, "refused", reason=console.words(error.message, **error.values))
        return
    for item in items:
        member = "" if item.name == path.name else f"!{item.name}"
        yield _ingest_item(store, path, item, shown, member, collection, console)


def _ingest_item(store: Store, path: Path, item: Item, shown: str, member: str, collection: str | None, console: Console) -> Outcome:
    try:
        document = read_document(*item)
    except BadFile as error:
        return Outcome(shown + member, "refused", reason=console.words(error.message, **error.values))
    folder = collection or path.resolve().parent.name or None
    saved = store.save(source_of(path) + member, item.name, item.data, document, folder)
    return Outcome(
        shown + member,
        saved.outcome,
        layout=document.layout,
        speeches=len(document.speeches),
        kept=saved.kept,
        new=saved.new,
        withdrawn=saved.withdrawn,
        same=saved.source,
        warnings=_warnings(document, console),
    )


def _warnings(document: Document, console: Console) -> tuple[str, ...]:
    return tuple(console.words(warning.message, **dict(warning.values)) for warning in document.warnings)

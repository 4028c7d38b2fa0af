"""`parse`: how a file is understood."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from archive.commands.console import Console
from archive.commands.context import Context, pass_context
from archive.commands.files import metadata_for, read_file
from archive.commands.outcomes import warnings_of
from archive.errors import ArchiveError
from archive.intake.reading import File, Refused, Understood, understand
from archive.model import Document, Speech


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the reading as JSON.")
@pass_context
def parse(context: Context, path: Path, as_json: bool) -> None:
    """Show how a file is understood, without storing it; of a file that holds several documents, each of them.

    The exit code is 1 where one of them cannot be read.
    """
    console = context.console
    found = list(understand(File(path.name, read_file(path), metadata_for(path))))
    alone = found[0] if len(found) == 1 and not found[0].member else None
    if isinstance(alone, Refused):
        raise ArchiveError(alone.message, **alone.values)
    if as_json:
        console.facts(_reading(alone.read, warnings_of(alone.read, console)) if alone else _readings(found, console))
    else:
        for line in (line for one in found for line in _lines(one, console)):
            console.fact(line)
    if any(isinstance(one, Refused) for one in found):
        raise click.exceptions.Exit(1)


def _lines(one: Understood | Refused, console: Console) -> Iterator[str]:
    if one.member:
        yield f"# {one.member}"
    if isinstance(one, Refused):
        yield console.words("拒收：{reason}", reason=console.words(one.message, **one.values))
        return
    document = one.read
    yield f"{document.layout} {document.confidence:.2f} {document.reason}"
    for speech in document.speeches:
        yield " | ".join(part or "—" for part in (speech.speaker, speech.office, speech.title, speech.date, speech.place))
        for paragraph in speech.paragraphs:
            yield f"    {' › '.join(paragraph.path)}{'  ' if paragraph.path else ''}{paragraph.text}"
    yield from (f"— {line}" for line in (*document.credits, *warnings_of(document, console)))


def _reading(document: Document, warnings: Sequence[str]) -> dict[str, Any]:
    """The reading of a document as `parse --json` prints it."""
    return {
        "speeches": [_speech(speech) for speech in document.speeches],
        "credits": list(document.credits),
        "layout": document.layout,
        "confidence": document.confidence,
        "warnings": list(warnings),
    }


def _readings(found: Sequence[Understood | Refused], console: Console) -> dict[str, Any]:
    """The readings of the documents of one file: all speeches under the keys a single document has, each with the name of its document,
    and beside them what is known of every document."""
    read = [one for one in found if isinstance(one, Understood)]
    return {
        "speeches": [{"document": one.member, **_speech(speech)} for one in read for speech in one.read.speeches],
        "credits": [line for one in read for line in one.read.credits],
        "layout": "、".join(sorted({one.read.layout for one in read})),
        "confidence": min((one.read.confidence for one in read), default=0.0),
        "warnings": [f"{one.member}：{warning}" for one in read for warning in warnings_of(one.read, console)],
        "documents": [_fact(one, console) for one in found],
    }


def _fact(one: Understood | Refused, console: Console) -> dict[str, Any]:
    if isinstance(one, Refused):
        return {"name": one.member, "refused": console.words(one.message, **one.values)}
    return {"name": one.member, "layout": one.read.layout, "confidence": one.read.confidence, "speeches": len(one.read.speeches)}


def _speech(speech: Speech) -> dict[str, Any]:
    return {
        "title": speech.title,
        "speaker": speech.speaker,
        "office": speech.office,
        "date": speech.date,
        "paragraphs": [paragraph.text for paragraph in speech.paragraphs],
    }

"""What a worker process does: the bytes of a file become documents with all that can be worked out without the store. Pure."""

import copyreg
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive import model
from archive.errors import BadFile
from archive.ingest import parse, unpack
from archive.sketch import Sketch, reading, sketch


def _by_values(one: Any) -> tuple[type, tuple[object, ...]]:
    return type(one), tuple(getattr(one, name) for name in one.__slots__)


Heading = tuple[str | None, str | None, str | None, str | None, str | None]


def _by_columns(one: model.Speech) -> tuple[Callable[..., model.Speech], tuple[object, ...]]:
    heading = (one.title, one.speaker, one.office, one.date, one.place)
    return _spoken, (heading, [part.text for part in one.paragraphs], [part.path for part in one.paragraphs])


def _spoken(heading: Heading, texts: Sequence[str], paths: Sequence[tuple[str, ...]]) -> model.Speech:
    return model.Speech(*heading, tuple(map(model.Paragraph, texts, paths)))


copyreg.pickle(model.Speech, _by_columns)  # a quarter of the time that its paragraphs take one by one
for kind in (model.Origin, model.Warning, model.Document, Sketch):
    copyreg.pickle(kind, _by_values)  # half the time that frozen classes with slots take by themselves


@dataclass(frozen=True, slots=True)
class File:
    """The name and bytes of a file, and what is said about it from outside."""

    name: str
    data: bytes
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Understood:
    """A document of a file. `member` is its name inside the file, `data` are its bytes; empty and None where it is the file itself."""

    member: str
    data: bytes | None
    read: model.Document
    reading: str
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Refused:
    """A document of a file that cannot be read: why, as a message id and its values."""

    member: str
    message: str
    values: dict[str, str]


def understand(file: File) -> Iterator[Understood | Refused]:
    """The documents of a file, one by one: the file itself, or those it contains."""
    names: Counter[str] = Counter()
    spoiled: list[Refused] = []
    try:
        items = unpack(file.name, file.data, file.metadata, lambda member, error: spoiled.append(refused(member, error)))
    except BadFile as error:
        yield from spoiled
        yield refused("", error)
        return
    yield from spoiled
    for item in items:
        own = item.data is file.data
        names[item.name] += 1
        member = item.name if names[item.name] == 1 else f"{item.name}#{names[item.name]}"
        try:
            read = parse(item.name, item.data, item.metadata)
        except BadFile as error:
            yield refused("" if own else member, error)
        else:
            yield Understood("" if own else member, None if own else item.data, read, reading(read), sketch(read))


def refused(member: str, error: BadFile) -> Refused:
    """A refusal that can be kept and told later."""
    return Refused(member, error.message, {name: str(value) for name, value in error.values.items()})

"""The paragraphs of a run, read from a file or made up, as the documents every engine is given.

Documents come in an order drawn from the seed, so that the first n paragraphs are a fair sample of all of them.
"""

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from index.model import Doc
from tests.bench.cast import Cast
from tests.bench.synthetic import Row

_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class BadCorpus(Exception):
    """A corpus that is of no use; the message says why, and where."""


def read(path: Path) -> list[Row]:
    """Read a file of JSON lines, plain or packed as `.xz`: `doc`, `title`, `text`; and if known `speaker`, `office`, `place`, `date`,
    `collection`. Paragraphs without text are left out, and dates that are not `2020`, `2020-03` or `2020-03-05`. Raises BadCorpus.
    """
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        try:
            rows = [_row(line, f"{path}:{number}") for number, line in enumerate(lines, 1)]
        except (UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
            raise BadCorpus(f"{path}: {error}") from error
    return [row for row in rows if row["text"].strip()]


def _row(line: str, where: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadCorpus(f"{where}: not JSON") from error
    if not (isinstance(row, dict) and all(isinstance(row.get(name), str) for name in ("doc", "title", "text"))):
        raise BadCorpus(f"{where}: not an object with the strings doc, title and text")
    if not _DATE.fullmatch(str(row.get("date", ""))):
        row["date"] = ""
    return {name: value for name, value in row.items() if isinstance(value, str)}


def documents(rows: Sequence[Row], count: int, seed: int) -> list[Doc]:
    """Return the first paragraphs of the documents in drawn order; what a document does not tell about itself is invented."""
    return list(islice(_documents(rows, seed), count))


def _documents(rows: Sequence[Row], seed: int) -> Iterator[Doc]:
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row["doc"], []).append(row)
    names = list(by_name)
    Random(seed).shuffle(names)
    cast = Cast(seed)
    at = 0
    for name in names:
        part = cast.part(name)
        for number, row in enumerate(by_name[name], 1):
            at += 1
            yield Doc(
                id=f"{at:08}",
                speech_id=name,
                number=number,
                text=row["text"],
                title=row["title"] or name,
                speaker=row.get("speaker") or part.speaker,
                office=row.get("office") or part.office,
                place=row.get("place") or part.place,
                collection=row.get("collection") or part.collection,
                date=row.get("date") or part.date,
            )


def pack(doc: Doc) -> str:
    """Return a document as one line, as the peers store it."""
    return json.dumps(doc, ensure_ascii=False)


def unpack(line: str | bytes) -> Doc:
    """Return the document of a line."""
    return Doc(*json.loads(line))


def write(docs: Iterable[Doc], path: Path) -> None:
    """Write documents for the processes of the engines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(pack(doc) + "\n" for doc in docs)


def load(path: Path, count: int | None = None) -> list[Doc]:
    """Return the documents of such a file, or the first of them."""
    with path.open(encoding="utf-8") as file:
        return [unpack(line) for line in islice(file, count)]

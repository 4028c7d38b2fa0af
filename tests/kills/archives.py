"""Archives to be killed over: files of speeches in two editions, and what an archive holds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

from archive.checking import find_faults
from archive.indexing import Progress
from archive.part import opened
from archive.settings import settings_at
from archive.store.auditing import Finding
from tests.unit.test_dump import contents

LETTERS = "湖水渠山岸灯街村桥船春夏秋冬人民护林河长治理读书茶米路学校医院"


def write_files(folder: Path, count: int, edition: int) -> None:
    """Speeches of several paragraphs each; a later edition edits, adds and drops paragraphs, and brings some files more."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count + 4 * (edition - 1)):
        source = Random(number)
        lines = ["".join(source.choices(LETTERS, k=source.randint(30, 90))) + "。" for _ in range(source.randint(4, 9))]
        if edition > 1 and number % 3 == 0:
            lines[0] = lines[0][:20] + f"第{edition}版。"
            del lines[2]
            lines.append(f"这是第{edition}版新添的一段，编号{number}。")
        (folder / f"{number:03d}.txt").write_text("\n".join([f"第{number}号讲话", "", *lines, ""]), encoding="utf-8")


def faults(home: Path) -> list[Finding]:
    """Everything that is wrong with an archive."""
    with opened(settings_at(home)) as part:
        return find_faults(part.store, [part], silently)


@contextmanager
def silently(_part: str) -> Iterator[Progress]:
    yield lambda _done, _total: None


def _rows(home: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        return connection.execute(statement).fetchall()


def everything(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, of an archive that may not be there yet."""
    with opened(settings_at(home)):
        return contents(home)


def links(home: Path) -> set[str]:
    """The identifiers of paragraphs and speeches that were given out."""
    return {one for table in ("paragraph", "speech") for (one,) in _rows(home, f"SELECT id FROM {table}")}  # noqa: S608 - our own names


def texts(home: Path) -> list[Any]:
    """What a reader reads: the words of every document, in order."""
    return _rows(
        home,
        "SELECT document.source, speech.title, paragraph.number, paragraph.text FROM paragraph JOIN speech ON speech.id = speech_id "
        "JOIN document ON document.id = document_id WHERE state = 'live' ORDER BY 1, position, 3",
    )


def leftovers(folder: Path) -> list[Path]:
    """What a stopped command left and the next one should have removed. One older index may wait for the next writer of the index."""
    generations = sorted(folder.rglob("gen-*"))
    return [*generations[2:], *folder.rglob("*.building"), *folder.rglob("*.part"), *folder.rglob("current.new")]

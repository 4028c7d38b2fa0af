"""Writers killed at random: whatever served before serves on, whole."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from index.engine import Engine, open_engine
from index.model import Doc, Query
from index.tree import Exact

KILLS = 30
LONGEST = 4
"""Writes that a writer has finished, at the most, when its killer begins to count time."""


def docs_of(mark: int) -> list[Doc]:
    return [Doc(f"{mark}-{number}", "s", number, f"第{mark}稿第{number}段：水渠通到山顶。") for number in range(1, 4 + mark % 5)]


def rebuild(engine: Engine, mark: int) -> None:
    engine.rebuild(docs_of(mark), str(mark))


def update(engine: Engine, mark: int) -> None:
    engine.update(docs_of(mark), [doc.id for doc in docs_of(mark - 1)], str(mark))


def write_on(name: str, folder: Path, write: Callable[[Engine, int], None], mark: int, acknowledge: Connection) -> None:
    """Write one mark after the other, and say so after each, until killed."""
    engine = open_engine(name, folder)
    while True:
        acknowledge.send(mark)
        mark += 1
        write(engine, mark)


@pytest.mark.parametrize("write", [rebuild, update])
@pytest.mark.parametrize("name", ["whoosh"])
def test_a_killed_writer_leaves_a_whole_index(name: str, write: Callable[[Engine, int], None], tmp_path: Path) -> None:
    source = random.Random(name)
    engine = open_engine(name, tmp_path)
    begun = time.perf_counter()
    rebuild(engine, 1)
    one_write = time.perf_counter() - begun
    seen = {1}
    for _ in range(KILLS):
        receive, send = get_context("fork").Pipe(duplex=False)
        writer = get_context("fork").Process(target=write_on, args=(name, tmp_path, write, int(engine.mark()), send))
        writer.start()
        send.close()
        acknowledged = [receive.recv() for _ in range(1 + source.randint(0, LONGEST))]
        writer.join(source.uniform(0, one_write))
        writer.kill()
        writer.join()
        with suppress(EOFError):
            while True:
                acknowledged.append(receive.recv())
        mark = int(engine.mark())
        assert mark - acknowledged[-1] in (0, 1)
        assert {hit.doc.id for hit in engine.stream(Query(Exact("水渠")))} == {doc.id for doc in docs_of(mark)}
        seen.add(mark)
    rebuild(engine, 0)
    assert engine.count() == len(docs_of(0))
    assert len(seen) > KILLS / 2
    leftovers = [path.name for path in tmp_path.iterdir() if path.name.startswith("gen-")]
    assert leftovers == [engine.generation()]

"""Damaged files and killed writers: an answer is right, or there is none."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import copytree, rmtree

import pytest

from index.columnar.engine import ColumnarEngine
from index.errors import IndexDamaged
from index.model import Page, Query
from index.tree import And, Dates, Everything, Exact, Facet, Near, Not, Wildcard, Word
from tests.engines.samples import DOCS

QUERIES = (
    Query(Everything(), facets=("speaker", "office", "place", "year", "collection", "title")),
    Query(Word("水渠"), sort="oldest"),
    Query(Exact("云岭市今年"), facets=("place",)),
    Query(Near("云岭", "海屏", 1)),
    Query(Wildcard("abc*")),
    Query(And((Facet("place", "云岭"), Not(Dates("2020", ""))))),
)


def answers(folder: Path) -> list[Page]:
    engine = ColumnarEngine(folder)
    pages = [engine.search(query) for query in QUERIES]
    engine.close()
    return pages


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments, with deletions."""
    folder = tmp_path_factory.mktemp("sound") / "index"
    engine = ColumnarEngine(folder)
    engine.rebuild([doc._replace(id=f"{doc.id}{number}") for number in range(40) for doc in DOCS], "")
    engine.update([DOCS[0]._replace(text="水渠换了新名字。")], ["b13", "c17"], "")
    assert len(list(folder.rglob("*.docs"))) == 2
    return folder


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in (".docs", ".terms", ".toc", ".crc32"))


def test_truncated_files_are_noticed_and_named(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    for original in files(sound):
        size = original.stat().st_size
        for left in (0, 1, size // 3, size // 2, size - 1):
            copytree(sound, folder)
            damaged = folder / original.relative_to(sound)
            damaged.write_bytes(original.read_bytes()[:left])
            with pytest.raises(IndexDamaged, match=damaged.name if damaged.suffix != ".crc32" else "toc"):
                answers(folder)
            rmtree(folder)


def test_missing_files_are_noticed_and_named(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    for original in files(sound):
        copytree(sound, folder)
        missing = folder / original.relative_to(sound)
        missing.unlink()
        with pytest.raises(IndexDamaged, match=missing.name):
            answers(folder)
        rmtree(folder)


def test_flipped_bits_never_make_a_wrong_answer(sound: Path, tmp_path: Path) -> None:
    right, random, noticed = answers(sound), Random(7), 0
    folder = tmp_path / "index"
    copytree(sound, folder)
    for original in files(sound):
        damaged, data = folder / original.relative_to(sound), original.read_bytes()
        for _ in range(40):
            flipped = bytearray(data)
            flipped[random.randrange(len(data))] ^= 1 << random.randrange(8)
            damaged.unlink()
            damaged.write_bytes(flipped)
            try:
                assert answers(folder) == right
            except IndexDamaged:
                noticed += 1
        damaged.write_bytes(data)
    assert noticed > 200
    assert answers(folder) == right


def test_an_index_that_is_not_one_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("gen-20200101T000000-00000000")
    with pytest.raises(IndexDamaged):
        answers(tmp_path)
    (tmp_path / "gen-20200101T000000-00000000").mkdir()
    with pytest.raises(IndexDamaged):
        answers(tmp_path)


REBUILD = """
import sys
from dataclasses import replace
from pathlib import Path
from index.columnar.engine import ColumnarEngine
from tests.engines.samples import DOCS

def documents():
    for number in range(40_000):
        if number in (5, 30_000):
            print(number, flush=True)
        yield DOCS[number % 6]._replace(id=f"{number:06}")

if __name__ == "__main__":
    ColumnarEngine(Path(sys.argv[1])).rebuild(documents(), "killed")
"""


@pytest.mark.parametrize("moment", ["5", "30000"])
def test_a_killed_rebuild_leaves_the_old_index_and_no_harm(sound: Path, tmp_path: Path, moment: str) -> None:
    folder, script = tmp_path / "index", tmp_path / "rebuild.py"
    copytree(sound, folder)
    script.write_text(REBUILD, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, script, folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as process:
        assert process.stdout is not None
        assert any(line.strip() == moment.encode() for line in process.stdout)
        process.kill()
        process.communicate(timeout=60)  # the end of the output is the end of the worker processes
    assert answers(folder) == answers(sound)
    engine = ColumnarEngine(folder)
    assert engine.mark() == ""
    engine.update([], ["a10"], "after")
    assert engine.count() == 6 * 40 - 2
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1
    engine.rebuild(DOCS, "anew")
    assert (engine.count(), engine.mark()) == (6, "anew")

"""Ingest killed again and again: what was said to be in is in, and in the end everything is in once."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from archive.store import Store
from index.engine import open_engine

ROOT = Path(__file__).parents[2]
FILES = 1200
KILLS = (1, 400, 800, FILES)
"""Lines after which the process is killed; after the last one it is at the index."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of small speeches nobody has held."""
    source = random.Random(7)
    folder = tmp_path / "讲话"
    folder.mkdir()
    for number in range(FILES):
        words = "".join(source.choices("湖水渠山岸灯街村桥船春夏秋冬人民护林河长治理", k=source.randint(30, 300)))
        (folder / f"{number:04d}.txt").write_text(f"第{number}号简报\n\n{words}。\n第{number}号到此结束。\n", encoding="utf-8")
    return folder


def start(home: Path, folder: Path) -> subprocess.Popen[str]:
    environ = {**os.environ, "ARCHIVE_HOME": str(home), "LC_ALL": "zh_CN.UTF-8"}
    command = [sys.executable, str(ROOT / "manage.py"), "ingest", str(folder)]
    return subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8")


def documents(home: Path) -> dict[str, str]:
    """The identifiers of all documents by the first line of their text."""
    store = Store.open(f"sqlite:///{home / 'archive.db'}")
    ids = [document for _, document in store.changes()]
    found = {store.original(document).data.decode().partition("\n")[0]: document for document in ids}
    assert len(found) == len(ids)
    store.close()
    return found


def test_nothing_is_lost_and_nothing_is_doubled(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "data"
    seen: dict[str, str] = {}
    for kill in KILLS:
        process = start(home, folder)
        assert process.stderr is not None
        told = 0
        while told < kill and (line := process.stderr.readline()):
            told += line.startswith(("新增", "未变"))
        process.kill()
        process.wait()
        process.stderr.close()
        assert told == kill
        stored = documents(home)
        assert len(stored) >= kill
        assert seen.items() <= stored.items()
        seen = stored
    process = start(home, folder)
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert documents(home) == seen
    assert len(seen) == FILES
    store = Store.open(f"sqlite:///{home / 'archive.db'}")
    engine = open_engine("whoosh", home / "index")
    assert engine.count() == store.totals().paragraphs
    engine.close()
    store.close()

"""`digest`, as a person runs it: what came in of late, search by search."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.unit.test_commands import PAGE, Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.run("ingest", made.file("望川日报/0305.txt", PAGE))
    with sqlite3.connect(made.folder / "data" / "archive.db") as connection:
        connection.execute("UPDATE paragraph SET added = '2020-01-01T00:00:00Z' WHERE text LIKE '一是%'")
    return made


def test_what_is_new_is_told_search_by_search(archive: Archive) -> None:
    lines = "# 我的检索\n\n湿地保护\nhttps://archive.example/?q=%E6%9C%9B%E5%B7%9D&speaker=%E9%97%BB%E4%B8%80%E9%B9%A4\n沿湖小作坊\n"
    done = archive.run("digest", archive.file("searches.txt", lines), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [(one["search"][:4], one["new"]) for one in told] == [("湿地保护", 1), ("http", 1), ("沿湖小作", 0)]
    assert told[0]["passages"][0]["text"] == "三年来，望川把数字经济和湿地保护放在一起谋划。"
    everything = json.loads(archive.run("digest", archive.file("one.txt", "沿湖小作坊"), "--days", "36500", "--json").stdout)
    assert everything[0]["new"] == 1


def test_nothing_new_prints_nothing(archive: Archive) -> None:
    quiet = archive.run("digest", archive.file("searches.txt", "沿湖小作坊\n绝无此语"))
    assert (quiet.returncode, quiet.stdout) == (0, "")
    told = archive.run("digest", archive.file("searches.txt", "湿地保护"))
    assert "湿地保护：新收 1 段" in told.stdout
    assert archive.run("digest", str(archive.folder / "nowhere.txt")).returncode == 1

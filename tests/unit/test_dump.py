"""The whole archive in one file, and back: nothing is lost."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ArchiveError, BadInput
from archive.store import Store
from archive.store.notes import IDENTITY
from archive.store.tables import metadata
from tests.unit.test_commands import ROOT, Archive
from tests.web.samples import SAMPLES, edited, shortened

SAMPLE = ROOT / "archive" / "sample"


def contents(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for the identity that no other archive shares."""
    with sqlite3.connect(folder / "archive.db") as connection:
        return {
            table.name: sorted(
                (row for row in connection.execute(f'SELECT * FROM "{table.name}"') if row[0] != IDENTITY),  # noqa: S608 - our own names
                key=repr,
            )
            for table in metadata.sorted_tables
        }


def store_at(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder / 'archive.db'}")


def silent(_done: int, _total: int) -> None:
    pass


@pytest.fixture
def lived_in(tmp_path: Path) -> Store:
    """An archive that has seen editions, revisions, mergers and withdrawals."""
    store = store_at(tmp_path / "first")
    first = SAMPLES[0].document.speeches[0].paragraphs
    for data, sample in (
        (b"1", SAMPLES[0]),
        (b"2", edited(SAMPLES[0], 2, "二是让数据跑在货物前面，也跑在潮水前面。")),
        (b"3", shortened(edited(SAMPLES[0], 0, first[0].text + first[1].text), 1)),
        (b"4", shortened(shortened(SAMPLES[0], 1), 1)),
        (b"5", SAMPLES[1]),
    ):
        store.save(sample.name, sample.name, data, sample.document, sample.collection)
    return store


def test_every_row_comes_back(lived_in: Store, tmp_path: Path) -> None:
    other = store_at(tmp_path / "second")
    lines = list(lived_in.dump())
    assert other.load(lines, silent) == len(lines) - 1 == json.loads(lines[0])["rows"]
    before, after = contents(tmp_path / "first"), contents(tmp_path / "second")
    assert before == after
    assert {"live", "merged"} <= {row[5] for row in before["paragraph"]}
    assert before["revision"]
    assert [line for line in other.dump() if IDENTITY not in line] == [line for line in lines if IDENTITY not in line]
    assert other.identity() != lived_in.identity()
    saved = other.save(SAMPLES[1].name, SAMPLES[1].name, b"6", edited(SAMPLES[1], 0, "各位代表！").document, None)
    assert saved.outcome == "revised", "the archive lives on"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: lines[:-1], "不完整"),
        (lambda lines: [*lines[:3], "{", *lines[3:]], "第 4 行"),
        (lambda lines: [*lines[:3], '{"table": "nowhere", "row": {}}', *lines[4:]], "第 4 行"),
        (lambda lines: [*lines[:3], '["table"]', *lines[4:]], "第 4 行"),
        (lambda lines: [lines[0].replace('"tables": "', '"tables": "later')], "later"),
        (lambda _lines: ['{"yanlu": "archive", "rows": "many"}'], "不是"),
        (lambda _lines: [], "不是"),
        (lambda lines: [lines[0].replace('"rows": ', '"rows": 1'), *lines[1:]], "不完整"),
        (lambda lines: [*lines[:2], *lines[1:]], "矛盾"),
    ],
)
def test_a_spoiled_dump_changes_nothing(lived_in: Store, tmp_path: Path, spoil: Any, told: str) -> None:
    other = store_at(tmp_path / "second")
    before = contents(tmp_path / "second")
    with pytest.raises(ArchiveError, match=told):
        other.load(spoil(list(lived_in.dump())), silent)
    assert contents(tmp_path / "second") == before


def test_an_archive_that_holds_documents_is_not_written_over(lived_in: Store) -> None:
    with pytest.raises(BadInput, match="已经有文件"):
        lived_in.load(list(lived_in.dump()), silent)


def test_the_sample_goes_round_through_the_command_line(tmp_path: Path) -> None:
    here, there = Archive(tmp_path / "here"), Archive(tmp_path / "there")
    for one in (here, there):
        one.folder.mkdir()
    shutil.copytree(SAMPLE, here.folder / "sample")
    assert here.run("ingest", str(here.folder / "sample")).returncode == 0
    file = tmp_path / "whole.jsonl"
    done = here.run("export", "--all", str(file))
    assert done.returncode == 0, done.stderr
    taken = there.run("ingest", str(file))
    assert taken.returncode == 0, taken.stderr
    assert contents(here.folder / "data") == contents(there.folder / "data")
    asked = ("search", "望川", "--json")
    hits = [[hit["id"] for hit in json.loads(one.run(*asked).stdout)["hits"]] for one in (here, there)]
    assert hits[0] == hits[1] != []
    again = there.run("ingest", str(file))
    assert (again.returncode, "已经有文件" in again.stderr) == (1, True)
    assert there.run("ingest", str(file), "--dry-run").returncode == 2

"""The whole archive in one file, and back: nothing is lost."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from archive.errors import ArchiveError, BadInput
from archive.store import Store
from archive.store.database import open_database, snapshot
from archive.store.notes import IDENTITY
from archive.store.tables import metadata
from tests.servers.postgresql import Databases
from tests.unit.test_commands import ROOT, Archive
from tests.web.samples import SAMPLES, edited, shortened

SAMPLE = ROOT / "archive" / "sample"


def contents_at(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for the identity that no other archive shares."""
    database = open_database(url)
    with snapshot(database) as connection:
        rows = {table.name: [tuple(row) for row in connection.execute(select(table))] for table in metadata.sorted_tables}
    database.dispose()
    return {table: sorted((row for row in some if row[0] != IDENTITY), key=repr) for table, some in rows.items()}


def contents(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    return contents_at(inside(folder))


def inside(folder: Path) -> str:
    """The address of the archive in a folder."""
    return f"sqlite:///{folder / 'archive.db'}"


def store_at(folder: Path) -> Store:
    return Store.open(inside(folder))


def silent(_done: int, _total: int) -> None:
    pass


def live_in(store: Store) -> None:
    """Have it see editions, revisions, mergers and withdrawals."""
    first = SAMPLES[0].document.speeches[0].paragraphs
    for data, sample in (
        (b"1", SAMPLES[0]),
        (b"2", edited(SAMPLES[0], 2, "二是让数据跑在货物前面，也跑在潮水前面。")),
        (b"3", shortened(edited(SAMPLES[0], 0, first[0].text + first[1].text), 1)),
        (b"4", shortened(shortened(SAMPLES[0], 1), 1)),
        (b"5", SAMPLES[1]),
    ):
        store.save(sample.name, sample.name, data, sample.document, sample.collection)


@pytest.fixture
def lived_in(database_url: str) -> Iterator[Store]:
    store = Store.open(database_url)
    live_in(store)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of another store without documents."""
    return inside(tmp_path / "other") if request.param == "sqlite" else str(request.getfixturevalue("other_postgresql_url"))


@pytest.fixture
def other_postgresql_url(postgresql_databases: Databases) -> Iterator[str]:
    with postgresql_databases.fresh() as url:
        yield url


@pytest.fixture(scope="module")
def dumped(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of a dump."""
    store = store_at(tmp_path_factory.mktemp("dumped"))
    live_in(store)
    lines = list(store.dump())
    store.close()
    return lines


def test_every_row_comes_back(lived_in: Store, database_url: str, other_url: str) -> None:
    other = Store.open(other_url)
    lines = list(lived_in.dump())
    assert other.load(lines, silent) == len(lines) - 1 == json.loads(lines[0])["rows"]
    before, after = contents_at(database_url), contents_at(other_url)
    assert before == after
    assert {"live", "merged"} <= {row[5] for row in before["paragraph"]}
    assert before["revision"]
    assert [line for line in other.dump() if IDENTITY not in line] == [line for line in lines if IDENTITY not in line]
    assert other.identity() != lived_in.identity()
    saved = other.save(SAMPLES[1].name, SAMPLES[1].name, b"6", edited(SAMPLES[1], 0, "各位代表！").document, None)
    assert saved.outcome == "revised", "the archive lives on"
    other.close()


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
def test_a_spoiled_dump_changes_nothing(dumped: list[str], database_url: str, spoil: Any, told: str) -> None:
    store = Store.open(database_url)
    before = contents_at(database_url)
    with pytest.raises(ArchiveError, match=told):
        store.load(spoil(dumped), silent)
    assert contents_at(database_url) == before
    store.close()


def test_an_archive_that_holds_documents_is_not_written_over(lived_in: Store) -> None:
    with pytest.raises(BadInput, match="已经有文件"):
        lived_in.load(list(lived_in.dump()), silent)


def test_a_store_moves_whole_and_the_index_goes_along(lived_in: Store, database_url: str, other_url: str) -> None:
    other, identity = Store.open(other_url), lived_in.identity()
    lines = list(lived_in.dump())
    moved = lived_in.move(other, silent)
    assert list(other.dump()) == lines
    assert (moved.rows, moved.digest) == (len(lines) - 1, hashlib.sha256("".join(lines).encode()).hexdigest())
    assert other.identity() == identity != lived_in.identity()
    assert contents_at(other_url) == contents_at(database_url)
    with pytest.raises(BadInput, match="已经有文件"):
        lived_in.move(other, silent)
    saved = other.save(SAMPLES[1].name, SAMPLES[1].name, b"6", edited(SAMPLES[1], 0, "各位代表！").document, None)
    assert saved.outcome == "revised", "the archive lives on"
    other.close()


def test_the_command_moves_an_archive_there_and_back(tmp_path: Path, postgresql_url: str) -> None:
    here = Archive(tmp_path)
    assert here.run("ingest", str(SAMPLE)).returncode == 0
    asked = ("search", "望川", "--json")
    before = json.loads(here.run(*asked).stdout)["hits"]
    there = here.run("migrate-store", postgresql_url)
    assert there.returncode == 0, there.stderr
    here.environ["ARCHIVE_DATABASE_URL"] = postgresql_url
    assert json.loads(here.run(*asked).stdout)["hits"] == before != []
    assert here.run("migrate-store", postgresql_url).returncode == 1
    back = here.run("migrate-store", "--from", postgresql_url, inside(tmp_path / "back"))
    assert back.returncode == 0, back.stderr
    assert back.stderr == there.stderr, "the same rows and the same digest"
    assert contents_at(inside(tmp_path / "back")) == contents_at(postgresql_url)


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

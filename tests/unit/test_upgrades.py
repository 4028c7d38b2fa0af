"""Archives and backups of every version of the tables come up to the present one; those of a later version are refused.

`tests/upgrades` keeps an archive of a version as the program of that time wrote it, as SQL. Whoever adds a migration that changes rows
keeps the archive of the version before it there.
"""

import json
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.backup import read_backup, write_backup
from archive.checking import find_faults, mend
from archive.part import Part
from archive.store import Store
from archive.store.auditing import Finding
from archive.store.database import HEAD
from tests.kills.archives import silently
from tests.unit.test_commands import PAGE, ROOT, Archive
from tests.unit.test_dump import contents, contents_at, silent
from tests.web.conftest import Library

STORED = sorted((ROOT / "tests" / "upgrades").glob("*.sql"))


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of an archive of an earlier version."""
    folder = tmp_path / "old"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
    return folder


def faults(library: Library) -> list[Finding]:
    return find_faults(library.store, [Part(library.store, library.engine, library.suggestions)], silently)


def paragraphs(folder: Path) -> list[tuple[str, str, str, int]]:
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        return connection.execute("SELECT id, text, state, version FROM paragraph").fetchall()


def old_dump(folder: Path) -> Iterator[str]:
    """The lines that the program of that time would have dumped."""
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        connection.row_factory = sqlite3.Row
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'")
        ]
        found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608 - names of tables
    yield json.dumps({"yanlu": "archive", "rows": sum(map(len, found.values())), "tables": version}) + "\n"
    order = ["original", "speaker", "document", "edition", "speech", "paragraph"]
    for name in sorted(found, key=lambda name: order.index(name) if name in order else len(order)):
        for row in found[name]:
            values = {key: b64encode(row[key]).decode() if isinstance(row[key], bytes) else row[key] for key in row.keys()}  # noqa: SIM118
            yield json.dumps({"table": name, "row": values}, ensure_ascii=False) + "\n"


def timeless(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Speeches without the time of their last change: that may be the moment at which they were brought up."""
    return rows | {"speech": [row[:-1] for row in rows["speech"]]}


def test_the_first_and_the_present_version_are_kept() -> None:
    assert STORED[0].stem == "0001"
    assert [path.stem for path in STORED if path.stem <= (HEAD or "")] == [path.stem for path in STORED]


def test_an_old_archive_comes_up_whole(old: Path) -> None:
    before = paragraphs(old)
    library = Library(old)
    library.take()
    found = faults(library)
    assert {one.kind for one in found} <= {"sketch"}, found
    mend(library.store, [Part(library.store, library.engine, library.suggestions)], found, silently)
    assert faults(library) == []
    client = library.client()
    for paragraph, text, state, version in before:
        answer = client.get(f"/p/{paragraph}.json")
        assert answer.status_code == {"live": 200, "merged": 200, "withdrawn": 410}[state] or answer.status_code in (301, 302), paragraph
        assert library.store.paragraph(paragraph).text == text
        assert len(library.store.paragraph(paragraph).revisions) == version
        assert client.get(f"/p/{paragraph}?v=1", follow_redirects=True).status_code in (200, 410)
    live = {paragraph for paragraph, _, state, _ in before if state == "live"}
    assert library.engine.count() == len(live)
    library.close()


def test_an_old_backup_is_restored_into_any_database(old: Path, tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "backup"
    write_backup(file, old_dump(old), silent)
    store = Store.open(database_url)
    store.load(read_backup(file), silent)
    store.close()
    Store.open(f"sqlite:///{old / 'archive.db'}").close()
    assert timeless(contents_at(database_url)) == timeless(contents(old))


def test_what_a_later_version_wrote_is_refused_in_a_sentence(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.run("ingest", archive.file("集/a.txt", PAGE)).returncode == 0
    backup = tmp_path / "backup"
    assert archive.run("backup", str(backup)).returncode == 0
    lines = list(read_backup(backup))
    write_backup(backup, [lines[0].replace(f'"{HEAD}"', '"9999"'), *lines[1:]], silent)
    refused = archive.run("restore", "--force", str(backup))
    assert (refused.returncode, "9999" in refused.stderr, "请升级程序" in refused.stderr) == (1, True, True)
    assert archive.run("check").returncode == 0
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    refused = archive.run("stats")
    assert (refused.returncode, "9999" in refused.stderr, "请升级程序" in refused.stderr) == (1, True, True)

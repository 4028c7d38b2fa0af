"""What is particular to the store on PostgreSQL: its server may go away, several write to it, text must sort as elsewhere."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import String, inspect, make_url

from archive.commands import patience
from archive.commands.console import Console
from archive.errors import Busy, Unreachable
from archive.store import Store, postgresql
from archive.store.database import open_database, writing
from archive.web.factory import create_app
from index.engine import open_engine
from index.suggest import Suggestions
from tests.servers.postgresql import Databases, Server, programs, running

ROOT = Path(__file__).parents[2]


def write_files(folder: Path, count: int, seed: int) -> Path:
    """A folder of small speeches nobody has held; every fourth is by one of a few speakers."""
    chance = random.Random(seed)
    folder.mkdir()
    for number in range(count):
        words = "".join(chance.choices("湖水渠山岸灯街村桥船春夏秋冬人民护林河长治理", k=chance.randint(30, 300)))
        head = f"---\nspeaker: {chance.choice(('桑榆', '闻一鹤', '沈砚秋'))}\n---\n" if number % 4 == 0 else ""
        (folder / f"{number:03d}.txt").write_text(f"{head}第{seed}之{number}号简报\n\n{words}。\n到此结束。\n", encoding="utf-8")
    return folder


def ingest(url: str, home: Path, *folders: Path) -> subprocess.Popen[str]:
    environ = {**os.environ, "ARCHIVE_HOME": str(home), "ARCHIVE_DATABASE_URL": url, "LC_ALL": "zh_CN.UTF-8"}
    command = [sys.executable, str(ROOT / "manage.py"), "ingest", *map(str, folders)]
    return subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8")


def stored(store: Store) -> Counter[bytes]:
    """The bytes of every document."""
    return Counter(store.original(document).data for _, document in store.changes())


def written(*folders: Path) -> Counter[bytes]:
    return Counter({path.read_bytes() for folder in folders for path in folder.iterdir()})


@pytest.fixture
def stoppable() -> Iterator[tuple[Server, str]]:
    """A server that nobody else uses, and a store in it."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    with running(folder) as server, Databases(server.url).fresh() as url:
        yield server, url


def test_all_text_sorts_by_code_points(postgresql_url: str) -> None:
    database = open_database(postgresql_url)
    inspector = inspect(database)
    columns = [
        (table, column["name"], column["type"].collation)
        for table in inspector.get_table_names()
        for column in inspector.get_columns(table)
        if isinstance(column["type"], String)
    ]
    database.dispose()
    assert columns
    assert [one for one in columns if one[2] != "C" and one[0] != "alembic_version"] == []


def test_a_writer_waits_for_another_one_and_then_gives_up(postgresql_url: str) -> None:
    first, second = open_database(postgresql_url), postgresql.open_engine(make_url(postgresql_url), patience=1)
    with writing(first), pytest.raises(Busy), writing(second):
        pass
    with writing(second):
        pass
    first.dispose()
    second.dispose()


def test_two_ingesters_at_once_lose_nothing_and_double_nothing(postgresql_url: str, tmp_path: Path) -> None:
    left, right = write_files(tmp_path / "左", 120, 1), write_files(tmp_path / "右", 120, 2)
    for number in range(0, 120, 3):  # the same bytes in both folders, and the same speakers anyway
        (right / f"{number:03d}.txt").write_bytes((left / f"{number:03d}.txt").read_bytes())
    processes = [ingest(postgresql_url, tmp_path / f"data{number}", folder) for number, folder in enumerate((left, right))]
    said = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    store = Store.open(postgresql_url)
    assert stored(store) == written(left, right)
    changes = store.changes()
    assert [change for change, _ in changes] == sorted({change for change, _ in changes})
    assert sorted(one.name for one in store.speakers()) == sorted(("桑榆", "闻一鹤", "沈砚秋"))
    assert [line for text in said for line in text.splitlines() if line.startswith("拒收")] == []
    store.close()


def test_a_server_that_stops_and_starts_costs_an_ingest_only_time(stoppable: tuple[Server, str], tmp_path: Path) -> None:
    server, url = stoppable
    folder = write_files(tmp_path / "讲话", 200, 3)
    process = ingest(url, tmp_path / "data", folder)
    assert process.stderr is not None
    lines: list[str] = []

    def read_until(beginning: str) -> None:
        while not lines or not lines[-1].startswith(beginning):
            line = process.stderr.readline() if process.stderr else ""
            assert line, "".join(lines)
            lines.append(line)

    read_until("新增")
    server.stop()
    read_until("数据库暂时不能用")
    server.start()
    _, rest = process.communicate()
    assert process.returncode == 0, "".join(lines) + rest
    store = Store.open(url)
    assert stored(store) == written(folder)
    engine = open_engine("whoosh", tmp_path / "data" / "index")
    assert engine.count() == store.totals().paragraphs
    engine.close()
    store.close()


def test_a_site_whose_server_is_away_says_so_and_heals(stoppable: tuple[Server, str], tmp_path: Path) -> None:
    server, url = stoppable
    process = ingest(url, tmp_path, write_files(tmp_path / "讲话", 3, 4))
    process.communicate()
    store, engine = Store.open(url), open_engine("whoosh", tmp_path / "index")
    client = create_app(store, engine, Suggestions(tmp_path / "index")).test_client()
    speech = next(iter(store.index_rows([store.changes()[0][1]]))).speech_id
    assert client.get(f"/speech/{speech}").status_code == 200
    server.stop()
    away = client.get(f"/speech/{speech}")
    assert (away.status_code, away.headers["Retry-After"]) == (503, "30")
    assert "档案库暂时没有回应" in away.text
    assert "socket" not in away.text
    assert client.get(f"/api/v1/speeches/{speech}").get_json(force=True)["status"] == 503
    server.start()
    assert client.get(f"/speech/{speech}").status_code == 200
    engine.close()
    store.close()


def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(patience, "PAUSES", (0, 0))
    tried = []

    def attempt() -> None:
        tried.append(1)
        raise Unreachable("数据库暂时不能用：{reason}。", reason="没有回应")

    with pytest.raises(Unreachable):
        patience.Patience(Console("zh")).wait_for(attempt)
    assert len(tried) == 3
    assert capsys.readouterr().err.count("没有回应") == 2

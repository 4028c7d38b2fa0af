"""An index that is damaged or gone: reading goes on, searching says to wait, and one rebuild begins."""

import fcntl
import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import pytest
from flask.testing import FlaskClient

from archive.web.factory import create_app
from tests.unit.test_commands import PAGE, ROOT, Archive
from tests.web.conftest import Library
from tests.web.samples import SAMPLES

SEARCHING = (
    "/",
    "/?q=望川",
    "/?q=望川&view=kwic",
    "/api/v1/search?q=望川",
    "/export.csv?q=望川",
    "/trends?q=望川",
    "/browse",
    "/feed.atom?q=望川",
)
PATIENCE = 60


def gone(library: Library) -> None:
    rmtree(library.folder / "index")


def damaged(library: Library) -> None:
    for path in (library.folder / "index").glob("gen-*/*.terms"):
        path.unlink()


@pytest.fixture
def calls() -> list[str]:
    return []


@pytest.fixture
def client(small: Library, calls: list[str]) -> FlaskClient:
    small.take(*SAMPLES)
    return create_app(small.store, small.engine, small.suggestions, mend=lambda: calls.append("mend")).test_client()


@pytest.mark.parametrize("happen", [gone, damaged])
def test_searching_waits_and_reading_goes_on(
    small: Library, client: FlaskClient, calls: list[str], happen: Callable[[Library], None]
) -> None:
    speech = next(speech for _, document in small.store.changes() for speech in small.store.document(document).speeches)
    paragraph = small.store.speech(speech.id).paragraphs[0]
    speaker = next(iter(small.store.speakers()))
    reading = (f"/speech/{speech.id}", f"/p/{paragraph.id}", f"/p/{paragraph.id}.json", f"/speaker/{speaker.id}", "/healthz", "/about")
    assert {client.get(path, follow_redirects=True).status_code for path in (*reading, "/?q=湿地")} == {200}
    happen(small)
    small.engine.close()
    assert {client.get(path, follow_redirects=True).status_code for path in reading} == {200}
    calls.clear()
    for path in SEARCHING:
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30"), path
        assert "正在重建" in answer.text
    assert len(calls) == len(SEARCHING)


def test_an_archive_that_holds_nothing_needs_no_index(small: Library) -> None:
    calls: list[str] = []
    client = create_app(small.store, small.engine, small.suggestions, mend=lambda: calls.append("mend")).test_client()
    assert client.get("/").status_code == 200
    assert not calls


@contextmanager
def serving(archive: Archive) -> Iterator[Callable[[str], int]]:
    """The site in its own processes; gives a function that asks for a page and returns the status, 0 where nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)]
    with (archive.folder / "log").open("w") as log, subprocess.Popen(command, env=archive.environ, stderr=log) as process:

        def ask(path: str) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            try:
                connection.request("GET", path)
                return connection.getresponse().status
            except ConnectionRefusedError:
                return 0
            finally:
                connection.close()

        try:
            wait_for(200, ask, "/healthz")
            yield ask
        finally:
            process.terminate()


def wait_for(status: int, ask: Callable[[str], int], path: str) -> None:
    until = time.monotonic() + PATIENCE
    while ask(path) != status:
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.slow
def test_the_served_site_builds_a_lost_index_anew(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.run("ingest", archive.file("望川日报/0305.txt", PAGE)).returncode == 0
    home = tmp_path / "data"
    library = Library(home)
    speech = next(f"/speech/{one.id}" for _, document in library.store.changes() for one in library.store.document(document).speeches)
    library.close()
    rmtree(home / "index")
    with serving(archive) as ask:
        assert ask(speech) == 200, "the site opens without an index"
        wait_for(200, ask, "/?q=%E6%B9%96")
        with (home / "mending").open("r+") as begun:
            fcntl.flock(begun, fcntl.LOCK_EX)  # until the process that did it has ended
            begun.truncate(0)  # as if that had been long ago
        rmtree(home / "index")
        assert {ask("/?q=%E6%B9%96") for _ in range(8)} == {503}
        assert ask(speech) == 200
        wait_for(200, ask, "/?q=%E6%B9%96")
    assert len(list((home / "index").glob("gen-*"))) == 1
    assert archive.run("check").returncode == 0

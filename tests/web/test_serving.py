"""The server as it runs: slow clients, limits, hosts, proxies, floods, and a reload under way."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import quote

import pytest

from tests.bench.load import memory

ROOT = Path(__file__).parents[2]
SLOW = 24
"""Slow clients: more than there are threads in all workers."""
SLOW_READERS = 64
PAUSE = 0.5
"""Seconds between two looks at the memory: a process tells nobody that it needs no more."""

Site = tuple[int, int]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    (folder / "a.txt").write_text("　　湖水的账\n　　望川市市长  桑榆\n　　湖水清了，人也回来了。\n", encoding="utf-8")
    environ = {**os.environ, "ARCHIVE_HOME": str(folder / "data")}
    subprocess.run([sys.executable, str(ROOT / "manage.py"), "ingest", str(folder / "a.txt")], env=environ, check=True, capture_output=True)
    return folder / "data"


@contextmanager
def served(home: Path, *options: str, **settings: str) -> Iterator[Site]:
    """The site over an archive: its port, and its first process."""
    environ = {
        **os.environ,
        "ARCHIVE_HOME": str(home),
        "LC_ALL": "C.UTF-8",
        **{f"ARCHIVE_{key.upper()}": value for key, value in settings.items()},
    }
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", "0", *options]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            port = next(int(found[1]) for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:(\d+)/", line)))
            Thread(target=process.stderr.read, daemon=True).start()  # else the log fills the pipe, and the site waits
            yield port, process.pid
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[Site]:
    with served(home) as running:
        yield running


def ask(port: int, path: str, data: bytes | None = None, **headers: str) -> tuple[HTTPResponse, bytes]:
    """An answer and its body."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        connection.request("POST" if data else "GET", path, data, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()


def get(port: int, path: str, **headers: str) -> HTTPResponse:
    return ask(port, path, None, **headers)[0]


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        b"POST /oai HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 400\r\n\r\nverb=",
    ],
    ids=["nothing", "half of the headers", "half of the body"],
)
def test_slow_clients_hold_up_nobody(site: Site, sent: bytes) -> None:
    port, _ = site
    with ExitStack() as stack:
        for _ in range(SLOW):
            stack.enter_context(socket.create_connection(("127.0.0.1", port))).sendall(sent)
        for _ in range(SLOW):
            assert get(port, "/?q=" + quote("湖水")).status == 200


def steady_memory(process: int) -> float:
    """MiB of the site's own memory once it stays the same: answers are still being made after their readers have the first byte."""
    before, now = 0.0, memory(process)["own_mib"]
    while abs(now - before) >= 1:
        sleep(PAUSE)
        before, now = now, memory(process)["own_mib"]
    return now


def test_slow_readers_of_long_answers_hold_up_nobody_and_fill_no_memory(tmp_path: Path) -> None:
    lines = (f"第{number}段，" + "湖水清了，人也回来了，" * 250 for number in range(400))
    (tmp_path / "a.txt").write_text("　　湖水的账\n　　望川市市长  桑榆\n" + "".join(f"　　{line}\n" for line in lines), encoding="utf-8")
    environ = {**os.environ, "ARCHIVE_HOME": str(tmp_path / "data")}
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "ingest", str(tmp_path / "a.txt")], env=environ, check=True, capture_output=True
    )
    export = "/export.jsonl?q=" + quote("湖水")
    with served(tmp_path / "data") as (port, process), ExitStack() as stack:
        size = len(ask(port, export)[1]) / 2**20
        held = []
        for _ in range(2):
            readers = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(SLOW_READERS // 2)]
            for reader in readers:
                reader.sendall(f"GET {export} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            for reader in readers:
                assert reader.recv(1) == b"H"
            assert get(port, "/?q=" + quote("湖水")).status == 200
            held.append(steady_memory(process))
        assert held[1] - held[0] < len(readers) * size / 2


def test_a_long_query_is_answered_and_what_has_no_end_is_not(site: Site) -> None:
    port, _ = site
    assert get(port, "/?q=" + quote("湖" * 33_000)).status == 200
    assert get(port, "/?q=" + "a" * 600_000).status == 431
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert ask(port, "/oai", b"verb=Identify", **form)[0].status == 200
    assert ask(port, "/oai", b"verb=" + b"a" * 100_000, **form)[0].status == 413


def test_no_worker_takes_all_connections(site: Site) -> None:
    port, process = site
    with ExitStack() as stack:
        clients = [stack.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=120))) for _ in range(SLOW)]
        for _ in range(2):
            for client in clients:
                client.request("GET", "/?q=" + quote("湖水") + f"&page={id(client)}")
            assert {client.getresponse().read() != b"" for client in clients} == {True}
        assert all(sockets(worker) > 1 for worker in children(process))


def sockets(process: str) -> int:
    """How many sockets a process has: the one it listens on, and its connections."""
    return sum("socket:" in str(one.readlink()) for one in Path(f"/proc/{process}/fd").iterdir())


def test_a_reload_loses_no_request(site: Site) -> None:
    port, process = site
    before = children(process)
    os.kill(process, signal.SIGHUP)
    while children(process) & before:
        assert get(port, "/healthz").status == 200
    assert get(port, "/healthz").status == 200


def children(process: int) -> set[str]:
    return set(Path(f"/proc/{process}/task/{process}/children").read_text().split())


def test_only_under_its_own_names(home: Path) -> None:
    with served(home, hosts="archive.example, 127.0.0.1") as (port, _):
        assert get(port, "/").status == 200
        assert get(port, "/", Host="archive.example").status == 200
        assert get(port, "/", Host="evil.example").status == 400


def test_what_a_proxy_says_counts_only_where_one_is_told_of(home: Path, site: Site) -> None:
    told = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "archive.example", "X_Forwarded_For": "192.0.2.1"}
    assert b"https://archive.example" not in ask(site[0], "/opensearch.xml", data=None, **told)[1]
    with served(home, proxies="1") as (port, _):
        assert b"https://archive.example" in ask(port, "/opensearch.xml", data=None, **told)[1]


def test_a_flood_is_told_to_wait_and_others_are_served(home: Path) -> None:
    with served(home, proxies="1", rate="1") as (port, _):
        answers = [get(port, "/healthz", X_Forwarded_For="192.0.2.1") for _ in range(60)]
        refused = [answer for answer in answers if answer.status == 429]
        assert len(refused) >= 20
        assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
        assert {answer.status for answer in answers} == {200, 429}
        assert get(port, "/healthz", X_Forwarded_For="192.0.2.2").status == 200
        assert get(port, "/static/site.css", X_Forwarded_For="192.0.2.1").status == 200

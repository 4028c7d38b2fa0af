"""The way to a cluster: certificates, the user, and what becomes of errors. The server is a small one of our own."""

import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.errors import IndexMissing, IndexUnavailable, SearchIndexError
from index.opensearch import cluster as cluster_module
from index.opensearch.address import Address
from index.opensearch.cluster import Cluster, Conflict, NoAnswer

WORD = "水"


class Echo(BaseHTTPRequestHandler):
    """Answers with the status that the path names, and what it was told of the asker."""

    def do_GET(self) -> None:
        body = json.dumps({"user": self.headers["Authorization"]}).encode()
        self.send_response(int(self.path.strip("/")))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(context: ssl.SSLContext | None = None) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def connected(address: Address) -> Iterator[Cluster]:
    cluster = Cluster(address)
    try:
        yield cluster
    finally:
        cluster.close()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, IndexMissing),
        (409, Conflict),
        (429, IndexUnavailable),
        (500, IndexUnavailable),
        (503, IndexUnavailable),
        (400, SearchIndexError),
        (401, SearchIndexError),
    ],
)
def test_what_a_cluster_refuses_is_an_error_of_the_index(status: int, kind: type[SearchIndexError]) -> None:
    with served() as url, connected(Address((url,))) as cluster, pytest.raises(SearchIndexError) as raised:
        cluster.ask("GET", f"/{status}")
    assert type(raised.value) is kind


def test_no_cluster_is_unavailable() -> None:
    with served() as url:
        pass
    with connected(Address((url,))) as cluster, pytest.raises(IndexUnavailable):
        cluster.ask("GET", "/200")


def test_another_node_is_asked_where_one_is_gone() -> None:
    with served() as gone:
        pass
    with served() as url, connected(Address((gone, url))) as cluster:
        assert [cluster.ask("GET", "/200") for _ in range(4)] == [{"user": None}] * 4


def test_who_is_hurried_is_told_that_a_node_hangs_and_then_asks_others_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_SOON", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as hangs, served() as url:
        cluster = Cluster(Address((f"http://127.0.0.1:{hangs.getsockname()[1]}", url)), hurried=True)
        answered = 0
        for _ in range(4):
            with suppress(NoAnswer):
                answered += cluster.ask("GET", "/200") == {"user": None}
        cluster.close()
    assert answered >= 3


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_certificates_vouch_both_ways_and_the_user_is_told(tmp_path: Path) -> None:
    certificate, key = tmp_path / "own.pem", tmp_path / "own.key"
    asked = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=here",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
    ]
    subprocess.run([*asked, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(certificate)
    context.verify_mode = ssl.CERT_REQUIRED
    with served(context) as url:
        whole = Address((url,), user="yanlu", password=WORD, authority=str(certificate), certificate=str(certificate), key=str(key))
        with connected(whole) as cluster:
            assert cluster.ask("GET", "/200")["user"] == "Basic eWFubHU65rC0"
        for lacking in (replace(whole, authority=""), replace(whole, certificate="", key="")):
            with connected(lacking) as cluster, pytest.raises(IndexUnavailable):
                cluster.ask("GET", "/200")

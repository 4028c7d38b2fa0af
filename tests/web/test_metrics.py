"""What Prometheus is told: off unless asked for, whole whichever worker answers, bounded whatever is asked."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from archive.web.factory import create_app
from archive.web.metrics import count
from tests.unit.test_commands import ROOT, Archive
from tests.web.conftest import Library


@contextmanager
def serving(archive: Archive, *options: str) -> Iterator[str]:
    """The host and port of the site."""
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", "0", *options]
    environ = {**archive.environ, "ARCHIVE_METRICS": "on"}
    process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    line = next(line for line in process.stderr if "http://" in line)
    yield line.partition("http://")[2].partition("/")[0]
    process.terminate()
    process.communicate()


def sample(text: str, name: str, **labels: str) -> float:
    found = [one for family in text_string_to_metric_families(text) for one in family.samples if one.name == name]
    return sum(one.value for one in found if labels.items() <= one.labels.items())


def test_it_is_off_unless_asked_for(small: Library) -> None:
    assert small.client().get("/metrics").status_code == 404


def test_answers_are_counted_by_part_and_status(small: Library) -> None:
    app = create_app(small.store, small.engine, small.suggestions)
    count(app)
    client = app.test_client()
    before = client.get("/metrics").text
    for path in ("/about", "/about", "/speech/zzzzzzzz", "/nowhere/1", "/nowhere/2"):
        client.get(path)
    answer = client.get("/metrics")
    assert answer.mimetype == "text/plain"
    grown = {
        part: sample(answer.text, "yanlu_answers_total", **labels) - sample(before, "yanlu_answers_total", **labels)
        for part, labels in {"none": {"part": "none", "status": "404"}, "not found": {"status": "404"}, "found": {"status": "200"}}.items()
    }
    assert grown == {"none": 2, "not found": 3, "found": 3}
    assert "nowhere" not in answer.text


def body(site: str, path: str) -> str:
    """The answer on a connection of its own: any worker may take it."""
    connection = HTTPConnection(site)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def test_every_worker_tells_of_all(tmp_path: Path) -> None:
    with serving(Archive(tmp_path), "--workers", "3") as site:
        for _ in range(60):
            body(site, "/about")
        told = [sample(body(site, "/metrics"), "yanlu_answers_total", part="search.about") for _ in range(12)]
    assert told == [60] * 12

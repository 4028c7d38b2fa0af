"""What readers meet while a part of the site is killed: `python -m tests.bench.failure`.

The same paragraphs are served from the columnar index and from a cluster of OpenSearch with PostgreSQL, all of it started here. Readers ask
over and over what they know the answer to; meanwhile a node of the cluster, the database or the site itself, every process of it, is ended
as a loss of power ends it, and started again. Prints JSON: what became of the answers, and how long it took until all were right again.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import chain, count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition, Event, Thread
from time import monotonic
from typing import Any, Final, NamedTuple
from urllib.request import urlopen

import click

from index.model import Doc
from tests.bench import corpus, synthetic
from tests.bench.load import ROOT, wait_for
from tests.bench.site.archives import make_archive
from tests.bench.site.asking import questions
from tests.engines.cluster.nodes import LocalCluster, NotHere, local_cluster
from tests.servers import postgresql

SEED: Final = 20_000
QUESTIONS: Final = 40
EVERYTHING: Final = "/api/v1/search?q=*"
WAIT: Final = 120
"""Seconds after which a reader gives an answer up."""
PATIENCE: Final = 300
"""Seconds within which all answers must be right again."""

Known = dict[str, Any]
"""What is compared of an answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question, when, and after how many seconds.

    `kind` is `right`, `wrong`, `put off` (503 with Retry-After), `no answer` (no connection, or a broken one), or any other status.
    """

    kind: str
    at: float
    seconds: float


class Site:
    """`serve` over an archive with settings of its own, always on the same port."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = {f"ARCHIVE_{key.upper()}": value for key, value in settings.items()}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str) -> None:
        """Run another command on the archive."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        subprocess.run(command, env=os.environ | self._settings, check=True, capture_output=True)

    def start(self) -> None:
        """Start it; it need not answer yet."""
        command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(self.port)]
        environ = os.environ | self._settings
        self._process = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL, start_new_session=True)

    def kill(self) -> None:
        """End all its processes as a loss of power does."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def answer(self, path: str) -> Known:
        """What the site says now."""
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=WAIT) as answer:
            return known(answer.read())


def known(body: bytes) -> Known:
    """What of an answer must always be the same: how much there is, which passages, and the facets."""
    told = json.loads(body)
    return {name: told[name] for name in ("total", "in_text", "speeches", "facets")} | {"hits": [hit["id"] for hit in told["hits"]]}


@dataclass
class Readers:
    """Clients who ask the same questions over and over, each time at an address of its own, so that no answer is one kept from before."""

    port: int
    expected: Mapping[str, Known]
    outcomes: list[Outcome] = field(default_factory=list)
    _told: Condition = field(default_factory=Condition)
    _stopped: Event = field(default_factory=Event)

    @contextmanager
    def asking(self, clients: int) -> Iterator[None]:
        """Have so many ask, for the length of a block."""
        numbers = count()  # threads may share it: a step of it is one operation of the interpreter
        threads = [Thread(target=self._ask, args=(at, numbers)) for at in range(clients)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            for thread in threads:
                thread.join()

    def watch(self, seconds: float) -> dict[str, Any]:
        """Let them ask for so long, and until as many answers as there are questions were right one after the other.

        Returns how many there were of each kind, the longest anybody waited, and the time until the last that was not right.
        """
        begun, first = monotonic(), len(self.outcomes)

        def settled() -> bool:
            last = self.outcomes[max(first, len(self.outcomes) - len(self.expected)) :]
            return monotonic() > begun + seconds and len(last) == len(self.expected) and all(one.kind == "right" for one in last)

        with self._told:
            assert self._told.wait_for(settled, PATIENCE + seconds), "not all answers are right again"
            seen = self.outcomes[first:]
        last_bad = max((one.at for one in seen if one.kind != "right"), default=begun)
        kinds = Counter(one.kind for one in seen)
        return {"answers": dict(kinds), "longest_s": round(max(one.seconds for one in seen), 2), "recovered_s": round(last_bad - begun, 2)}

    def _ask(self, first: int, numbers: Iterator[int]) -> None:
        paths = list(self.expected)
        for path in cycle(chain(paths[first:], paths[:first])):
            begun = monotonic()
            kind = self._outcome(path, f"{path}&n={next(numbers)}")
            with self._told:
                self.outcomes.append(Outcome(kind, monotonic(), monotonic() - begun))
                self._told.notify_all()
            if self._stopped.wait(0 if kind == "right" else 0.05):
                return

    def _outcome(self, path: str, address: str) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            connection.request("GET", address)
            response = connection.getresponse()
            body = response.read()
        except (OSError, HTTPException):
            return "no answer"
        finally:
            connection.close()
        if response.status == 503 and response.headers["Retry-After"]:
            return "put off"
        if response.status != 200:
            return str(response.status)
        return "right" if known(body) == self.expected[path] else "wrong"


class Strike(NamedTuple):
    """How something is killed, and how it is started again; and whether the site can answer meanwhile."""

    kill: Callable[[], None]
    start: Callable[[], None]
    spares: bool = False


def struck(site: Site, paths: Sequence[str], strikes: Mapping[str, Strike], clients: int, seconds: float) -> dict[str, Any]:
    """Kill one thing after the other while readers ask, and start it again; return what they met, and how many paragraphs were lost.

    The site is started for it, and ended. At the end the archive is checked whole.
    """
    site.start()
    try:
        wait_for(site.port)
        expected = {path: site.answer(path) for path in (EVERYTHING, *paths)}
        readers = Readers(site.port, expected)
        with readers.asking(clients):
            met: dict[str, Any] = {"before": readers.watch(seconds)}
            for name, strike in strikes.items():
                strike.kill()
                if strike.spares:
                    met[name] = readers.watch(seconds)
                strike.start()
                met[f"{name}, started again"] = readers.watch(seconds)
        site.manage("check")
        return met | {"lost": expected[EVERYTHING]["total"] - site.answer(EVERYTHING)["total"]}
    finally:
        site.kill()


def measure(
    docs: Sequence[Doc], folder: Path, cluster: LocalCluster, server: postgresql.Server, clients: int, seconds: float
) -> dict[str, Any]:
    """Serve documents from the columnar index, then from a cluster and a database server; return what readers met. Raises BadCorpus."""
    paths = [one.here_json for one in questions(docs, SEED, QUESTIONS)]
    make_archive(docs, folder / "columnar")
    columnar = Site({"home": str(folder / "columnar")})
    met = {"columnar": struck(columnar, paths, {"site killed": Strike(columnar.kill, columnar.start)}, clients, seconds)}
    databases = postgresql.Databases(server.url)
    with databases.fresh() as url:
        columnar.manage("migrate-store", url)
        place = {"engine": "opensearch", "opensearch_url": " ".join(cluster.urls), "database_url": url}
        site = Site({"home": str(folder / "cluster"), **place})
        site.manage("reindex")
        cluster.wait()
        strikes = {
            "node killed": Strike(lambda: cluster.kill(cluster.leader()), cluster.heal, spares=True),
            "node hung": Strike(lambda: cluster.hang(cluster.leader()), cluster.heal, spares=True),
            "database killed": Strike(server.stop, server.start),
            "site killed": Strike(site.kill, site.start),
        }
        met["opensearch"] = struck(site, paths, strikes, clients, seconds)
    databases.close()
    return met


@click.command()
@click.option(
    "--corpus", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON lines of doc, title, text; also .xz."
)
@click.option("--paragraphs", type=click.IntRange(min=1), default=20_000, show_default=True, help="How many paragraphs at most.")
@click.option("--clients", type=click.IntRange(min=1), default=16, show_default=True, help="How many ask at a time.")
@click.option("--seconds", type=click.FloatRange(min=0), default=20, show_default=True, help="How long each state lasts at least.")
def main(file: Path | None, paragraphs: int, clients: int, seconds: float) -> None:
    """Kill parts of a site while readers ask. Without a corpus one is made up."""
    programs = postgresql.programs()
    if programs is None:
        raise click.ClickException("no PostgreSQL server is installed")
    try:
        docs = corpus.documents(corpus.read(file) if file else synthetic.rows(paragraphs, SEED), paragraphs, SEED)
        with TemporaryDirectory(prefix="yanlu-failure-") as name:
            folder = Path(name)
            with local_cluster(folder) as cluster, postgresql.running(programs) as server:
                met = measure(docs, folder, cluster, server, clients, seconds)
    except (corpus.BadCorpus, NotHere) as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(met, indent=1))


if __name__ == "__main__":
    main()

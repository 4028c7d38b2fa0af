"""A node or the whole cluster ends in the middle of reading and writing: no wrong answer, no lost document. The figures are printed."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archive.store import Store
from archive.web.factory import create_app
from index.errors import IndexUnavailable
from index.model import Doc, Page, Query
from index.opensearch import cluster as cluster_module
from index.opensearch.address import Address
from index.opensearch.engine import OpenSearchEngine
from index.suggest import Suggestions
from index.tree import Exact
from tests.bench import synthetic
from tests.bench.corpus import documents
from tests.bench.failure import measure
from tests.engines.cluster.nodes import LocalCluster, Node
from tests.servers.postgresql import Server

pytestmark = pytest.mark.slow

DOCUMENTS = 3000
QUERIES = [Query(Exact(string), facets=("place",), sort="oldest") for string in ("水渠", "第1", "99段", "段讲的是", "绝无此语")]


def corpus() -> list[Doc]:
    return [
        Doc(f"{number:05}", f"s{number // 5}", number % 5 + 1, f"第{number}段讲的是水渠。", place=f"{number % 40}村")
        for number in range(DOCUMENTS)
    ]


@pytest.fixture
def engine(nodes: LocalCluster, run_name: str, request: pytest.FixtureRequest) -> Iterator[OpenSearchEngine]:
    engine = OpenSearchEngine(Address(nodes.urls, f"{run_name}f{abs(hash(request.node.name)):x}"), patience=1)
    yield engine
    engine.close()
    nodes.heal()


@dataclass
class Readers:
    """Threads that ask over and over, and what became of it."""

    engine: OpenSearchEngine
    expected: list[Page]
    counts: Counter[str] = field(default_factory=Counter)
    right_at: list[float] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self, count: int) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._ask) for _ in range(count)]
        for thread in threads:
            thread.start()
        return threads

    def _ask(self) -> None:
        while not self.stopped.is_set():
            for query, expected in zip(QUERIES, self.expected, strict=True):
                try:
                    page = self.engine.search(query)
                except IndexUnavailable:
                    self.counts["unavailable"] += 1
                    continue
                self.counts["right" if page == expected else "wrong"] += 1
                self.right_at.append(time.monotonic())


def while_reading(engine: OpenSearchEngine, act: Callable[[], float]) -> tuple[Counter[str], float]:
    """Ask from four threads while something happens, whose time is returned; return what became of it, and the longest time in seconds
    from then on in which nobody had an answer.
    """
    readers = Readers(engine, [engine.search(query) for query in QUERIES])
    threads = readers.run(4)
    try:
        struck = act()
    finally:
        readers.stopped.set()
        for thread in threads:
            thread.join()
    after = [at for at in sorted(readers.right_at) if at > struck]
    gaps = [later - earlier for earlier, later in zip([struck, *after], after, strict=False)]
    return readers.counts, max(gaps)


def holder(nodes: LocalCluster) -> Node:
    """A node that is not the first one asked."""
    return nodes.nodes[-1]


def test_a_node_is_killed_while_reading(
    nodes: LocalCluster, engine: OpenSearchEngine, record_property: Callable[[str, object], None]
) -> None:
    engine.rebuild(corpus(), "whole")
    nodes.wait()

    def kill() -> float:
        struck = time.monotonic()
        nodes.kill(holder(nodes))
        while engine.search(QUERIES[0]).total != DOCUMENTS or time.monotonic() < struck + 5:
            pass
        return struck

    counts, gap = while_reading(engine, kill)
    record_property("node killed while reading", f"{dict(counts)}, longest time without an answer {gap:.2f} s")
    assert counts["wrong"] == 0
    assert counts["right"] > 0


def test_a_node_is_killed_while_rebuilding(
    nodes: LocalCluster, engine: OpenSearchEngine, record_property: Callable[[str, object], None]
) -> None:
    docs = corpus()
    engine.rebuild(docs[:100], "before")
    nodes.wait()

    def killing(docs: Iterable[Doc]) -> Iterator[Doc]:
        for number, doc in enumerate(docs):
            if number == DOCUMENTS // 2:
                nodes.kill(holder(nodes))
            yield doc

    begun = time.monotonic()
    engine.rebuild(killing(docs), "whole")
    took = time.monotonic() - begun
    lost = {doc.id for doc in docs} - {hit.doc.id for hit in engine.stream(Query())}
    record_property("node killed while rebuilding", f"{len(lost)} lost of {DOCUMENTS}, took {took:.1f} s")
    assert not lost
    assert (engine.mark(), engine.count()) == ("whole", DOCUMENTS)


def test_readers_of_the_site_while_a_part_of_it_is_killed(
    nodes: LocalCluster, postgresql_server: Server, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    docs = documents(synthetic.rows(300, 1), 300, 1)
    met = measure(docs, tmp_path, nodes, postgresql_server, clients=4, seconds=0)
    for engine, seen in met.items():
        record_property(f"readers while a part is killed, {engine}", json.dumps(seen))
    assert [site.pop("lost") for site in met.values()] == [0, 0]
    answers = [state["answers"] for site in met.values() for state in site.values()]
    assert all(kinds.keys() <= {"right", "put off", "no answer"} for kinds in answers)


def test_the_whole_cluster_goes_and_comes_back(
    nodes: LocalCluster,
    engine: OpenSearchEngine,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
    tmp_path: Path,
) -> None:
    docs = corpus()
    engine.rebuild(docs, "whole")
    store = Store.open(f"sqlite:///{tmp_path / 'archive.db'}")
    reader = create_app(store, engine, Suggestions(tmp_path)).test_client()
    kept = reader.get("/?q=水渠")
    assert "3,000" in kept.text
    expected = [engine.search(query).total for query in QUERIES]
    for node in nodes.nodes:
        nodes.kill(node)
    with pytest.raises(IndexUnavailable):
        engine.search(QUERIES[0])
    assert reader.get("/?q=水渠").data == kept.data, "what was made before is still given"
    away = reader.get("/?q=水")
    assert (away.status_code, away.headers["Retry-After"]) == (503, "30")
    assert "检索服务器暂时没有回应" in away.text
    monkeypatch.setattr(cluster_module, "_PATIENCE", 1.0)
    with pytest.raises(IndexUnavailable):
        engine.update([docs[0]._replace(title="后来的话")], [], "later")
    monkeypatch.undo()
    begun = time.monotonic()
    for node in nodes.nodes:
        nodes.start(node)
    engine.update([docs[0]._replace(title="后来的话")], [], "later")
    recovered = time.monotonic() - begun
    record_property("whole cluster killed and started", f"an update that waited was done after {recovered:.1f} s")
    nodes.wait()
    assert (engine.mark(), engine.count()) == ("later", DOCUMENTS)
    assert engine.search(Query(Exact("后来的话"))).total == 1
    assert [engine.search(query).total for query in QUERIES] == expected
    assert "3,000" in reader.get("/?q=水").text
    store.close()

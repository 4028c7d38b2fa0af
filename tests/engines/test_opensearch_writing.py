"""Writing to a cluster: interrupted, late, and more than one request holds."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from index.errors import IndexBusy, IndexUnavailable
from index.model import Doc, Query
from index.opensearch import names
from index.opensearch.address import Address
from index.opensearch.cluster import Cluster
from index.opensearch.engine import OpenSearchEngine
from index.opensearch.state import Writer
from index.opensearch.writing import indexing, send
from index.tree import Everything, Exact
from tests.engines.samples import DOCS

pytestmark = pytest.mark.slow

MANY = 12_000
"""More than a cluster jumps to."""
PART = 2_000


def corpus(count: int) -> list[Doc]:
    random = Random(3)
    places = [f"{number}村" for number in range(3000)]
    return [
        Doc(
            f"{number:06}",
            f"s{number // 5}",
            number % 5 + 1,
            f"第{number}段讲的是水渠。",
            place=random.choice(places),
            date=f"20{number % 90 + 10}",
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    return corpus(MANY)


@pytest.fixture(scope="module")
def many(docs: list[Doc], cluster_urls: tuple[str, ...], run_name: str) -> Iterator[OpenSearchEngine]:
    engine = OpenSearchEngine(Address(cluster_urls, run_name + "many", replicas=0))
    engine.rebuild(docs, "")
    yield engine
    engine.close()


@pytest.fixture
def engine(cluster_urls: tuple[str, ...], run_name: str, request: pytest.FixtureRequest) -> Iterator[OpenSearchEngine]:
    address = Address(cluster_urls, f"{run_name}w{abs(hash(request.node.name)):x}")
    engine = OpenSearchEngine(address, patience=1)
    yield engine
    engine.close()


@pytest.fixture
def cluster(engine: OpenSearchEngine) -> Iterator[Cluster]:
    cluster = Cluster(engine.address)
    yield cluster
    cluster.close()


def broken_off(docs: Sequence[Doc], after: int) -> Iterator[Doc]:
    yield from islice(docs, after)
    raise KeyboardInterrupt


def versions(cluster: Cluster) -> Counter[int]:
    body = {"query": {"exists": {"field": "order"}}, "version": True, "size": 10_000, "_source": False}
    hits = cluster.search(f"/{cluster.address.index}", body)["hits"]["hits"]
    return Counter(hit["_version"] for hit in hits)


def test_an_interrupted_rebuild_goes_on_where_it_was(engine: OpenSearchEngine, cluster: Cluster) -> None:
    docs = corpus(PART)
    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(broken_off(docs, 1200), "never")
    assert engine.count() == 0
    engine.rebuild(docs, "whole")
    assert (engine.count(), engine.mark()) == (PART, "whole")
    written = versions(cluster)
    assert set(written) == {1, 2}
    assert written[1] in (500, 1000), "what the first run sent is not sent again"


def test_what_an_interrupted_rebuild_left_and_no_longer_belongs_there_goes(engine: OpenSearchEngine) -> None:
    docs = corpus(PART)
    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(broken_off(docs, 1600), "never")
    later = [doc._replace(text="换了新的话") if number % 7 == 0 else doc for number, doc in enumerate(docs) if number % 3]
    engine.rebuild(later[:1200], "whole")
    assert {hit.doc for hit in engine.stream(Query())} == set(later[:1200])


def test_what_served_before_is_kept_until_told(engine: OpenSearchEngine, cluster: Cluster) -> None:
    engine.rebuild(DOCS, "first")
    before = engine.generation()
    engine.rebuild(DOCS[:2], "second")
    old, new = names.found(cluster).items()
    assert (old[1], new[1]) == (False, True)
    assert before.startswith(old[0])
    assert engine.discard() == [old[0]]
    assert list(names.found(cluster)) == [new[0]]
    assert (engine.count(), engine.discard()) == (2, [])


def test_a_late_write_never_overwrites_a_newer_one(engine: OpenSearchEngine, cluster: Cluster) -> None:
    engine.rebuild(DOCS, "first")
    index = next(iter(names.found(cluster)))
    with Writer(cluster, index, patience=0) as late:
        engine.update([DOCS[0]._replace(text="后来的话")], ["b1"], "second")
        send(cluster, index, [indexing(doc._replace(text="早先的话"), 0, late.version) for doc in (DOCS[0], DOCS[2])])
        with pytest.raises(IndexBusy):
            late.finish("late")
    engine.update([], [], "third")
    assert engine.mark() == "third"
    assert engine.count() == 5
    assert [hit.doc.id for hit in engine.stream(Query(Exact("的话")))] == ["a1"]
    assert engine.search(Query(Exact("早先的话"))).total == 0


def test_a_cluster_with_too_much_to_do_is_waited_for(engine: OpenSearchEngine, cluster: Cluster) -> None:
    engine.rebuild(DOCS, "first")

    def allow(size: str | None) -> None:
        cluster.ask("PUT", "/_cluster/settings", {"transient": {"network.breaker.inflight_requests.limit": size}})

    allow("3kb")
    relief = threading.Timer(3, allow, [None])
    try:
        with pytest.raises(IndexUnavailable, match="429"):
            cluster.ask("POST", f"/{cluster.address.index}/_bulk", b"".join(indexing(doc, 0, 1) for doc in DOCS))
        relief.start()
        engine.update(corpus(300), [], "second")
    finally:
        relief.join()
        allow(None)
    assert (engine.count(), engine.mark()) == (len(DOCS) + 300, "second")


def test_pages_and_samples_far_behind_the_first(many: OpenSearchEngine, docs: list[Doc]) -> None:
    expected = sorted(docs, key=lambda doc: doc.date)
    query = Query(sort="oldest", size=20)
    assert [hit.doc for hit in many.stream(query)] == expected
    for page in (1, 500, 501, 590, 600, 601):
        assert [hit.doc for hit in many.search(replace(query, page=page)).hits] == expected[20 * page - 20 : 20 * page]
    sample = replace(query, sample=1500, seed=4)
    assert [hit.doc for hit in many.stream(sample)] == [expected[place] for place in sample.sampled(MANY)]


def test_counts_are_exact_where_no_shard_knows_all(many: OpenSearchEngine, docs: list[Doc]) -> None:
    page = many.search(Query(Everything(), facets=("place",), facet_size=40))
    counts = Counter(doc.place for doc in docs)
    expected = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:40]
    assert list(page.facets["place"].items()) == expected
    assert (page.total, page.speeches) == (MANY, MANY // 5)

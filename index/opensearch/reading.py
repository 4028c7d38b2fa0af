"""What is asked of an index besides searches: how many documents it has, all of them in order, the words of their texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from index.opensearch.cluster import Cluster, patiently
from index.opensearch.dsl import EVERYTHING
from index.opensearch.mapping import ORDER, VOCABULARY, Json

KEEP_ALIVE: Final = "5m"
"""How long the cluster keeps a state of the index for a reader who asks for nothing."""

_SCANNED: Final = 10_000
"""Documents passed at a time; a cluster gives no more at once."""

_WORDS: Final = 10_000
"""Words read at a time."""


def count(cluster: Cluster, name: str) -> int:
    """Return how many documents are searchable. Raises SearchIndexError."""
    found: int = patiently(lambda: cluster.ask("POST", f"/{name}/_count", {"query": EVERYTHING}))["count"]
    return found


def refresh(cluster: Cluster, name: str) -> None:
    """Make searchable what was written. Raises SearchIndexError."""
    patiently(lambda: cluster.ask("POST", f"/{name}/_refresh"))


@contextmanager
def snapshot(cluster: Cluster, name: str) -> Iterator[Json]:
    """Lend the index as it is now, as the part of a search that names it. Raises SearchIndexError."""
    opened = cluster.ask("POST", f"/{name}/_search/point_in_time", keep_alive=KEEP_ALIVE)["pit_id"]
    try:
        yield {"pit": {"id": opened, "keep_alive": KEEP_ALIVE}}
    finally:
        cluster.ask("DELETE", "/_search/point_in_time", {"pit_id": [opened]})


def batches(cluster: Cluster, body: Json, size: int, **params: object) -> Iterator[list[Json]]:
    """Yield all hits of a search of a snapshot, so many at a time. Raises SearchIndexError."""
    after: Json = {}
    while hits := cluster.search("", body | after | {"size": size, "track_total_hits": False}, **params)["hits"]["hits"]:
        yield hits
        if len(hits) < size:
            return
        after = {"search_after": hits[-1]["sort"]}


def portions(items: list[Json], size: int) -> Iterator[list[Json]]:
    """Yield so many items at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))


def scan(cluster: Cluster, name: str, body: Json) -> Iterator[Json]:
    """Yield all documents of an index in their order, as hits. Raises SearchIndexError."""
    with snapshot(cluster, name) as here:
        for hits in batches(cluster, here | {"query": EVERYTHING, "sort": [ORDER]} | body, _SCANNED):
            yield from hits


def vocabulary(cluster: Cluster, name: str) -> Iterator[tuple[str, int]]:
    """Yield the words of the texts and how many documents hold each. Raises SearchIndexError."""
    source: dict[str, Any] = {"size": _WORDS, "sources": [{"word": {"terms": {"field": VOCABULARY}}}]}
    while True:
        found = cluster.search(f"/{name}", {"size": 0, "aggs": {"words": {"composite": source}}})["aggregations"]["words"]
        yield from ((bucket["key"]["word"], bucket["doc_count"]) for bucket in found["buckets"])
        if "after_key" not in found:
            return
        source["after"] = found["after_key"]

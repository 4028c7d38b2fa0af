"""One query, asked of the cluster: which passages, in which order, and the counts."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import blake2b
from typing import Final

from index.highlight import Marker
from index.model import Hit, Page, Query
from index.opensearch.cluster import Cluster, NoAnswer
from index.opensearch.mapping import KEPT, Json
from index.opensearch.mapping import doc as doc_of
from index.opensearch.reading import batches, portions, snapshot
from index.opensearch.request import ALL, SPEECHES, Request, chosen_values
from index.ranking import Candidate, Question

WINDOW: Final = 10_000
"""Hits up to which a cluster jumps to a page; behind them it has to be walked to."""

_SHOWN: Final = "hits,timed_out,aggregations.in_text,aggregations.speeches.count,aggregations.facet_*"
"""What is sent of an answer: not the speeches one by one."""

_LONGER: Final = 12
"""Seconds to wait for an answer that did not come at once."""

_SCORED: Final = {"search_type": "dfs_query_then_fetch"}
"""Scores by the frequencies of terms in the whole index, not in one shard."""


_TOTAL: Final = {"size": 0, "track_total_hits": True}

BATCH: Final = 1000
"""Hits read whole at a time."""


class Answer:
    """The passages that a query finds in the index of a name."""

    def __init__(self, cluster: Cluster, name: str, query: Query) -> None:
        self._cluster = cluster
        self._name = name
        self._query = query
        self._request = Request(query)
        self._marker = Marker(query.node)
        self._question = Question(query.node)
        self._depth = self._question.depth if self._request.is_ranked else 0

    def page(self) -> Page:
        """Return the page that was asked for. Raises SearchIndexError."""
        first = (max(self._query.page, 1) - 1) * self._query.size
        stop = first + self._query.size
        begin, end = (0, max(stop, self._depth)) if first < self._depth else (first, stop)
        window = {"from": begin, "size": end - begin} if end <= WINDOW else {"size": 0}
        answer = self._search(self._request.hits() | self._request.counts() | window)
        hits = self._hits(self._ranked(answer["hits"]["hits"], begin)[first - begin : stop - begin])
        total, counts = answer["hits"]["total"]["value"], answer.get("aggregations", {})
        return Page(
            hits=hits if end <= WINDOW else self._far(range(first, min(stop, total))),
            total=total,
            in_text=counts["in_text"]["doc_count"] if "in_text" in counts else total,
            speeches=self._speeches(counts),
            facets=self._facets(counts),
        )

    def stream(self) -> Iterator[Hit]:
        """Yield every hit, or a sample of them, in order, of the index as it is when the first is asked for. Raises SearchIndexError."""
        with snapshot(self._cluster, self._name) as here:
            if self._query.sample:
                total = self._cluster.search("", here | self._request.hits() | _TOTAL)["hits"]["total"]["value"]
                yield from self._picked(here, self._query.sampled(total))
                return
            start = 0
            for found in batches(self._cluster, here | self._request.hits(), BATCH, **_SCORED):
                yield from self._hits(self._ranked(found, start))
                start += len(found)

    def _far(self, places: range) -> tuple[Hit, ...]:
        """The hits at places that the cluster does not jump to."""
        if not places:
            return ()
        with snapshot(self._cluster, self._name) as here:
            return tuple(self._picked(here, places))

    def _picked(self, here: Json, places: Sequence[int]) -> Iterator[Hit]:
        """The hits at some places, in order. The others are passed over without reading them."""
        start = 0
        for found in batches(self._cluster, here | self._request.hits() | {"_source": False}, WINDOW, **_SCORED):
            if not start:
                found[: self._depth] = self._read(here, found[: self._depth])
            ranked = self._ranked(found, start)
            first, stop = bisect_left(places, start), bisect_left(places, start + len(found))
            for some in portions([ranked[place - start] for place in places[first:stop]], BATCH):
                yield from self._hits(self._read(here, some))
            start += len(found)
            if places[-1] < start:
                return

    def _read(self, here: Json, found: list[Json]) -> list[Json]:
        """The same hits, with their documents."""
        if not found:
            return []
        asked = {"query": {"ids": {"values": [hit["_id"] for hit in found]}}, "size": len(found), "_source": list(KEPT)}
        sources = {hit["_id"]: hit["_source"] for hit in self._cluster.search("", here | asked)["hits"]["hits"]}
        return [hit | {"_source": sources[hit["_id"]]} for hit in found]

    def _search(self, body: Json) -> Json:
        """Search the index; what is asked alike is answered by the same copies of it. Where one of them does not answer, the cluster
        chooses others, and may take longer."""
        node = blake2b(repr(self._query.node).encode("utf-8", "replace"), digest_size=8).hexdigest()
        search = partial(self._cluster.search, f"/{self._name}", body, filter_path=_SHOWN, **_SCORED)
        try:
            return search(preference=node)
        except NoAnswer:
            return search(request_timeout=_LONGER)

    def _ranked(self, found: list[Json], start: int) -> list[Json]:
        """Hits, of which the first is the one at `start`, with the best of all ordered anew."""
        if start or not self._depth:
            return found
        best = found[: self._depth]
        candidates = [Candidate.of(doc_of(hit["_id"], hit["_source"]), hit["_score"]) for hit in best]
        rescored = [hit | {"_score": score} for hit, score in zip(best, self._question.rerank(candidates), strict=True)]
        return sorted(rescored, key=lambda hit: -hit["_score"]) + found[self._depth :]

    def _hits(self, found: list[Json]) -> tuple[Hit, ...]:
        docs = [doc_of(hit["_id"], hit["_source"]) for hit in found]
        return tuple(Hit(doc, hit["_score"] or 0.0, self._marker.marks(doc)) for doc, hit in zip(docs, found, strict=True))

    def _speeches(self, counts: Json) -> int:
        counted = int(counts["speeches"]["count"]["count"]) if counts else 0
        if counted < SPEECHES:
            return counted
        estimate = self._counted(self._request.speeches())["speeches"]["count"]["value"]
        return int(estimate)

    def _facets(self, counts: Json) -> dict[str, dict[str, int]]:
        """The facets; those of which a shard has not told all that matters are asked for again."""
        if not counts:
            return {name: {} for name in self._query.facets}
        doubtful = [name for name in self._query.facets if counts[f"facet_{name}"]["values"]["doc_count_error_upper_bound"]]
        if doubtful:
            counts = counts | self._counted(self._request.facets(doubtful, ALL))
        return {name: self._facet(name, counts[f"facet_{name}"]) for name in self._query.facets}

    def _counted(self, aggs: Json) -> Json:
        found: Json = self._search(self._request.counted(aggs))["aggregations"]
        return found

    def _facet(self, name: str, told: Json) -> dict[str, int]:
        """The most frequent values, then those that are chosen."""
        listed = {bucket["key"]: bucket["doc_count"] for bucket in told["values"]["buckets"][: self._query.facet_size]}
        if "chosen" in told:
            for value, bucket in zip(chosen_values(self._query, name), told["chosen"]["buckets"], strict=True):
                listed.setdefault(value, bucket["doc_count"])
        return listed

"""The engine protocol over an index in a cluster of OpenSearch."""

import time
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from index.errors import IndexMissing, IndexUnavailable
from index.model import Doc, Hit, Page, Query
from index.opensearch import names, reading, state
from index.opensearch.address import Address
from index.opensearch.answer import Answer
from index.opensearch.cluster import Cluster, patiently
from index.opensearch.rebuild import rebuild
from index.opensearch.state import State, Writer
from index.opensearch.writing import deleting, indexing, send

_ORDERS: Final = 1 << 32
"""More places in the order than one writer gives; those of a later writer come after those of the one before."""

_AWAY: Final = 5.0
"""Seconds for which a cluster that did not answer is not asked again for its generation."""


class OpenSearchEngine:
    """An index in a cluster. See `index.engine.Engine`. Safe for threads.

    An update reaches the cluster document by document, and all of it is made visible at once at the end, shard by shard; then the mark
    is set. A writer that is killed in between leaves the old mark, so the update is repeated from there.
    """

    def __init__(self, address: Address, patience: float = 30.0) -> None:
        """Take the cluster, and how many seconds to wait for another writer of whom nothing is heard."""
        self._cluster = Cluster(address)
        self._hurried = Cluster(address, hurried=True)
        self.address = address
        self._name = address.index
        self._patience = patience
        self._last_generation = ""
        self._away_until = 0.0

    def search(self, query: Query) -> Page:
        """Answer one page; an empty one where there is no index. Raises IndexUnavailable, SearchIndexError."""
        try:
            return Answer(self._hurried, self._name, query).page()
        except IndexMissing:
            return Page((), 0, 0, 0, {name: {} for name in query.facets})

    def stream(self, query: Query) -> Iterator[Hit]:
        """Yield every hit, of the index as it is when the first is asked for. Raises IndexUnavailable, SearchIndexError."""
        try:
            yield from Answer(self._cluster, self._name, query).stream()
        except IndexMissing:
            return

    def update(self, docs: Iterable[Doc], gone: Iterable[str], mark: str) -> None:
        """Add or replace documents (of two with one id the later), remove others.

        Raises IndexBusy where another writer took over, IndexUnavailable, SearchIndexError.
        """
        latest = {doc.id: doc for doc in docs}
        removed = [doc_id for doc_id in dict.fromkeys(gone) if doc_id not in latest]
        with Writer(self._cluster, self._serving(), self._patience) as writer:
            version, first = writer.version, writer.version * _ORDERS
            added = (indexing(doc, place, version) for place, doc in enumerate(latest.values(), first))
            send(self._cluster, writer.index, chain(added, (deleting(doc_id, version) for doc_id in removed)))
            reading.refresh(self._cluster, writer.index)
            writer.finish(mark)

    def rebuild(self, docs: Iterable[Doc], mark: str) -> None:
        """Build a new index of exactly these documents, no two of one id. What served before is kept until `discard`.

        Raises IndexBusy where another writer took over, IndexDamaged where the new index is not what was sent, IndexUnavailable,
        SearchIndexError.
        """
        rebuild(self._cluster, docs, mark, self._patience)

    def mark(self) -> str:
        """Return the mark. Raises IndexUnavailable, SearchIndexError."""
        found = patiently(self._state)
        return found.mark if found else ""

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the words of the texts and how many passages hold each. Raises IndexUnavailable, SearchIndexError."""
        try:
            yield from reading.vocabulary(self._cluster, self._name)
        except IndexMissing:
            return

    def count(self) -> int:
        """Return how many documents are searchable. Raises IndexUnavailable, SearchIndexError."""
        try:
            return reading.count(self._cluster, self._name)
        except IndexMissing:
            return 0

    def verify(self) -> None:
        """Make sure that every part of the index is there; the cluster checks its files itself. Raises IndexUnavailable."""
        found = self._state()
        health = self._cluster.ask("GET", f"/_cluster/health/{found.index}") if found else {}
        if health.get("status") == "red":
            raise IndexUnavailable(f"{self._name}: {health['unassigned_shards']} shards are not there")

    def generation(self) -> str:
        """Return the name of the index and the number of its last write; empty where there is none. Raises SearchIndexError.

        While the cluster is away it is the last one known, so that answers kept of it can still be given; it is not asked again at once.
        """
        if self._last_generation and time.monotonic() < self._away_until:
            return self._last_generation
        try:
            found = state.read(self._hurried, self._name)
        except IndexUnavailable:
            if not self._last_generation:
                raise
            self._away_until = time.monotonic() + _AWAY
            return self._last_generation
        self._last_generation = found.generation if found else ""
        return self._last_generation

    def discard(self) -> list[str]:
        """Remove the indexes that do not serve; return their names. Raises IndexUnavailable, SearchIndexError."""
        others = [name for name, serving in names.found(self._cluster).items() if not serving]
        for name in others:
            names.remove(self._cluster, name)
        return others

    def close(self) -> None:
        """Let the connections go."""
        self._cluster.close()
        self._hurried.close()

    def _state(self) -> State | None:
        return state.read(self._cluster, self._name)

    def _serving(self) -> str:
        """The index that serves; a new one where there is none."""
        found = patiently(self._state)
        if found:
            return found.index
        index = names.create(self._cluster)
        names.serve(self._cluster, index)
        return index

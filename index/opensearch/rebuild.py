"""A whole index, built beside the one that serves.

Worker processes cut and send portions of documents. A run that was interrupted leaves its index behind, and the next one goes on
with it: what is there as it should be is passed over, told by its digest. At the end the index is counted and a sample of it
read back; only then does it serve.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import cache
from itertools import chain, islice
from random import Random
from typing import Final

from index.errors import IndexDamaged
from index.model import Doc
from index.opensearch import names
from index.opensearch.address import Address
from index.opensearch.cluster import Cluster, patiently
from index.opensearch.mapping import DIGEST, digest
from index.opensearch.mapping import doc as doc_of
from index.opensearch.reading import count, refresh, scan
from index.opensearch.state import Writer
from index.opensearch.writing import deleting, indexing, send
from index.workers import WORKERS, pool_of

PORTION: Final = 500
"""Documents given to a worker at a time."""

_AHEAD: Final = 2 * WORKERS
_SAMPLED: Final = 100


class Sample:
    """Some documents of a stream, each as likely as any other (Vitter's algorithm R)."""

    def __init__(self, size: int) -> None:
        self.seen = 0
        self.docs: list[Doc] = []
        self._size = size
        self._random = Random(size)  # noqa: S311 - chance, not a secret

    def of(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Pass documents through, and keep some."""
        for doc in docs:
            self.seen += 1
            place = self._random.randrange(self.seen)
            if len(self.docs) < self._size:
                self.docs.append(doc)
            elif place < self._size:
                self.docs[place] = doc
            yield doc


def rebuild(cluster: Cluster, docs: Iterable[Doc], mark: str, patience: float) -> None:
    """Build an index of exactly these documents, no two of one id, and have it serve. Raises SearchIndexError."""
    begun = names.unfinished(cluster)
    with Writer(cluster, begun or names.create(cluster), patience) as writer:
        if not writer.found_built:
            _build(cluster, writer, docs, mark, resumed=begun is not None)
            return
    with Writer(cluster, names.create(cluster), patience) as writer:  # another process has finished meanwhile what was begun
        _build(cluster, writer, docs, mark, resumed=False)


def _build(cluster: Cluster, writer: Writer, docs: Iterable[Doc], mark: str, *, resumed: bool) -> None:
    sample = Sample(_SAMPLED)
    _fill(cluster, writer, sample.of(docs), resumed=resumed)
    refresh(cluster, writer.index)
    if resumed and count(cluster, writer.index) != sample.seen:
        send(cluster, writer.index, (deleting(doc_id, writer.version) for doc_id in _strays(cluster, writer.index, sample.seen)))
        refresh(cluster, writer.index)
    _check(cluster, writer.index, sample)
    writer.finish(mark)
    names.serve(cluster, writer.index)


def _fill(cluster: Cluster, writer: Writer, docs: Iterator[Doc], *, resumed: bool) -> None:
    """Send all documents."""
    first = list(islice(docs, PORTION))
    with pool_of(WORKERS, alone=len(first) < PORTION) as pool:
        waiting: deque[Future[None]] = deque()
        all_docs = chain(first, docs)
        start = 0
        while portion := list(islice(all_docs, PORTION)):
            if len(waiting) >= _AHEAD:
                waiting.popleft().result()
            waiting.append(pool.submit(send_portion, cluster.address, writer.index, portion, start, writer.version, resumed=resumed))
            start += len(portion)
            writer.beat()
        for future in waiting:
            future.result()


def send_portion(address: Address, index: str, docs: list[Doc], start: int, version: int, *, resumed: bool) -> None:
    """Send documents whose places in the order begin with `start`, those already there left out. Runs in a worker process."""
    cluster = _connection(address)
    placed = list(enumerate(docs, start))
    if resumed:
        known = patiently(lambda: _digests(cluster, index, [doc.id for doc in docs]))
        placed = [(place, doc) for place, doc in placed if known.get(doc.id) != digest(doc, place)]
    send(cluster, index, (indexing(doc, place, version) for place, doc in placed))


@cache
def _connection(address: Address) -> Cluster:
    return Cluster(address)


def _digests(cluster: Cluster, index: str, ids: list[str]) -> dict[str, str]:
    """The digests of the documents that are there."""
    found = cluster.ask("POST", f"/{index}/_mget", {"ids": ids}, _source_includes=DIGEST)["docs"]
    return {hit["_id"]: hit["_source"][DIGEST] for hit in found if hit.get("found")}


def _strays(cluster: Cluster, index: str, seen: int) -> Iterator[str]:
    """What an earlier run put there and this one did not: its place is beyond the end, or taken by a later document."""
    last_place, last_id, last_version = -1, "", 0
    for hit in scan(cluster, index, {"version": True, "_source": False}):
        place, doc_id, version = hit["sort"][0], hit["_id"], hit["_version"]
        if place >= seen:
            yield doc_id
        elif place == last_place:
            yield min((last_version, last_id), (version, doc_id))[1]
            version, doc_id = max((last_version, last_id), (version, doc_id))
        last_place, last_id, last_version = place, doc_id, version


def _check(cluster: Cluster, index: str, sample: Sample) -> None:
    """Count, and read a sample back. Raises IndexDamaged."""
    if (counted := count(cluster, index)) != sample.seen:
        raise IndexDamaged(f"{index}: {counted} documents of {sample.seen}")
    if sample.docs:
        ids = [doc.id for doc in sample.docs]
        found = patiently(lambda: cluster.ask("POST", f"/{index}/_mget", {"ids": ids}))["docs"]
        kept = [doc_of(hit["_id"], hit.get("_source", {"number": 0})) for hit in found]
        if kept != sample.docs:
            raise IndexDamaged(f"{index}: documents are not as they were written")

"""The cluster engine of this project, where ARCHIVE_TEST_OPENSEARCH_URL names a cluster: three shards, each once."""

import os
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from index.model import Doc
from index.opensearch.address import Address
from index.opensearch.cluster import Cluster
from index.opensearch.engine import OpenSearchEngine
from tests.bench.peers.engines import contestant_of

URLS = tuple(os.environ.get("ARCHIVE_TEST_OPENSEARCH_URL", "").split())
if not URLS:
    raise ImportError("ARCHIVE_TEST_OPENSEARCH_URL names no cluster")


def _address(folder: Path) -> Address:
    return Address(URLS, "bench" + blake2b(str(folder).encode(), digest_size=6).hexdigest(), shards=3, replicas=0)


_PART = contestant_of(lambda folder: OpenSearchEngine(_address(folder)))


def _build(docs: Sequence[Doc], folder: Path) -> None:
    """Fill an index; an empty file as large as it is stands for it in the folder, where the bench looks for its size."""
    _PART.build(docs, folder)
    cluster = Cluster(_address(folder))
    size = cluster.ask("GET", f"/{cluster.address.index}/_stats/store")["_all"]["total"]["store"]["size_in_bytes"]
    cluster.close()
    with (folder / "size").open("wb") as file:
        file.truncate(size)


CONTESTANT = replace(_PART, build=_build)

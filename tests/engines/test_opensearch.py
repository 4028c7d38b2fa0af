"""The engine on a real cluster keeps the contract."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pytest

from index.engine import Engine
from index.opensearch.address import Address
from index.opensearch.cluster import Cluster
from index.opensearch.engine import OpenSearchEngine
from tests.engines.contract import EngineContract


@pytest.mark.slow
class TestOpenSearch(EngineContract):
    @pytest.fixture(autouse=True)
    def cluster(self, cluster_urls: tuple[str, ...], run_name: str) -> Iterator[None]:
        self.address = Address(cluster_urls, run_name, shards=2, replicas=0)
        yield
        cluster = Cluster(self.address)
        cluster.ask("DELETE", f"/{run_name}*")
        cluster.close()

    def open(self, folder: Path) -> Engine:
        name = blake2b(str(folder).encode(), digest_size=6).hexdigest()
        return OpenSearchEngine(Address(self.address.urls, self.address.index + name, shards=2, replicas=0))

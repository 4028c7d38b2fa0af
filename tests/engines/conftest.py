"""The cluster that the tests of the cluster engine run against."""

import os
import secrets
from collections.abc import Iterator

import pytest

from index.opensearch.address import Address
from index.opensearch.cluster import Cluster
from tests.engines.cluster.nodes import LocalCluster, NotHere, local_cluster


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Three nodes started here, that may be killed."""
    try:
        with local_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
            yield cluster
    except NotHere as error:
        pytest.skip(f"no cluster of our own: {error}")


@pytest.fixture(scope="session")
def cluster_urls(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The nodes of a cluster: the one that ARCHIVE_TEST_OPENSEARCH_URL names, or one started here."""
    if given := os.environ.get("ARCHIVE_TEST_OPENSEARCH_URL"):
        return tuple(given.split())
    cluster: LocalCluster = request.getfixturevalue("nodes")
    return cluster.urls


@pytest.fixture(scope="session")
def run_name(cluster_urls: tuple[str, ...]) -> Iterator[str]:
    """What the names of all indexes of this run begin with; they go with it."""
    name = f"test{secrets.token_hex(4)}"
    yield name
    cluster = Cluster(Address(cluster_urls))
    cluster.ask("DELETE", f"/{name}*")
    cluster.close()

"""The cluster that the tests of the cluster engine run against."""

import os
import secrets
from collections.abc import Iterator

import pytest

from tests.engines.cluster.nodes import NotHere, local_cluster


@pytest.fixture(scope="session")
def cluster_urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """The nodes of a cluster: the one that ARCHIVE_TEST_OPENSEARCH_URL names, or one of three nodes started here."""
    if given := os.environ.get("ARCHIVE_TEST_OPENSEARCH_URL"):
        yield tuple(given.split())
        return
    try:
        with local_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
            yield cluster.urls
    except NotHere as error:
        pytest.skip(f"no cluster: ARCHIVE_TEST_OPENSEARCH_URL is not set, and {error}")


@pytest.fixture(scope="session")
def run_name() -> str:
    """What the names of all indexes of this run begin with."""
    return f"test{secrets.token_hex(4)}"

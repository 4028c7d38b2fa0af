"""What all tests may count on: the databases the store is tested on, and that Ctrl+C means what it means.

The tests of a file run in one process, and all that need the cluster in the same one, so that no fixture is made twice. What a test
measures it says with `record_property`; it stands at the end of the run's output, the last word under each name.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import make_url
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.servers.postgresql import Databases, Server, programs, running

GIVEN: Final = "ARCHIVE_TEST_DATABASE_URL"
"""A PostgreSQL server to use in place of one of the tests' own; its user makes and drops databases."""
CLUSTER: Final = "tests/engines/test_opensearch"
"""How the tests of a cluster begin: they are dealt out as if they were one file."""


class Dealer(LoadFileScheduling):  # type: ignore[misc]  # pytest-xdist tells nothing of its types
    """Deals out the tests by the file."""

    def _split_scope(self, nodeid: str) -> str:
        return CLUSTER if nodeid.startswith(CLUSTER) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Dealer:
    return Dealer(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = (report for reports in terminalreporter.stats.values() for report in reports if isinstance(report, pytest.TestReport))
    told = {name: value for report in reports if report.when == "call" for name, value in report.user_properties}
    if told:
        terminalreporter.section("measured")
        for name, value in told.items():
            terminalreporter.line(f"{name}: {value}")


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """Let the processes of the tests heed Ctrl+C: whoever is started in the background is born deaf to it, and so are its children."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    with running(folder) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """New databases in a PostgreSQL server."""
    given = os.environ.get(GIVEN)
    databases = Databases(make_url(given) if given else request.getfixturevalue("postgresql_server").url)
    yield databases
    databases.close()


@pytest.fixture
def postgresql_url(postgresql_databases: Databases) -> Iterator[str]:
    """The address of a store on PostgreSQL without documents."""
    with postgresql_databases.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store without documents, on every kind of database."""
    return f"sqlite:///{tmp_path / 'archive.db'}" if request.param == "sqlite" else str(request.getfixturevalue("postgresql_url"))

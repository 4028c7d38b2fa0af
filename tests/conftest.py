"""What all tests may count on: the databases the store is tested on, and that Ctrl+C means what it means."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import make_url

from tests.servers.postgresql import Databases, Server, programs, running

GIVEN: Final = "ARCHIVE_TEST_DATABASE_URL"
"""A PostgreSQL server to use in place of one of the tests' own; its user makes and drops databases."""


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

"""A small archive on the real store and the real engine, and the site over it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from archive.indexing import catch_up
from archive.store import Store
from archive.web.factory import create_app
from index.engine import Engine, open_engine
from index.suggest import Suggestions
from tests.web.html import parse
from tests.web.samples import SAMPLES, Sample

Get = Callable[..., Element]


class Library:
    """An archive in a folder, open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.open(f"sqlite:///{folder / 'archive.db'}")
        self.engine: Engine = open_engine("whoosh", folder / "index")
        self.suggestions = Suggestions(folder / "index")

    def take(self, *samples: Sample, data: bytes = b"") -> None:
        """Save documents and bring the index and the suggestions up to date."""
        for sample in samples:
            self.store.save(sample.name, sample.name, data or sample.name.encode(), sample.document, sample.collection)
        catch_up(self.store, self.engine, lambda _done, _total: None)
        self.suggestions.refresh(self.engine)

    def client(self, base_url: str = "", about: str = "") -> FlaskClient:
        """A reader of the site."""
        return create_app(self.store, self.engine, self.suggestions, base_url, about).test_client()

    def close(self) -> None:
        self.engine.close()
        self.store.close()


@contextmanager
def served(library: Library) -> Iterator[str]:
    """The site over a real connection, at this address, for clients that bring their own."""
    server = make_server("127.0.0.1", 0, create_app(library.store, library.engine, library.suggestions), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample archive; nobody changes it."""
    opened = Library(tmp_path_factory.mktemp("library"))
    opened.take(*SAMPLES)
    yield opened
    opened.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Library]:
    """An empty archive of a test's own."""
    opened = Library(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(library: Library) -> FlaskClient:
    """A reader of the sample archive."""
    return library.client()


@pytest.fixture(scope="session")
def get(client: FlaskClient) -> Get:
    """A page of the sample archive as a tree, given its path and parameters."""

    def page(path: str, **parameters: object) -> Element:
        response = client.get(path, query_string={name.rstrip("_"): value for name, value in parameters.items()})
        assert response.status_code == 200, response.text
        return parse(response.text)

    return page

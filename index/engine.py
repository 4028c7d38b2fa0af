"""The seam every engine fits: search, stream, small updates, a whole rebuild."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from index.columnar.engine import ColumnarEngine
from index.model import Doc, Hit, Page, Query
from index.opensearch.address import Address


class Engine(Protocol):
    """A full-text engine over paragraphs.

    A `mark` is an opaque word of the caller's, kept with the index: it says up to
    where the index follows the store. Readers never wait for writers; there is one
    writer at a time.
    """

    def search(self, query: Query) -> Page:
        """Answer one page. Raises SearchIndexError."""
        ...

    def stream(self, query: Query) -> Iterator[Hit]:
        """Yield every hit, or the query's sample of them, in the query's order, whatever its page and size, in bounded memory."""
        ...

    def update(self, docs: Iterable[Doc], gone: Iterable[str], mark: str) -> None:
        """Add or replace documents by id, remove the ids in `gone`, set the mark: all at once or not at all.

        A cluster cannot undo what it has written when it fails half-way. It keeps the old mark then, and the update is to be repeated.
        """
        ...

    def rebuild(self, docs: Iterable[Doc], mark: str) -> None:
        """Build a new index aside from exactly these documents and swap it in whole."""
        ...

    def mark(self) -> str:
        """The mark of the last update or rebuild; empty when there is no index."""
        ...

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield each word of the passages' own texts, as the analyzer cuts them, and how many passages hold it; in no particular order.

        Passages replaced or removed since the last rebuild may still be counted. Raises SearchIndexError.
        """
        ...

    def count(self) -> int:
        """How many documents are searchable."""
        ...

    def verify(self) -> None:
        """Read the whole index and check it against its checksums, where the engine has it at hand. Raises IndexDamaged."""
        ...

    def generation(self) -> str:
        """A word that changes whenever the answers may change; fit for an ETag."""
        ...

    def discard(self) -> list[str]:
        """Remove the indexes that served before, where the engine keeps them; return their names."""
        ...

    def close(self) -> None:
        """Release files and memory."""
        ...


ENGINES: Final = ("whoosh", "opensearch")
"""The engines by the names that the settings use."""


def open_engine(name: str, folder: Path, address: Address | None = None) -> Engine:
    """Return the engine of this name, one of `ENGINES`: with its index in a folder, or in the cluster at an address, by default one on
    this machine. The index need not be there yet.

    The package that speaks to a cluster is imported only where one is asked for, so that nobody else needs it.
    """
    if name == "opensearch":
        engine: Engine = import_module("index.opensearch.engine").OpenSearchEngine(address or Address())
        return engine
    return ColumnarEngine(folder)

"""What takes part: the engines of this project and their peers, each behind the same two functions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

from index.model import Doc, Hit, Query

STOCK_LIMIT: Final = 20_000
"""Stock Whoosh takes part up to this many paragraphs; with more it would take the better part of the run."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What every engine must give: ten hits with the spans to mark, how many match, and each facet's values with their counts."""

    total: int
    hits: Sequence[Hit]
    facets: Mapping[str, Mapping[str, int]]


class Searcher(Protocol):
    """An open index."""

    def search(self, query: Query) -> Answer:
        """Answer a query."""
        ...


@dataclass(frozen=True, slots=True)
class Contestant:
    """How one engine takes part.

    `prepare` is done before the clock of the index runs: a peer has its tokens cut there. `build` is given what it returns
    and writes an index into an empty folder, ready to be searched; `open` opens it.
    """

    prepare: Callable[[Sequence[Doc]], Any]
    build: Callable[[Any, Path], None]
    open: Callable[[Path], Searcher]


NAMES: Final = ("columnar", "opensearch", "whoosh-stock", "fts5", "tantivy", "xapian", "scan")
"""Every engine by its name in the reports; its module in `tests.bench.peers` is called the same."""


def contestant(name: str) -> Contestant:
    """Return an engine by its name. Raises ImportError where its library is not installed."""
    found = import_module("tests.bench.peers." + name.replace("-", "_")).CONTESTANT
    assert isinstance(found, Contestant)
    return found


def present() -> tuple[list[str], dict[str, str]]:
    """Return the names that can take part here; and of the others, why not."""
    names, missing = [], {}
    for name in NAMES:
        try:
            contestant(name)
        except ImportError as error:
            missing[name] = str(error)
        else:
            names.append(name)
    return names, missing

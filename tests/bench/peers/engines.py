"""The engines of this project, behind the bench's functions."""

from collections.abc import Callable, Sequence
from pathlib import Path

from index.engine import Engine
from index.model import Doc, Query
from tests.bench.contest import Answer, Contestant


def contestant_of(make: Callable[[Path], Engine]) -> Contestant:
    """Let an engine take part: it does its own analysis, and the clock of the index runs all the while."""

    def build(docs: Sequence[Doc], folder: Path) -> None:
        engine = make(folder)
        engine.rebuild(docs, "bench")
        engine.close()

    return Contestant(prepare=lambda docs: docs, build=build, open=lambda folder: _Opened(make(folder)))


class _Opened:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def search(self, query: Query) -> Answer:
        """Answer a query; what the page holds besides (speeches, passages that match in their text) is counted all the same."""
        page = self._engine.search(query)
        return Answer(page.total, page.hits, page.facets)

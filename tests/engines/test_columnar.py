"""The columnar engine keeps the contract, and no file that it needs no longer."""

import gc
from pathlib import Path

import pytest

from index.columnar.engine import ColumnarEngine
from index.engine import Engine
from index.fields import FACETS
from index.model import Query
from index.tree import And, Exact, Word
from tests.engines.contract import EngineContract
from tests.engines.samples import DOCS

MAPPED = Path("/proc/self/maps")


class TestColumnar(EngineContract):
    def open(self, folder: Path) -> Engine:
        return ColumnarEngine(folder)


@pytest.mark.skipif(not MAPPED.exists(), reason="only Linux tells which files a process has mapped")
def test_the_files_of_an_index_that_no_longer_serves_are_let_go_at_the_next_search(tmp_path: Path) -> None:
    """Not only when the garbage is collected: they take room on the disk as long as they are open."""
    engine = ColumnarEngine(tmp_path)
    query = Query(And((Word("云岭"), Exact("水渠"))), include={"title": ("水渠",)}, facets=FACETS)
    gc.disable()
    try:
        for mark in ("first", "second"):
            engine.rebuild(DOCS, mark)
            engine.search(query)
            serving = engine.generation()
            mapped = [line for line in MAPPED.read_text().splitlines() if str(tmp_path) in line]
            assert mapped
            assert all(f"/{serving}/" in line for line in mapped)
    finally:
        gc.enable()

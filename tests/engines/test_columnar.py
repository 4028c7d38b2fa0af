"""The columnar engine keeps the contract."""

from pathlib import Path

from index.columnar.engine import ColumnarEngine
from index.engine import Engine
from tests.engines.contract import EngineContract


class TestColumnar(EngineContract):
    def open(self, folder: Path) -> Engine:
        return ColumnarEngine(folder)

"""The engine on stock Whoosh keeps the contract."""

from pathlib import Path

from index.engine import Engine
from index.stock.engine import StockEngine
from tests.engines.contract import EngineContract


class TestStock(EngineContract):
    def open(self, folder: Path) -> Engine:
        return StockEngine(folder)

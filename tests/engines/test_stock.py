"""The engine on stock Whoosh keeps the contract."""

from pathlib import Path

from index.engine import Engine
from tests.engines.contract import EngineContract
from tests.engines.stock.engine import StockEngine


class TestStock(EngineContract):
    def open(self, folder: Path) -> Engine:
        return StockEngine(folder)

"""This project's engine."""

from index.columnar.engine import ColumnarEngine
from tests.bench.peers.engines import contestant_of

CONTESTANT = contestant_of(ColumnarEngine)

"""One engine in a process of its own, so that its memory is its own. The bench talks to it through a pipe."""

import gc
import multiprocessing
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Self

from index.model import Query
from tests.bench.contest import Answer, contestant
from tests.bench.corpus import load

COMPARED: Final = 20
"""As many counts of each facet are compared between engines: which of several equally frequent values come last is left to them."""

_CONTEXT: Final = multiprocessing.get_context("spawn")


class Died(Exception):
    """An engine's process ended by itself; what it said stands above on standard error."""


@dataclass(frozen=True, slots=True)
class Built:
    """How an index was made: seconds to prepare, seconds to build, bytes on disk."""

    prepare_s: float
    build_s: float
    index_bytes: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory in bytes that no other process shares: all of it, and the part that is not pages of a mapped file."""

    private: int
    anonymous: int


@dataclass(frozen=True, slots=True)
class Gist:
    """What every engine must agree on: how many match, how many of the first ten are marked, the highest counts of each facet."""

    total: int
    marked: int
    counts: dict[str, tuple[int, ...]]


def build(name: str, documents: Path, count: int, folder: Path) -> Built:
    """Index the first documents of a file in a process of its own. Raises Died."""
    with _Process(_build, name, documents, count, folder) as process:
        built: Built = process.answer()
        return built


class Worker:
    """An engine with its index open, in a process of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._process = _Process(_serve, name, folder)

    def ask(self, query: Query) -> tuple[float, Gist]:
        """Return the milliseconds a query took, measured inside the process, and the gist of the answer. Raises Died."""
        self._process.tell(query)
        answer: tuple[float, Gist] = self._process.answer()
        return answer

    def memory(self) -> Memory | None:
        """Return the memory of the process, None where the system does not tell. Raises Died."""
        self._process.tell(None)
        memory: Memory | None = self._process.answer()
        return memory

    def close(self) -> None:
        """End the process."""
        self._process.close()


class _Process:
    """A spawned process and the pipe to it."""

    def __init__(self, work: Callable[..., None], *arguments: object) -> None:
        self._here, there = _CONTEXT.Pipe()
        self._name = arguments[0]
        self._process = _CONTEXT.Process(target=work, args=(there, *arguments))
        self._process.start()
        there.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tell(self, message: object) -> None:
        self._here.send(message)

    def answer(self) -> Any:
        try:
            return self._here.recv()
        except EOFError as error:
            raise Died(f"the process of {self._name} ended by itself") from error

    def close(self) -> None:
        self._here.close()
        self._process.join()


def _build(pipe: Connection, name: str, documents: Path, count: int, folder: Path) -> None:
    taking_part = contestant(name)
    docs = load(documents, count)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    start = time.perf_counter()
    prepared = taking_part.prepare(docs)
    between = time.perf_counter()
    taking_part.build(prepared, folder)
    end = time.perf_counter()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    pipe.send(Built(between - start, end - between, size))


def _serve(pipe: Connection, name: str, folder: Path) -> None:
    searcher = contestant(name).open(folder)
    gc.collect()
    while True:
        try:
            query: Query | None = pipe.recv()
        except EOFError:
            return
        if query is None:
            pipe.send(_memory())
            continue
        start = time.perf_counter()
        answer = searcher.search(query)
        pipe.send(((time.perf_counter() - start) * 1000, _gist(answer)))


def _gist(answer: Answer) -> Gist:
    counts = {name: sorted(filter(None, values.values()), reverse=True) for name, values in answer.facets.items()}
    highest = {name: tuple(some[:COMPARED]) for name, some in counts.items()}
    return Gist(answer.total, sum(1 for hit in answer.hits if any(hit.marks.values())), highest)


def _memory() -> Memory | None:
    """Read Linux's own account of this process."""
    account = Path("/proc/self/smaps_rollup")
    if not account.exists():
        return None
    rows = (line.split(":") for line in account.read_text("ascii").splitlines()[1:])
    sizes = {name: int(rest.split()[0]) * 1024 for name, rest in rows}
    return Memory(sizes["Private_Clean"] + sizes["Private_Dirty"], sizes["Anonymous"])

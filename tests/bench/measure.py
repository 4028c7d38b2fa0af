"""A run: every engine indexes the same documents, then all answer the same questions, taking turns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from tests.bench.contest import STOCK_LIMIT
from tests.bench.queries import EXACT, Question
from tests.bench.worker import Built, Gist, Memory, Worker, build

ROUNDS: Final = 5
"""How often each question is asked after a warm-up round; its time is the median."""

TURN: Final = 10
"""Questions an engine answers before the next engine has its turn: few, so that a busy machine is equally busy for all of them."""

GROWTH: Final = (10_000, STOCK_LIMIT, 100_000)
"""Sizes of a run besides the whole corpus."""

Tell = Callable[[str], None]
"""Told what is going on."""


@dataclass(slots=True)
class Figures:
    """What was measured of one engine over one number of paragraphs. Times are in milliseconds, one for each question."""

    paragraphs: int
    built: Built
    memory: Memory | None = None
    times: list[float] = field(default_factory=list)
    gists: list[Gist] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two engines that gave different answers to one question."""

    paragraphs: int
    question: str
    engine: str
    answer: Gist
    reference: str
    expected: Gist


@dataclass(frozen=True, slots=True)
class Run:
    """Everything measured: by number of paragraphs, then by engine."""

    questions: Sequence[Question]
    sizes: dict[int, dict[str, Figures]]
    mismatches: Sequence[Mismatch]


def sizes_of(paragraphs: int) -> list[int]:
    """Return the sizes a run measures, the whole last."""
    return [*(size for size in GROWTH if size < paragraphs), paragraphs]


def run(names: Sequence[str], documents: Path, paragraphs: int, questions: Sequence[Question], folder: Path, tell: Tell) -> Run:
    """Measure engines over growing parts of a file of documents; the indexes go into a folder. Raises Died."""
    sizes = {}
    for size in sizes_of(paragraphs):
        taking_part = [name for name in names if name != "whoosh-stock" or size <= STOCK_LIMIT]
        sizes[size] = _size(taking_part, documents, size, questions, folder / str(size), tell)
    return Run(questions, sizes, [mismatch for figures in sizes.values() for mismatch in _mismatches(figures, questions)])


def _size(names: Sequence[str], documents: Path, size: int, questions: Sequence[Question], folder: Path, tell: Tell) -> dict[str, Figures]:
    figures = {}
    for name in names:
        tell(f"{size:,} paragraphs: {name} indexes")
        figures[name] = Figures(size, build(name, documents, size, folder / name))
    workers = [Worker(name, folder / name) for name in names]
    try:
        _ask(workers, questions, figures, lambda number: tell(f"{size:,} paragraphs: round {number} of {ROUNDS}"))
    finally:
        for worker in workers:
            worker.close()
    return figures


def _ask(workers: Sequence[Worker], questions: Sequence[Question], figures: dict[str, Figures], tell: Callable[[int], None]) -> None:
    """Ask every question of every engine; who goes first changes with each turn. Round 0 warms up and is not timed."""
    times: dict[str, list[list[float]]] = {worker.name: [[] for _ in questions] for worker in workers}
    for number in range(ROUNDS + 1):
        tell(number)
        for turn, start in enumerate(range(0, len(questions), TURN)):
            first = (turn + number) % len(workers)
            for worker in (*workers[first:], *workers[:first]):
                for at in range(start, min(start + TURN, len(questions))):
                    took, gist = worker.ask(questions[at].query)
                    if number == 0:
                        figures[worker.name].gists.append(gist)
                    else:
                        times[worker.name][at].append(took)
    for worker in workers:
        figures[worker.name].times = list(map(median, times[worker.name]))
        figures[worker.name].memory = worker.memory()


def _mismatches(figures: dict[str, Figures], questions: Sequence[Question]) -> list[Mismatch]:
    """Compare every engine with the scan, which is as plain as can be, or where that takes no part with the first engine."""
    reference = "scan" if "scan" in figures else next(iter(figures))
    return [
        Mismatch(found.paragraphs, question.label, name, answer, reference, expected)
        for name, found in figures.items()
        for question, answer, expected in zip(questions, found.gists, figures[reference].gists, strict=True)
        if answer != expected
    ]


def page_times(figures: Figures, questions: Sequence[Question]) -> list[float]:
    """Return the times of whole pages."""
    return [time for time, question in zip(figures.times, questions, strict=True) if question.is_page]


def exact_times(figures: Figures, questions: Sequence[Question]) -> list[float]:
    """Return the times of quoted strings without facets."""
    return kind_times(figures, questions, EXACT)


def kind_times(figures: Figures, questions: Sequence[Question], kind: str) -> list[float]:
    """Return the times of one kind of questions."""
    return [time for time, question in zip(figures.times, questions, strict=True) if question.kind == kind]


def p95(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(times, n=20, method="inclusive")[-1]

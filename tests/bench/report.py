"""What was measured, as JSON and as tables."""

import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from tests.bench.contest import STOCK_LIMIT
from tests.bench.measure import ROUNDS, TURN, Figures, Run, exact_times, kind_times, p95, page_times

_MEBIBYTE: Final = 1 << 20

Figure = Callable[[dict[str, Any]], float]


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio that this engine is to reach against a peer: `limit` is the highest, or where `at_least` the lowest."""

    figure: str
    peer: str
    limit: float
    at_least: bool = False


TARGETS: Final = (
    Target("page_median_ms", "tantivy", 0.8),
    Target("page_median_ms", "fts5", 1 / 30),
    Target("page_median_ms", "whoosh-stock", 1 / 20),
    Target("exact_median_ms", "scan", 1 / 50),
    Target("index_paragraphs_per_s", "whoosh-stock", 30, at_least=True),
    Target("index_paragraphs_per_s", "tantivy", 1, at_least=True),
)
"""Stated for 409,834 paragraphs, those against stock Whoosh for 20,000."""


def facts(run: Run, seed: int, corpus: str, missing: dict[str, str]) -> dict[str, Any]:
    """Return everything measured as plain data; `engines` has each engine at its largest size."""
    sizes = {size: {name: _facts(figures, run) for name, figures in some.items()} for size, some in run.sizes.items()}
    return {
        "paragraphs": max(sizes),
        "engines": {name: figures for some in sizes.values() for name, figures in some.items()},
        "ratios": list(_ratios(sizes)),
        "mismatches": [asdict(mismatch) for mismatch in run.mismatches],
        "growth": {str(size): some for size, some in sizes.items()},
        "questions": [{"kind": question.kind, "asked": question.label} for question in run.questions],
        "rounds": ROUNDS,
        "seed": seed,
        "corpus": corpus,
        "missing": missing,
        "machine": f"{platform.machine()} {platform.system()} {platform.release()}, Python {platform.python_version()}",
    }


def _facts(figures: Figures, run: Run) -> dict[str, Any]:
    pages, exact = page_times(figures, run.questions), exact_times(figures, run.questions)
    kinds = dict.fromkeys(question.kind for question in run.questions)
    return {
        "paragraphs": figures.paragraphs,
        "page_median_ms": round(median(pages), 4),
        "page_p95_ms": round(p95(pages), 4),
        "exact_median_ms": round(median(exact), 4),
        "exact_p95_ms": round(p95(exact), 4),
        "index_paragraphs_per_s": round(figures.paragraphs / figures.built.build_s, 1),
        "index_s": round(figures.built.build_s, 3),
        "prepare_s": round(figures.built.prepare_s, 3),
        "index_bytes": figures.built.index_bytes,
        "rss_bytes": figures.memory.private if figures.memory else None,
        "anonymous_bytes": figures.memory.anonymous if figures.memory else None,
        "kinds_median_ms": {kind: round(median(kind_times(figures, run.questions, kind)), 4) for kind in kinds},
    }


def _ratios(sizes: dict[int, dict[str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Yield each target's ratio at the largest size that both engines were measured at."""
    for target in TARGETS:
        both = [size for size, some in sizes.items() if "columnar" in some and target.peer in some]
        if both:
            some = sizes[max(both)]
            ratio = some["columnar"][target.figure] / some[target.peer][target.figure]
            reached = ratio >= target.limit if target.at_least else ratio <= target.limit
            yield {**asdict(target), "paragraphs": max(both), "ratio": round(ratio, 4), "reached": reached}


def show(found: dict[str, Any], console: Console) -> None:
    """Print the tables."""
    console.print(f"corpus {found['corpus']}, seed {found['seed']}, {len(found['questions'])} questions, {found['machine']}", markup=False)
    for size, engines in found["growth"].items():
        console.print(_engines(int(size), engines))
    console.print(_kinds(found))
    if found["ratios"]:
        console.print(_targets(found["ratios"]))
    console.print(NOTES, markup=False)
    for name, why in found["missing"].items():
        console.print(f"{name} took no part: {why}", markup=False)
    for mismatch in found["mismatches"]:
        console.print(
            "DIFFERENT ANSWERS at {paragraphs:,} paragraphs to {question}: {engine} {answer}, {reference} {expected}".format(**mismatch),
            markup=False,
        )
    if not found["mismatches"]:
        console.print("All engines gave the same totals, marked hits and facet counts to every question.")


NOTES: Final = f"""\
A page is ten hits with their marks, the total, and all facets fully counted; quoted strings are ten hits and the total.
Each time is the median of {ROUNDS} rounds, measured inside the engine's own process, after one round to warm up; the engines take
turns of {TURN} questions.
Every peer matches the same passages and ranks by the same tokens; the scan ranks nothing. columnar also counts speeches
and the passages that match in their own text.
Indexing: from documents to an index ready to be searched. The peers get their tokens cut beforehand (prepare_s in the JSON);
columnar and whoosh-stock cut them on the clock.
Memory: resident pages that no other process shares (Private_Clean + Private_Dirty), those of mapped index files among
them; in brackets without mapped files (Anonymous). whoosh-stock takes part up to {STOCK_LIMIT:,} paragraphs."""


def _engines(size: int, engines: dict[str, dict[str, Any]]) -> Table:
    table = Table("engine", title=f"{size:,} paragraphs", title_justify="left")
    for heading in ("page median ms", "p95", "x columnar", "quoted median ms", "p95", "indexed/s", "index MiB", "memory MiB"):
        table.add_column(heading, justify="right")
    ours = engines.get("columnar", {}).get("page_median_ms")
    for name, figures in engines.items():
        table.add_row(
            name,
            f"{figures['page_median_ms']:.2f}",
            f"{figures['page_p95_ms']:.2f}",
            f"{figures['page_median_ms'] / ours:.2f}" if ours else "-",
            f"{figures['exact_median_ms']:.2f}",
            f"{figures['exact_p95_ms']:.2f}",
            f"{figures['index_paragraphs_per_s']:,.0f}",
            f"{figures['index_bytes'] / _MEBIBYTE:,.1f}",
            f"{figures['rss_bytes'] / _MEBIBYTE:,.0f} ({figures['anonymous_bytes'] / _MEBIBYTE:,.0f})" if figures["rss_bytes"] else "-",
        )
    return table


def _kinds(found: dict[str, Any]) -> Table:
    """Show the medians of each kind of question, every engine at its largest size."""
    engines = found["engines"]
    table = Table("median ms", "asked", title="By kind of question", title_justify="left")
    for name, figures in engines.items():
        table.add_column(f"{name}\n{figures['paragraphs']:,}", justify="right")
    for kind in dict.fromkeys(question["kind"] for question in found["questions"]):
        asked = sum(1 for question in found["questions"] if question["kind"] == kind)
        table.add_row(kind, str(asked), *(f"{figures['kinds_median_ms'][kind]:.2f}" for figures in engines.values()))
    return table


def _targets(ratios: Sequence[dict[str, Any]]) -> Table:
    table = Table("columnar against", "figure", "paragraphs", "ratio", "target", "reached", title="Targets", title_justify="left")
    for ratio in ratios:
        wanted = f"at least {ratio['limit']:g}" if ratio["at_least"] else f"at most {ratio['limit']:.3g}"
        reached = "yes" if ratio["reached"] else "no"
        table.add_row(ratio["peer"], ratio["figure"], f"{ratio['paragraphs']:,}", f"{ratio['ratio']:.3g}", wanted, reached)
    return table

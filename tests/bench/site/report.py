"""What was measured, as plain data and as a table."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from tests.bench.site.comparing import Compared
from tests.bench.site.load import Load

TIMES: Final = 100
"""As many times as many answers a second as Datasette this site is to give, at a lower p99."""


DATASETTE: Final = "datasette"
SUGGESTING: Final = "datasette, suggesting"
SUGGESTING_REPEATED: Final = "datasette, suggesting, repeated"
YANLU: Final = "yanlu"
REPEATED: Final = "yanlu, repeated"
"""What is measured: with addresses that were never asked for before, or with few that are asked for again and again."""
BESIDE: Final = ((YANLU, DATASETTE), (YANLU, SUGGESTING), (REPEATED, SUGGESTING_REPEATED))
"""What is held against what."""


@dataclass(frozen=True, slots=True)
class Run:
    """The loads of everything that is measured, by the number of clients, and how some questions were answered by both."""

    loads: Mapping[str, Mapping[int, Load]]
    compared: Sequence[Compared]


def facts(run: Run, paragraphs: int, seed: int, corpus: str) -> dict[str, Any]:
    """Everything measured as plain data."""
    return {
        "paragraphs": paragraphs,
        "corpus": corpus,
        "seed": seed,
        "compared": {
            "questions": len(run.compared),
            "datasette": median(one.there for one in run.compared),
            "yanlu": median(one.here for one in run.compared),
            "alike": sum(one.there == one.here for one in run.compared),
            "counts": sum(one.counts for one in run.compared),
        },
        "loads": {name: {str(clients): _load(load) for clients, load in some.items()} for name, some in run.loads.items()},
        "ratios": {
            there: {str(clients): _ratio(run.loads[here][clients], load) for clients, load in run.loads[there].items()}
            for here, there in BESIDE
        },
        "machine": f"{platform.machine()} {platform.system()} {platform.release()}, Python {platform.python_version()}",
    }


def _load(load: Load) -> dict[str, float]:
    return {
        "answers": len(load.times),
        "per_second": round(load.per_second, 2),
        "p50_ms": round(load.percentile(50), 1),
        "p99_ms": round(load.percentile(99), 1),
        "bytes": round(load.received / len(load.times)),
    }


def _ratio(here: Load, there: Load) -> dict[str, Any]:
    ratio = here.per_second / there.per_second
    return {"per_second": round(ratio, 1), "reached": ratio >= TIMES and here.percentile(99) < there.percentile(99)}


def show(found: Mapping[str, Any], console: Console) -> None:
    """Print the table."""
    table = Table("site", title=f"{found['paragraphs']:,} paragraphs of {found['corpus']}", title_justify="left")
    for heading in ("clients", "answers", "a second", "x Datasette", "p50 ms", "p99 ms", "bytes"):
        table.add_column(heading, justify="right")
    for name, some in found["loads"].items():
        for clients, load in some.items():
            times = load["per_second"] / found["loads"][DATASETTE][clients]["per_second"]
            row = (clients, str(load["answers"]), f"{load['per_second']:,.1f}", f"{times:,.1f}")
            table.add_row(name, *row, f"{load['p50_ms']:,.1f}", f"{load['p99_ms']:,.1f}", f"{load['bytes']:,}")
    console.print(table)
    console.print(NOTES, markup=False)
    console.print(COMPARISON.format(**found["compared"]), markup=False)
    for name, ratios in found["ratios"].items():
        reached = [clients for clients, ratio in ratios.items() if ratio["reached"]]
        outcome = f"with {', '.join(reached)} clients" if reached else "not reached"
        console.print(f"{TIMES} times as many a second as {name}, at a lower p99: {outcome}.", markup=False)
    console.print(f"seed {found['seed']}, {found['machine']}", markup=False)


NOTES: Final = """\
Datasette: its table page with _search over SQLite FTS5 and four facets, ten rows, as `datasette serve --immutable` serves it; the
texts were cut into words beforehand, since FTS5's own tokenizers do not cut Chinese (trigram finds nothing shorter than three
characters). Its time limits are raised until it leaves out no facet. "Suggesting" it also looks for further columns to count by, as it
does by default; without that it is faster. Yanlu: the search page as `serve` serves it, with six facets, chart and ten marked passages.
Both send what a browser would get that takes gzip. Every address is asked for once, but for "repeated", where what was made is kept."""
COMPARISON: Final = """\
Of {questions} questions that both were asked before, {alike} find as many passages in both, and there all {counts:,} counts of the four
facets are the same; the others find more here, where a word is found within longer ones too (medians: {datasette:,.0f} there and
{yanlu:,.0f} here)."""

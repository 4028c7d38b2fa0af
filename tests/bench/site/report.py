"""What was measured, as plain data and as a table."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from tests.bench.site.load import Load

TIMES: Final = 100
"""As many times as many answers a second as Datasette this site is to give, at a lower p99."""


@dataclass(frozen=True, slots=True)
class Run:
    """Loads by the number of clients: Datasette's and this site's for addresses that were never asked for before, and this site's for
    the same few addresses again and again; and how many passages each of some questions finds, there and here.
    """

    there: Mapping[int, Load]
    here: Mapping[int, Load]
    repeated: Mapping[int, Load]
    totals: Sequence[tuple[int, int]]


def facts(run: Run, paragraphs: int, seed: int, corpus: str) -> dict[str, Any]:
    """Everything measured as plain data."""
    loads = {"datasette": run.there, "yanlu": run.here, "yanlu, repeated": run.repeated}
    return {
        "paragraphs": paragraphs,
        "corpus": corpus,
        "seed": seed,
        "found": {"datasette": median(there for there, _ in run.totals), "yanlu": median(here for _, here in run.totals)},
        "loads": {name: {str(clients): _load(load) for clients, load in some.items()} for name, some in loads.items()},
        "ratios": {str(clients): _ratio(load, run.there[clients]) for clients, load in run.here.items()},
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
            times = load["per_second"] / found["loads"]["datasette"][clients]["per_second"]
            row = (clients, str(load["answers"]), f"{load['per_second']:,.1f}", f"{times:,.1f}")
            table.add_row(name, *row, f"{load['p50_ms']:,.1f}", f"{load['p99_ms']:,.1f}", f"{load['bytes']:,}")
    console.print(table)
    reached = [clients for clients, ratio in found["ratios"].items() if ratio["reached"]]
    console.print(NOTES, markup=False)
    console.print(
        "A question finds {datasette:,.0f} passages there and {yanlu:,.0f} here (medians).".format(**found["found"]), markup=False
    )
    outcome = f"with {', '.join(reached)} clients" if reached else "not reached"
    console.print(f"{TIMES} times as many a second at a lower p99: {outcome}.", markup=False)
    console.print(f"seed {found['seed']}, {found['machine']}", markup=False)


NOTES: Final = """\
Datasette: its table page with _search over SQLite FTS5 and four facets, ten rows, as `datasette serve --immutable` serves it; the
texts were cut into words beforehand, since FTS5's own tokenizers do not cut Chinese (trigram finds nothing shorter than three
characters). Facets that take it longer than 200 ms it leaves out (its default). Yanlu: the search page as `serve` serves it, with six
facets, chart and ten marked passages. Both send what a browser would get that takes gzip. Every address is asked for once, but for
"repeated", where what was made is kept."""

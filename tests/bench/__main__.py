"""`python -m tests.bench`: the command line of the bench."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
from rich.console import Console

from tests.bench import corpus, synthetic
from tests.bench.contest import NAMES, present
from tests.bench.measure import run
from tests.bench.picture import growth
from tests.bench.queries import questions
from tests.bench.report import facts, show
from tests.bench.worker import Died

SEED: Final = 409834
WHOLE: Final = 409_834
"""Paragraphs of a run where nothing else is said."""

REPORTS: Final = Path(__file__).parents[2] / "data" / "bench"

MISMATCHED: Final = 1


@click.command()
@click.option(
    "--paragraphs", type=click.IntRange(min=1), help=f"How many paragraphs at most.  [default: the whole corpus; made up: {WHOLE:,}]"
)
@click.option(
    "--corpus", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON lines of doc, title, text; also .xz."
)
@click.option("--engine", "names", multiple=True, type=click.Choice(NAMES), help="Only this engine; repeatable.  [default: all]")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=REPORTS, help="Where the report goes.  [default: data/bench]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def bench(paragraphs: int | None, file: Path | None, names: tuple[str, ...], out: Path, as_json: bool) -> None:
    """Measure this engine and its peers side by side, on the same tokens and the same queries.

    Without a corpus one is made up. Writes report.json and growth.svg. Exits with 1 where two engines gave different answers.
    """
    console = Console(stderr=True, highlight=False)
    here, missing = present()
    taking_part = [name for name in here if not names or name in names]
    if absent := [name for name in names if name not in here]:
        raise click.ClickException(f"{absent[0]} cannot take part: {missing[absent[0]]}")
    try:
        rows = corpus.read(file) if file else synthetic.rows(paragraphs or WHOLE, SEED)
        docs = corpus.documents(rows, paragraphs or len(rows), SEED)
        asked = questions(docs, SEED)
        with TemporaryDirectory(prefix="yanlu-bench-") as folder:
            documents = Path(folder) / "documents.jsonl"
            corpus.write(docs, documents)
            measured = run(taking_part, documents, len(docs), asked, Path(folder), lambda line: console.print(line, markup=False))
    except (corpus.BadCorpus, Died) as error:
        raise click.ClickException(str(error)) from error
    found = facts(measured, SEED, file.name if file else "made up", missing)
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (out / "growth.svg").write_text(growth(found), "utf-8")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show(found, Console(highlight=False, width=max(Console().width, 130)))
    sys.exit(MISMATCHED if found["mismatches"] else 0)


if __name__ == "__main__":
    bench()

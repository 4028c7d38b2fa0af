"""`python -m tests.bench.site`: the search page beside Datasette's, in one run on one machine."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.request import urlopen

import click
from rich.console import Console

from tests.bench import corpus, synthetic
from tests.bench.site.archives import make_archive, make_database
from tests.bench.site.asking import Asked, questions
from tests.bench.site.comparing import compared
from tests.bench.site.load import Load, Refused, press
from tests.bench.site.report import DATASETTE, REPEATED, SUGGESTING, SUGGESTING_REPEATED, YANLU, Run, facts, show
from tests.bench.site.servers import datasette, yanlu

SEED: Final = 409834
CLIENTS: Final = (1, 8, 32)
QUESTIONS: Final = 20_000
"""Different questions drawn: more than are asked in the time."""
COMPARED: Final = 20
"""Questions whose answers are compared, whole."""
FEW: Final = 50
"""Addresses that are asked for again and again."""


@click.command()
@click.option(
    "--corpus", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON lines of doc, title, text; also .xz."
)
@click.option("--paragraphs", type=click.IntRange(min=1), default=409_834, show_default=True, help="How many paragraphs at most.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=20, show_default=True, help="How long each load lasts.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Folder of what both serve: filled once, used again.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def bench(file: Path | None, paragraphs: int, seconds: float, keep: Path | None, as_json: bool) -> None:
    """Measure the search page beside Datasette's page over the same paragraphs: answers a second and waiting times.

    Before anything is timed, some questions are asked of both: Datasette must show all four facets, and where both find as many passages
    every count must be the same. Without a corpus one is made up.
    """
    console = Console(stderr=True, highlight=False)
    try:
        rows = corpus.read(file) if file else synthetic.rows(paragraphs, SEED)
        docs = corpus.documents(rows, paragraphs, SEED)
        asked = questions(docs, SEED, QUESTIONS)
        with TemporaryDirectory(prefix="yanlu-bench-") as folder:
            served = keep or Path(folder)
            home, database = served / "yanlu", served / "passages.db"
            if not (served / "filled").exists():
                console.print(f"filling both with {len(docs):,} paragraphs")
                make_archive(docs, home)
                make_database(docs, database)
                (served / "filled").touch()
            run = _measure(home, database, asked, seconds, console)
    except (corpus.BadCorpus, Refused) as error:
        raise click.ClickException(str(error)) from error
    found = facts(run, len(docs), SEED, file.name if file else "made-up text")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show(found, Console(highlight=False, width=max(Console().width, 130)))


def _measure(home: Path, database: Path, asked: list[Asked], seconds: float, console: Console) -> Run:
    share = (len(asked) - COMPARED) // len(CLIENTS)
    parts = {clients: asked[COMPARED + at * share : COMPARED + (at + 1) * share] for at, clients in enumerate(CLIENTS)}

    def loads(name: str, port: int, address: Callable[[Asked], str]) -> dict[int, Load]:
        return {clients: _told(console, name, press(port, list(map(address, part)), clients, seconds)) for clients, part in parts.items()}

    def again(name: str, port: int, paths: list[str], seconds: float) -> dict[int, Load]:
        return {clients: _told(console, name, press(port, paths * QUESTIONS, clients, seconds)) for clients in CLIENTS}

    few = asked[:FEW]
    with datasette(database, suggesting=True) as port:
        suggesting = loads(SUGGESTING, port, lambda one: one.there)
        theirs_again = again(SUGGESTING_REPEATED, port, [one.there for one in few], seconds)
    with datasette(database, suggesting=False) as port:
        answers = [_json(port, one.there_json) for one in asked[:COMPARED]]
        plain = loads(DATASETTE, port, lambda one: one.there)
    with yanlu(home) as port:
        both = [compared(theirs, _json(port, one.here_json)) for one, theirs in zip(asked, answers, strict=False)]
        ours = loads(YANLU, port, lambda one: one.here)
        here = [one.here for one in few]
        press(port, here * 4, 1, seconds)
        repeated = again(REPEATED, port, here, seconds / 4)
    loads_of = {SUGGESTING: suggesting, SUGGESTING_REPEATED: theirs_again, DATASETTE: plain, YANLU: ours, REPEATED: repeated}
    return Run(loads_of, both)


def _told(console: Console, name: str, load: Load) -> Load:
    console.print(f"{name}, {load.clients} clients: {load.per_second:.1f} a second", markup=False)
    return load


def _json(port: int, path: str) -> Any:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return json.load(answer)


if __name__ == "__main__":
    bench()

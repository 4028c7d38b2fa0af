"""`ingest`: files in, documents stored and searchable."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from os import fsdecode
from os.path import lexists
from pathlib import Path
from time import sleep
from typing import Final

import click

from archive.commands.console import Console
from archive.commands.context import Context, pass_context
from archive.commands.dump import is_dump, take_dump
from archive.commands.files import State, find_files, state_of
from archive.commands.outcomes import OUTCOMES, Outcome, lines_of, outcome_of, table_of
from archive.commands.patience import Patience
from archive.commands.said import said_options
from archive.commands.searchable import make_searchable
from archive.commands.taking import take
from archive.store import Store

POLL: Final = 2.0
"""Seconds between two looks at a watched folder."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@said_options
@click.option("--dry-run", is_flag=True, help="Show what would become of every file, and change nothing.")
@click.option("--retry-failed", is_flag=True, help="Try the files again that could not be taken in before.")
@click.option("--watch", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Take the files of a folder as they come.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of every file as JSON.")
@pass_context
def ingest(
    context: Context,
    /,
    paths: tuple[Path, ...],
    dry_run: bool,
    retry_failed: bool,
    watch: Path | None,
    as_json: bool,
    **options: str | None,
) -> None:
    """Take files and whole folders into the archive and make them searchable.

    What is said with --title and the like holds for all of the files and counts more than what they or their sidecars say. It is
    remembered with them until another value is said; an empty one takes it back.

    What `export --all` wrote makes an empty archive the same as the one it was written from.

    Files that cannot be read are refused with one line each and the rest goes on; the exit code is then 1. Whatever stopped it, say
    it again: what the archive has is passed over.
    """
    if not (paths or retry_failed or watch):
        raise click.UsageError("Name files or folders, or say --retry-failed or --watch.")
    if watch and (dry_run or as_json):
        raise click.UsageError("--watch goes neither with --dry-run nor with --json.")
    said = {key: value for key, value in options.items() if value is not None}
    gc.freeze()  # what is imported stays: to look through it for garbage again and again takes a tenth of the time
    if any(is_dump(path) for path in paths):
        if len(paths) > 1 or said or dry_run or retry_failed or watch or as_json:
            raise click.UsageError("The dump of a whole archive is taken in alone and without options.")
        with context.store() as store:
            take_dump(store, paths[0], context.console)
            make_searchable(context, store)
        return
    with context.store() as store:
        files = [*(failed_before(store, context.console) if retry_failed else ()), *find_files(paths)]
        if dry_run:
            counts = _rehearse(store, files, said, context.console, as_json=as_json)
        else:
            outcomes: list[Outcome] = []
            counts = ingest_files(store, files, said, context.console, outcomes.extend if as_json else None)
            make_searchable(context, store)
            if as_json:
                _print(outcomes, context.console)
        if watch:
            _watch(context, store, watch, said)
            return
    context.console.say(
        "共 {files} 份：新增 {added}，修订 {revised}，未变 {unchanged}，拒收 {refused}。",
        files=counts.total(),
        **{name: counts[name] for name in OUTCOMES},
    )
    if counts["refused"]:
        raise click.exceptions.Exit(1)


def ingest_files(
    store: Store, files: Sequence[Path], said: Mapping[str, str], console: Console, hear: Callable[[Sequence[Outcome]], None] | None = None
) -> Counter[str]:
    """Store every file and say a line about each document; those that cannot be read are refused. Returns how many had which outcome."""
    counts: Counter[str] = Counter()
    done = 0
    with console.progress("收录文件") as tell:
        for step in take(store, files, said, Patience(console)):
            outcomes = [outcome_of(taken, console) for taken in step.taken]
            if outcomes:
                console.say("{note}", note="\n".join(line for outcome in outcomes for line in lines_of(outcome, console)))
            counts.update(outcome.outcome for outcome in outcomes)
            if hear:
                hear(outcomes)
            done += step.files
            tell(done, len(files))
    return counts


def failed_before(store: Store, console: Console) -> Iterator[Path]:
    """The files on the list of failures, each once; those that are no longer there are taken off it."""
    files = {failure.file: Path(fsdecode(failure.path)) for failure in store.failures()}
    gone = [file for file, path in files.items() if not lexists(path)]
    if gone:
        with store.writing() as transaction:
            transaction.list_failures(gone, [])
        for file in gone:
            console.say("文件 {path} 已不在，从失败名单里去掉。", path=file)
    yield from (path for file, path in files.items() if file not in gone)


def _rehearse(store: Store, files: Sequence[Path], said: Mapping[str, str], console: Console, *, as_json: bool) -> Counter[str]:
    with console.progress("试收文件") as tell:
        outcomes: list[Outcome] = []
        done = 0
        for step in take(store, files, said, Patience(console), keep=False):
            outcomes += [outcome_of(taken, console) for taken in step.taken]
            done += step.files
            tell(done, len(files))
    if as_json:
        _print(outcomes, console)
    else:
        console.table(table_of(outcomes, console))
        console.say("这是试收，档案库没有改动。")
    return Counter(outcome.outcome for outcome in outcomes)


def _print(outcomes: Sequence[Outcome], console: Console) -> None:
    counts = Counter(outcome.outcome for outcome in outcomes)
    console.facts({"files": [asdict(outcome) for outcome in outcomes], "counts": {name: counts[name] for name in OUTCOMES}})


def _watch(context: Context, store: Store, folder: Path, said: Mapping[str, str]) -> None:
    """Take every file of a folder once it has stopped changing, and again when it changes or what stands beside it, until interrupted."""
    context.console.say("正在看守 {folder}；按 Ctrl+C 停止。", folder=folder)
    before: dict[Path, State] = {}
    taken: dict[Path, State] = {}
    try:
        while True:
            found = {path: state for path in find_files([folder]) if (state := state_of(path))[0]}
            steady = [path for path, state in found.items() if before.get(path) == state != taken.get(path)]
            if steady:
                ingest_files(store, steady, said, context.console)
                make_searchable(context, store)
                taken |= {path: found[path] for path in steady}
            before = found
            sleep(POLL)
    except KeyboardInterrupt:
        context.console.say("不再看守 {folder}。", folder=folder)

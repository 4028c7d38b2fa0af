"""`check`: whether the archive is whole, and making anew what can be."""

import click

from archive.checking import find_faults, mend
from archive.commands.console import Console
from archive.commands.context import Context, pass_context
from archive.commands.searchable import parts
from archive.errors import StoreError
from archive.store.auditing import Finding


@click.command()
@click.option("--repair", is_flag=True, help="Make anew what can be: the index, the suggestions, the sketches of documents.")
@click.option("--json", "as_json", is_flag=True, help="Print what was looked at and what was found as JSON.")
@pass_context
def check(context: Context, repair: bool, as_json: bool) -> None:
    """Look whether the archive is whole: bytes against their hashes, the database, links, the index and its checksums, index against store.

    Each finding says what is wrong, where, and what to do; where there is one, the exit code is 1. Originals, and what is known of them,
    are never changed. It may run while the site runs and documents come in.
    """
    console, repaired = context.console, 0
    findings: list[Finding] = []
    checked: dict[str, int] = {}
    try:
        with context.store() as store:
            findings = find_faults(store, parts(context.settings), console.progress)
            if repair and any(one.repairable for one in findings):
                before = len(findings)
                mend(store, parts(context.settings), findings, console.progress)
                findings = find_faults(store, parts(context.settings), console.progress)
                repaired = before - len(findings)
            totals = store.totals()
            checked = {"documents": totals.documents, "speeches": totals.speeches, "paragraphs": totals.paragraphs}
    except StoreError as error:
        findings = findings or [Finding(error.message, "database", "", values=error.values)]
    if as_json:
        console.facts({"ok": not findings, "checked": checked, "repaired": repaired, "findings": [_fact(one, console) for one in findings]})
    else:
        for one in findings:
            console.fact(_sentence(one, console))
        _sum_up(console, checked, repaired, len(findings))
    if findings:
        raise click.exceptions.Exit(1)


def _sum_up(console: Console, checked: dict[str, int], repaired: int, found: int) -> None:
    if repaired:
        console.say("修好 {count} 处。", count=repaired)
    if found:
        console.say("查出 {count} 处问题。", count=found)
    else:
        console.say("档案库完好：{documents} 份文件，{speeches} 篇讲话，{paragraphs} 段。", **checked)


def _sentence(one: Finding, console: Console) -> str:
    return console.words(one.message, **{"where": one.where, **one.values})


def _fact(one: Finding, console: Console) -> dict[str, object]:
    return {"kind": one.kind, "where": one.where, "message": _sentence(one, console), "repairable": one.repairable}

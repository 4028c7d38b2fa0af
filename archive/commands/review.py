"""`review`: the paragraphs of which it is not certain that they are still the same."""

from dataclasses import asdict

import click

from archive.commands.context import Context, pass_context
from archive.commands.searchable import make_searchable


@click.command()
@click.option("--accept", "accepted", multiple=True, type=int, metavar="ID", help="The paragraph is the same; repeatable.")
@click.option("--reject", "rejected", multiple=True, type=int, metavar="ID", help="It is another one: part the two; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@pass_context
def review(context: Context, accepted: tuple[int, ...], rejected: tuple[int, ...], as_json: bool) -> None:
    """List the weak matches between two readings of a document, the weakest first, or decide them.

    A match that is rejected withdraws the old paragraph with the words it had; the new words get a link of their own.
    """
    console = context.console
    with context.store() as store:
        for doubt_id in accepted:
            store.accept(doubt_id)
        for doubt_id in rejected:
            store.reject(doubt_id)
        if rejected:
            make_searchable(context, store)
        doubts = store.doubts()
    if as_json:
        console.facts({"accepted": list(accepted), "rejected": list(rejected), "open": [asdict(doubt) for doubt in doubts]})
    elif accepted or rejected:
        console.say(
            "确认 {accepted} 处，分开 {rejected} 处，还有 {open} 处待核。", accepted=len(accepted), rejected=len(rejected), open=len(doubts)
        )
    else:
        words = console.words
        kinds = {"same": words("未动"), "edited": words("改动"), "split": words("拆分"), "merged": words("合并"), "moved": words("移动")}
        for doubt in doubts:
            console.fact(f"{doubt.id}  /p/{doubt.paragraph_id}  {kinds[doubt.kind]} {doubt.score:.2f}  {doubt.source}")
            console.fact(f"  - {doubt.before}\n  + {doubt.after}")
        console.say("{open} 处待核；用 --accept ID 确认，用 --reject ID 分开。", open=len(doubts))

"""`reindex`: the full-text index anew from the store."""

import click

from archive.commands.context import Context, pass_context
from archive.commands.searchable import parts, rebuild


@click.command()
@click.option("--discard", is_flag=True, help="Build nothing; remove the indexes in a cluster that served before.")
@pass_context
def reindex(context: Context, discard: bool) -> None:
    """Build the whole index anew beside the old one and swap it in.

    A running site serves the old index until then and the new one after, without a restart. A crash at any point
    leaves the old index serving; the command can simply be run again. In a cluster the old index is kept until it is
    discarded.
    """
    if discard:
        names = [name for part in parts(context.settings) for name in part.engine.discard()]
        context.console.say("已移除不再使用的索引：{names}", names="、".join(names) or "—")
        return
    with context.store() as store, context.engine() as engine:
        rebuild(context, store)
        context.console.say("索引已重建：{paragraphs} 段。", paragraphs=engine.count())

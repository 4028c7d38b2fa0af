"""`reindex`: the full-text index anew from the store."""

import click

from archive.commands.context import Context, pass_context
from archive.commands.searchable import rebuild


@click.command()
@pass_context
def reindex(context: Context) -> None:
    """Build the whole index anew beside the old one and swap it in.

    A running site serves the old index until then and the new one after, without a restart. A crash at any point
    leaves the old index serving; the command can simply be run again.
    """
    with context.store() as store, context.engine() as engine:
        rebuild(context, store)
        context.console.say("索引已重建：{paragraphs} 段。", paragraphs=engine.count())

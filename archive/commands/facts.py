"""`stats`: what the archive holds."""

from dataclasses import asdict

import click
from rich.table import Table

from archive.commands.context import Context, pass_context


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@pass_context
def stats(context: Context, as_json: bool) -> None:
    """Show how much the archive holds and how much of it the index has."""
    with context.store() as store, context.engine() as engine:
        figures = asdict(store.totals()) | {"indexed": engine.count()}
    if as_json:
        context.console.facts(figures)
        return
    table = Table(show_header=False)
    for name, label in (
        ("documents", "文件"),
        ("speeches", "讲话"),
        ("paragraphs", "段落"),
        ("indexed", "已编入索引的段落"),
        ("speakers", "讲话人"),
        ("first_date", "最早日期"),
        ("last_date", "最晚日期"),
    ):
        table.add_row(context.console.words(label), str(figures[name] if figures[name] is not None else "—"))
    context.console.table(table)

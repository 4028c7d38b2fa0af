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
    words = context.console.words
    table = Table(show_header=False)
    for name, label in {
        "documents": words("文件"),
        "speeches": words("讲话"),
        "paragraphs": words("段落"),
        "indexed": words("已编入索引的段落"),
        "speakers": words("讲话人"),
        "duplicates": words("文字相同或相近的文件对"),
        "doubts": words("待核的段落对应"),
        "failures": words("没能收录的文件"),
        "first_date": words("最早日期"),
        "last_date": words("最晚日期"),
    }.items():
        table.add_row(label, str(figures[name] if figures[name] is not None else "—"))
    context.console.table(table)

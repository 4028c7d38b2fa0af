"""`backup` and `restore`: the whole archive in one file, and back."""

from pathlib import Path

import click

from archive.backup import read_backup, verify_backup, write_backup
from archive.commands.context import Context, pass_context
from archive.commands.searchable import rebuild
from archive.errors import BadInput


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_context
def backup(context: Context, file: Path) -> None:
    """Write the whole archive to FILE: everything that is not rebuilt, in one state, whatever is taken in meanwhile.

    FILE appears once it is whole; what had its name before stays until then. It carries a checksum, and `restore` reads it on any
    machine, into any database, in this version and later ones. The index is not in it.
    """
    with context.store() as store, context.console.progress("备份") as tell:
        rows = write_backup(file, store.dump(), tell)
    context.console.say("已备份 {rows} 行，写入 {path}（{size} 字节）。", rows=rows, path=file, size=f"{file.stat().st_size:,}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--force", is_flag=True, help="Put it in the place of the documents that are in the archive.")
@pass_context
def restore(context: Context, file: Path, force: bool) -> None:
    """Make the archive what it was when FILE was written, and build its index.

    FILE is checked whole before anything is touched. All of it comes in or nothing: whatever stops it, the archive is the old one or
    the new one. An archive that holds documents is refused without --force.
    """
    with context.store() as store, context.engine() as engine:
        documents = store.totals().documents
        if documents and not force:
            raise BadInput("档案库里已经有 {documents} 份文件；要让备份取代它们，请加上 --force。", documents=documents)
        with context.console.progress("核对备份") as tell:
            verify_backup(file, tell)
        with context.console.progress("恢复") as tell:
            rows = store.load(read_backup(file), tell, over=force)
        context.console.say("已恢复 {rows} 行。", rows=rows)
        rebuild(context, store)
        context.console.say("索引已重建：{paragraphs} 段。", paragraphs=engine.count())

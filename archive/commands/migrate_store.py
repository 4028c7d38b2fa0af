"""`migrate-store`: the archive into another database."""

import click

from archive.commands.context import Context, pass_context
from archive.errors import BadInput
from archive.store import Store


@click.command("migrate-store")
@click.argument("to", metavar="URL")
@click.option("--from", "source", metavar="URL", help="The database to move from.  [default: the one of the settings]")
@pass_context
def migrate_store(context: Context, to: str, source: str | None) -> None:
    """Move the archive into the empty database at URL: from SQLite to PostgreSQL, back, or from one server to another.

    Every row comes along, with identifiers, revisions and originals; then both sides are read and compared. All of it is moved or
    nothing. What is left behind stays as it was; nothing can be taken in there meanwhile. Say where the archive is now in the setting
    database_url; the index need not be built anew.
    """
    here = source or context.settings.database_url
    if here == to:
        raise BadInput("{url} 就是现在的数据库，不用搬。", url=to)
    left, taken = Store.open(here), Store.open(to)
    try:
        with context.console.progress("搬数据库") as tell:
            moved = left.move(taken, tell)
    finally:
        left.close()
        taken.close()
    context.console.say("已搬 {rows} 行，两边逐行核对相同（SHA-256 {digest}）。", rows=moved.rows, digest=moved.digest)
    context.console.say("请把设置 database_url 改成新的地址，再启动网站和收录。")

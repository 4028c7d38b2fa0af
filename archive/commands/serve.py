"""`serve` and `demo`: the site on a production server."""

import socket
from pathlib import Path
from typing import Final

import click

from archive.commands.context import Context, pass_context
from archive.commands.files import find_files
from archive.commands.ingest import ingest_files
from archive.commands.mending import Mender
from archive.commands.searchable import is_searchable, make_searchable
from archive.commands.server import run_server
from archive.commands.throwaway import throwaway_folder
from archive.errors import BadInput
from archive.settings import settings_at

SAMPLE: Final = Path(__file__).parents[1] / "sample"
LOOPBACK: Final = "127.0.0.1"


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@click.option("--admin", is_flag=True, help="With a page for uploads, /admin/upload, behind the password of the setting admin.")
@pass_context
def serve(context: Context, host: str, port: int, workers: int, admin: bool) -> None:
    """Serve the site until stopped.

    First the index is brought up to the archive. Where it is damaged or gone, the site opens at once and builds it anew in the background:
    reading and permalinks work, searching says that it has to wait.
    """
    _require_free(host, port)
    if admin and not context.settings.admin:
        raise BadInput("--admin 要有口令：请用 manage.py password 生成密文，写进 archive.toml 的 admin。")
    with context.store() as store:
        if is_searchable(context.settings):
            make_searchable(context, store)
        else:
            Mender(context.settings)()
        for name in sorted(context.settings.access.private.difference(store.collections())):
            context.console.say("设置 private 里的“{name}”不是档案库里任何文集的名字。", name=name)
    run_server(context.settings, context.console, f"{host}:{port}", workers, admin=admin)


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on; any free one where it is in use.")
@pass_context
def demo(context: Context, port: int) -> None:
    """Fill a throw-away archive with the bundled sample and serve it until stopped."""
    with throwaway_folder() as folder:
        inside = Context(settings_at(folder), context.console)
        with inside.store() as store:
            ingest_files(store, list(find_files([SAMPLE])), {}, context.console)
            make_searchable(inside, store)
        run_server(inside.settings, context.console, f"{LOOPBACK}:{port if _is_free(LOOPBACK, port) else 0}", 1)


def _require_free(host: str, port: int) -> None:
    if not _is_free(host, port):
        raise BadInput("地址 {host}:{port} 不能用：可能已有程序在用它；请换一个 --port。", host=host, port=port)


def _is_free(host: str, port: int) -> bool:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError:
        return False
    return True

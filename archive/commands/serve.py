"""`serve` and `demo`: the site on a production server."""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from archive.commands.console import Console
from archive.commands.context import Context, pass_context
from archive.commands.files import find_files
from archive.commands.ingest import ingest_files
from archive.commands.mending import Mender
from archive.commands.searchable import is_searchable, make_searchable
from archive.errors import BadInput
from archive.part import Part
from archive.settings import Settings, settings_at
from archive.web import create_app
from archive.web.observing import LOGGING, observe

SAMPLE: Final = Path(__file__).parents[1] / "sample"
LOOPBACK: Final = "127.0.0.1"
THREADS: Final = 4
"""Requests one worker answers at a time; a search is short, the threads are for slow readers."""


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@pass_context
def serve(context: Context, host: str, port: int, workers: int) -> None:
    """Serve the site until stopped.

    First the index is brought up to the archive. Where it is damaged or gone, the site opens at once and builds it anew in the background:
    reading and permalinks work, searching says that it has to wait.
    """
    _require_free(host, port)
    with context.store() as store:
        if is_searchable(context.settings):
            make_searchable(context, store)
        else:
            Mender(context.settings)()
        for name in sorted(context.settings.access.private.difference(store.collections())):
            context.console.say("设置 private 里的“{name}”不是档案库里任何文集的名字。", name=name)
    _run_server(context.settings, context.console, f"{host}:{port}", workers)


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on; any free one where it is in use.")
@pass_context
def demo(context: Context, port: int) -> None:
    """Fill a throw-away archive with the bundled sample and serve it until stopped."""
    with _throwaway_folder() as folder:
        inside = Context(settings_at(folder), context.console)
        with inside.store() as store:
            ingest_files(store, list(find_files([SAMPLE])), {}, context.console)
            make_searchable(inside, store)
        _run_server(inside.settings, context.console, f"{LOOPBACK}:{port if _is_free(LOOPBACK, port) else 0}", 1)


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn tells nothing of its types
    """Gunicorn, whose workers each open the archive for themselves."""

    def __init__(self, make: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make, self._options = make, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make()


def _run_server(settings: Settings, console: Console, address: str, workers: int) -> None:
    def make() -> Flask:
        access = settings.access
        parts = {hidden: Part.open(settings, hidden) for hidden in {access.private, *map(access.hidden_from, access.readers)}}
        public = parts[access.private]
        readers = {reader: parts[access.hidden_from(reader)] for reader in access.readers}
        app = create_app(public.store, public.engine, public.suggestions, settings.base_url, readers=readers, mend=Mender(settings))
        observe(app, queries=settings.log_queries)
        if settings.metrics:
            from archive.web.metrics import count  # noqa: PLC0415 - what it counts with looks for its folder when it is imported

            count(app)
        return app

    def announce(server: Any) -> None:
        host, port = server.LISTENERS[0].sock.getsockname()[:2]
        console.say("言录已在 {url} 开放；按 Ctrl+C 停止。", url=f"http://{f'[{host}]' if ':' in host else host}:{port}/")

    options = {
        "bind": address,
        "workers": workers,
        "threads": THREADS,
        "worker_class": "gthread",
        "logconfig_dict": LOGGING,
        "control_socket_disable": True,
        "when_ready": announce,
    }
    with _counting(settings):
        _Server(make, options).run()


@contextmanager
def _counting(settings: Settings) -> Iterator[None]:
    """A folder in which the workers count together, named as prometheus_client wants it."""
    if not settings.metrics:
        yield
        return
    with _throwaway_folder() as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        yield


@contextmanager
def _throwaway_folder() -> Iterator[Path]:
    """A folder that goes when the process that made it ends; the server's workers leave through here as well and must not take it along."""
    folder, owner = Path(tempfile.mkdtemp(prefix="yanlu-")), os.getpid()
    try:
        yield folder
    finally:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)


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

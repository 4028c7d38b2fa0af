"""The site on a production server: gunicorn's processes, each with the archive opened for itself."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from flask import Flask
from gunicorn.app.base import BaseApplication
from werkzeug.middleware.proxy_fix import ProxyFix

from archive.commands.console import Console
from archive.commands.mending import Mender
from archive.commands.patience import Patience
from archive.commands.throwaway import throwaway_folder
from archive.commands.uploading import Uploads
from archive.commands.worker import BODY, BufferingWorker, UploadingWorker
from archive.part import Part
from archive.settings import Settings
from archive.web.admin import register
from archive.web.factory import create_app
from archive.web.observing import LOGGING, observe
from archive.web.rate import limit_rate
from index import pinyin

THREADS: Final = 4
"""Requests that one worker answers at a time."""


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn tells nothing of its types
    """Gunicorn, told what to serve and how."""

    def __init__(self, make: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make, self._options = make, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make()


def make_site(settings: Settings, *, admin: bool = False) -> Flask:
    """The site that the settings describe, with the archive opened for it, and with the page for uploads or without. Raises StoreError."""
    access = settings.access
    parts = {hidden: Part.open(settings, hidden) for hidden in {access.private, *map(access.hidden_from, access.readers)}}
    public = parts[access.private]
    readers = {reader: parts[access.hidden_from(reader)] for reader in access.readers}
    app = create_app(public.store, public.engine, public.suggestions, settings.base_url, readers=readers, mend=Mender(settings))
    observe(app, queries=settings.log_queries)
    if settings.metrics:
        from archive.web.metrics import count  # noqa: PLC0415 - what it counts with looks for its folder when it is imported

        count(app)
    app.config["MAX_CONTENT_LENGTH"] = BODY
    if admin:
        register(app, settings.admin, Uploads(settings))
    app.config["TRUSTED_HOSTS"] = list(settings.hosts) or None
    if settings.rate:
        limit_rate(app, settings.rate)
    if settings.proxies:
        trusted = dict.fromkeys(("x_for", "x_proto", "x_host", "x_prefix"), settings.proxies)
        app.wsgi_app = ProxyFix(app.wsgi_app, **trusted)  # type: ignore[method-assign]  # as Flask tells to wrap it
    return app


def run_server(settings: Settings, console: Console, address: str, workers: int, *, admin: bool = False) -> None:
    """Serve until stopped, with the page for uploads or without."""

    def announce(server: Any) -> None:
        host, port = server.LISTENERS[0].sock.getsockname()[:2]
        console.say("言录已在 {url} 开放；按 Ctrl+C 停止。", url=f"http://{f'[{host}]' if ':' in host else host}:{port}/")

    options = {
        "bind": address,
        "workers": workers,
        "threads": THREADS,
        "worker_class": UploadingWorker if admin else BufferingWorker,
        "logconfig_dict": LOGGING,
        "control_socket_disable": True,
        "when_ready": announce,
    }
    pinyin.prepare()  # before the workers part, so that all of them have it
    with _counting(settings):
        _Server(partial(Patience(console).wait_for, partial(make_site, settings, admin=admin)), options).run()


@contextmanager
def _counting(settings: Settings) -> Iterator[None]:
    """A folder in which the workers count together, named as prometheus_client wants it."""
    if not settings.metrics:
        yield
        return
    with throwaway_folder() as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        yield

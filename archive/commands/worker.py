"""The worker process: gunicorn starts, watches and replaces it; Waitress reads and writes for its threads.

A thread is lent only to a request that has come in whole, and what it answers is taken from it and sent at the pace of the reader. So a
client that sends a byte a second, or reads one, holds a connection and nothing else, unless it reads a large export.
"""

import logging
import os
from time import monotonic
from typing import Final

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from archive.web.admin import LARGEST

HEADERS: Final = 512 * 1024
"""Bytes of a request's line and headers: a query of 100 kB as an address."""
BODY: Final = 64 * 1024
"""Bytes of a request's body; only harvesters send any."""
BUFFERED: Final = 32 * 1024 * 1024
"""Bytes of an answer that are taken from its thread before a slow reader has them, more than any page. They count as the worker's
memory: with eight times as many a large export took 190 MB of it. Large exports hold their threads, but few may
(`archive.web.export_pages`)."""
CONNECTIONS: Final = 1000
SILENT: Final = 60
"""Seconds after which a connection is closed on which nothing moves."""
LINGER: Final = 2.0
"""Seconds that a worker which is to stop waits for what is on its way over the connections it has."""
TURN: Final = 1.0
"""Seconds after which a worker says that it is alive, though nothing happened."""
HESITATION: Final = 0.05
"""Seconds for which a worker with requests waiting leaves a new connection to the others. Whoever accepts a connection keeps it: without
this one worker may take all of a proxy's, and the others stand idle."""


class BufferingWorker(Worker):  # type: ignore[misc]  # gunicorn tells nothing of its types
    """See above."""

    body = BODY
    """Bytes of a request's body, at most."""

    def run(self) -> None:
        """Serve until told to stop, then answer what has come in."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is no news
        open_sockets: dict[int, wasyncore.dispatcher] = {}
        server = create_server(
            self.wsgi,
            map=open_sockets,
            sockets=[listener.sock for listener in self.sockets],
            threads=self.cfg.threads,
            ident=None,
            connection_limit=CONNECTIONS,
            channel_timeout=SILENT,
            cleanup_interval=SILENT // 6,
            max_request_header_size=HEADERS,
            max_request_body_size=self.body,
            outbuf_high_watermark=BUFFERED,
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
        )
        accepting = monotonic()
        while self.alive and self.ppid == os.getppid():
            server.accepting = not server.task_dispatcher.queue or monotonic() > accepting + HESITATION
            if server.accepting:
                accepting = monotonic()
            self._turn(open_sockets, TURN if server.accepting else HESITATION)
        server.accepting = False
        stopped = monotonic()
        while (past := monotonic() - stopped) < self.cfg.graceful_timeout:
            if past > LINGER and not any(map(_is_busy, open_sockets.values())):
                break
            self._turn(open_sockets, TURN)
        server.task_dispatcher.shutdown(timeout=TURN)

    def _turn(self, open_sockets: dict[int, wasyncore.dispatcher], seconds: float) -> None:
        self.notify()
        wasyncore.loop(timeout=seconds, use_poll=True, map=open_sockets, count=1)


class UploadingWorker(BufferingWorker):
    """The same where files may be handed in."""

    body = LARGEST + BODY


def _is_busy(one: wasyncore.dispatcher) -> bool:
    """Whether a connection has a request that is not answered, or an answer that is not sent."""
    return isinstance(one, HTTPChannel) and bool(one.requests or one.total_outbufs_len)

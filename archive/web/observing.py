"""What the running site tells its operator: a line of JSON for each request and for each error.

A line names no person: neither the address of the asker nor what was asked for, only the path. A request that took long is told with a
warning; its query string stands there only where the settings say so.
"""

import json
import logging
import re
import secrets
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, has_request_context, request
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SLOW: Final = 1.0
"""Seconds from which on a request is slow."""
HEADER: Final = "X-Request-Id"

_ID: Final = "yanlu.request_id"
_SANE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_log: Final = logging.getLogger("yanlu.request")


class JsonLines(logging.Formatter):
    """A record as one line of JSON; within a request it carries that one's identifier."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.name,
            "message": record.getMessage(),
        }
        if has_request_context() and _ID in request.environ:
            told["id"] = request.environ[_ID]
        told |= getattr(record, "facts", {})
        if record.exc_info:
            told["exception"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(told, ensure_ascii=False)


LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "archive.web.observing.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {
        "yanlu": {"level": "INFO", "propagate": True},
        "gunicorn.error": {"level": "ERROR", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}
"""Everything goes to standard error, as lines (`logging.config.dictConfig`). Gunicorn's warnings are left out: they name the address of
whoever sends something that is no request."""


def observe(app: Flask, *, queries: bool) -> None:
    """Have the application tell of each request once it is answered; of slow ones, with `queries`, also what was asked."""
    app.wsgi_app = _Observed(app.wsgi_app, queries)  # type: ignore[assignment, method-assign]  # Flask's documented way


class _Observed:
    """A WSGI application around another one."""

    def __init__(self, application: "WSGIApplication", queries: bool) -> None:
        self._application, self._queries = application, queries

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        begun = perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        identifier = environ[_ID] = given if _SANE.fullmatch(given) else secrets.token_hex(8)
        facts: dict[str, object] = {"id": identifier, "method": environ["REQUEST_METHOD"], "path": _path(environ), "bytes": 0}

        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            facts["status"] = int(status[:3])
            return start(status, [*headers, (HEADER, identifier)], *rest)

        def counted(pieces: Iterable[bytes]) -> Iterator[bytes]:
            sent = 0
            for piece in pieces:
                sent += len(piece)
                facts["bytes"] = sent
                yield piece

        def finish() -> None:
            seconds = perf_counter() - begun
            facts["ms"] = round(seconds * 1000, 1)
            if seconds >= SLOW and self._queries:
                facts["query"] = environ.get("QUERY_STRING", "")
            _log.log(
                logging.WARNING if seconds >= SLOW else logging.INFO, "slow" if seconds >= SLOW else "answered", extra={"facts": facts}
            )

        body = self._application(environ, started)
        return ClosingIterator(counted(body), [*([body.close] if hasattr(body, "close") else []), finish])


def _path(environ: "WSGIEnvironment") -> str:
    """The path as it was asked for; WSGI hands over its bytes as Latin-1 (PEP 3333)."""
    return str(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")).encode("latin-1", "replace").decode("utf-8", "replace")

"""What the site does, in numbers for Prometheus: of all its worker processes together, whichever of them is asked.

Where the environment names a folder (FOLDER), every process counts in files there; prometheus_client looks for it when it is imported.
So whoever serves names it first and imports this module after.
"""

import os
from time import perf_counter
from typing import Final

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that prometheus_client reads."""

NOWHERE: Final = "none"
"""The part of the site that an unknown address belongs to."""

ANSWERS: Final = Counter("yanlu_answers", "Answers of the site, by its part and the HTTP status.", ("part", "status"))
SECONDS: Final = Histogram("yanlu_answer_seconds", "Seconds until an answer began, by the part of the site.", ("part",))


def count(app: Flask) -> None:
    """Have the application count its answers and tell the counts at `/metrics`."""
    app.before_request(_begin)
    app.after_request(_end)
    app.add_url_rule("/metrics", "metrics", _tell)


def _begin() -> None:
    g.begun = perf_counter()


def _end(response: Response) -> Response:
    part = request.endpoint or NOWHERE
    ANSWERS.labels(part, response.status_code).inc()
    SECONDS.labels(part).observe(perf_counter() - g.begun)
    return response


def _tell() -> Response:
    registry = REGISTRY
    if FOLDER in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it registers itself
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

"""Whether the site is up and answers from an index that follows the store: for supervisors and load balancers."""

from flask import Blueprint, Response

from archive.errors import StoreError
from archive.indexing import marked_change
from archive.web.api import json_response
from archive.web.site import site
from index.errors import SearchIndexError

health = Blueprint("health", __name__)

RETRY_AFTER = "10"
"""Seconds after which asking again is worth while."""


@health.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return json_response({"status": "ok"})


@health.get("/readyz")
def readyz() -> Response:
    """Searches are answered: `generation` of the index, and how many changed documents it is `behind`. 503 where there is no index of this
    store, or none that can be read."""
    here = site()
    try:
        seen = marked_change(here.store, here.opened)
        behind = here.store.count_changes(seen) if seen is not None else None
    except (StoreError, SearchIndexError):
        seen = behind = None
    told = {"generation": here.opened.generation(), "behind": behind}
    if seen is not None:
        return json_response({"status": "ready", **told})
    response = json_response({"status": "not ready", **told}, 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response

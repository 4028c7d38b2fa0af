"""What of a search came into the archive since a time."""

from itertools import islice
from typing import Final

from archive.store import Store
from index.engine import Engine
from index.model import Doc, Query

AT_ONCE: Final = 500
"""Passages asked about together."""


def new_since(engine: Engine, store: Store, query: Query, since: str) -> list[tuple[str, Doc]]:
    """The passages whose present words came in at this time (UTC, ISO 8601) or later, with that time, the newest first.

    Every passage of the search is looked at. Raises SearchIndexError.
    """
    found: list[tuple[str, Doc]] = []
    hits = engine.stream(query)
    while some := [hit.doc for hit in islice(hits, AT_ONCE)]:
        times = store.paragraph_times([doc.id for doc in some])
        found += [(times[doc.id], doc) for doc in some if times.get(doc.id, "") >= since]
    return sorted(found, key=lambda one: one[0], reverse=True)

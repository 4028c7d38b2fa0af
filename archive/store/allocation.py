"""Identifiers no row has, nor ever had: rows are never deleted."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Column, Connection, select

from archive.store.ids import new_id

STATEMENT_ITEMS: Final = 500
"""Values in one IN list: every database takes this many."""


def fresh_ids(connection: Connection, column: Column[str], count: int) -> list[str]:
    """As many new identifiers for the rows of a column."""
    fresh: set[str] = set()
    while len(fresh) < count:
        tried = {new_id() for _ in range(count - len(fresh))}
        for some in batched(sorted(tried)):
            tried -= set(connection.scalars(select(column).where(column.in_(some))))
        fresh |= tried
    return list(fresh)


def batched(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """The items in pieces small enough for one statement."""
    for start in range(0, len(items), STATEMENT_ITEMS):
        yield items[start : start + STATEMENT_ITEMS]

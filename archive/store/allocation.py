"""Identifiers no row has, nor ever had: rows are never deleted."""

from sqlalchemy import Column, Connection, select

from archive.store.ids import new_ids
from archive.store.statements import among


class Ids:
    """New identifiers for the rows of a column, looked up many at a time."""

    def __init__(self, connection: Connection, column: Column[str], ahead: int) -> None:
        """`ahead` is how many are likely to be taken."""
        self._connection, self._column, self._ahead = connection, column, max(ahead, 1)
        self._fresh: list[str] = []
        self._taken: set[str] = set()

    def take(self) -> str:
        """One that was never given out."""
        while not self._fresh:
            self._fresh = [one for one in fresh_ids(self._connection, self._column, self._ahead) if one not in self._taken]
        taken = self._fresh.pop()
        self._taken.add(taken)
        return taken


def fresh_ids(connection: Connection, column: Column[str], count: int) -> list[str]:
    """As many new identifiers for the rows of a column."""
    fresh: set[str] = set()
    while len(fresh) < count:
        tried = new_ids(count - len(fresh))
        fresh |= tried.difference(row[0] for row in among(connection, select(column), column, tried))
    return list(fresh)

"""Identifiers no row has, nor ever had: rows are never deleted."""

from collections import deque

from sqlalchemy import Column, Connection, select

from archive.store.ids import new_ids
from archive.store.statements import among


class Ids:
    """New identifiers for the rows of a column, looked up many at a time."""

    def __init__(self, connection: Connection, column: Column[str], ahead: int) -> None:
        """`ahead` is how many are likely to be taken."""
        self._connection, self._column, self._ahead = connection, column, max(ahead, 1)
        self._fresh: deque[str] = deque()
        self._taken: set[str] = set()

    def take(self) -> str:
        """One that was never given out."""
        return self.take_many(1)[0]

    def take_many(self, count: int) -> list[str]:
        """As many."""
        while len(self._fresh) < count:
            more = fresh_ids(self._connection, self._column, max(self._ahead, count - len(self._fresh)))
            self._fresh += [one for one in more if one not in self._taken]
            self._taken.update(self._fresh)
        return [self._fresh.popleft() for _ in range(count)]


def fresh_ids(connection: Connection, column: Column[str], count: int) -> list[str]:
    """As many new identifiers for the rows of a column, ascending: rows that come in together then touch a page of an index once."""
    fresh: set[str] = set()
    while len(fresh) < count:
        tried = new_ids(count - len(fresh))
        fresh |= tried.difference(row[0] for row in among(connection, select(column), column, tried))
    return sorted(fresh)

"""Statements about many values at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table

from archive.store.backends import backend_of

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]

ITEMS: Final = 500
"""Values in one IN list: every database takes this many."""


def among(
    connection: Connection, statement: Select[Any], column: ColumnElement[Any], values: Collection[str] | Collection[int]
) -> Iterator[AnyRow]:
    """The rows of a statement in which the column has one of these values, in the order of the statement."""
    yield from connection.execute(statement.where(backend_of(connection).one_of(column, values)))


def batched(values: Collection[T]) -> Iterator[list[T]]:
    """The values in pieces small enough for one statement."""
    items = list(values)
    for start in range(0, len(items), ITEMS):
        yield items[start : start + ITEMS]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        backend_of(connection).insert_rows(connection, table, rows)

"""Statements about many values at a time."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, bindparam

from archive.store.backends import BACKENDS, backend_of

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]

_VALUES: Final = "some_values"
"""The name of the parameter that takes all the values."""

ITEMS: Final = 500
"""Values in one IN list: every database takes this many."""


def among(
    connection: Connection, statement: Select[Any], column: ColumnElement[Any], values: Collection[str] | Collection[int]
) -> Sequence[AnyRow]:
    """The rows of a statement in which the column has one of these values, in the order of the statement."""
    return connection.execute(_among(connection.dialect.name, statement, column), {_VALUES: backend_of(connection).listed(values)}).all()


@lru_cache(maxsize=64)
def _among(dialect: str, statement: Select[Any], column: ColumnElement[Any]) -> Select[Any]:
    """The statement for values yet to be named; where it is a constant, it is put together once."""
    return statement.where(BACKENDS[dialect].one_of(column, bindparam(_VALUES)))


def batched(values: Collection[T]) -> Iterator[list[T]]:
    """The values in pieces small enough for one statement."""
    items = list(values)
    for start in range(0, len(items), ITEMS):
        yield items[start : start + ITEMS]


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows: a value for each column of the table, in their order."""
    if rows:
        backend_of(connection).insert_rows(connection, table, rows)

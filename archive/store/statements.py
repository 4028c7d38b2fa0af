"""Statements about many values at a time."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, bindparam, func, insert, select

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]

ITEMS: Final = 500
"""Values in one IN list: every database takes this many."""


def among(
    connection: Connection, statement: Select[Any], column: ColumnElement[Any], values: Collection[str] | Collection[int]
) -> Iterator[AnyRow]:
    """The rows of a statement in which the column has one of these values; they may come in several pieces, each in its order."""
    if connection.dialect.name == "sqlite":  # one parameter in place of many: the statement is put together once
        listed = select(func.json_each(bindparam("some")).table_valued("value").c.value)
        yield from connection.execute(statement.where(column.in_(listed)), {"some": json.dumps(list(values))})
        return
    for some in batched(values):
        yield from connection.execute(statement.where(column.in_(some)))


def batched(values: Collection[T]) -> Iterator[list[T]]:
    """The values in pieces small enough for one statement."""
    items = list(values)
    for start in range(0, len(items), ITEMS):
        yield items[start : start + ITEMS]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns; the values are handed to the driver as they are, which is several times faster."""
    if not rows:
        return
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    if statement.positiontup and len(statement.positiontup) > 1:
        values = itemgetter(*statement.positiontup)
        connection.exec_driver_sql(str(statement), [values(row) for row in rows])
    else:
        connection.execute(insert(table), rows)

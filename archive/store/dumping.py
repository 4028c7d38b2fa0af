"""The whole store as lines of JSON, and back: every row of every table, so that nothing is lost.

The first line tells what the file is, which shape the tables have and how many rows follow; every other line is a row. Bytes are
base64.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from alembic.migration import MigrationContext
from sqlalchemy import Connection, LargeBinary, Table, delete, func, select
from sqlalchemy.exc import DatabaseError

from archive.errors import BadInput
from archive.store.statements import insert_rows
from archive.store.tables import document, metadata

MARK: Final = '{"yanlu": "archive", '
"""How a dump begins."""

AT_ONCE: Final = 500
"""Rows read or written together."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


def dump(connection: Connection) -> Iterator[str]:
    """The lines of the dump, each with its line feed. The second item of the first is how many rows follow."""
    counts = [connection.scalar(select(func.count()).select_from(table)) or 0 for table in metadata.sorted_tables]
    yield _line({"yanlu": "archive", "rows": sum(counts), "tables": _shape(connection)})
    for table in metadata.sorted_tables:
        binary = _binary(table)
        order = list(table.primary_key.columns)
        for row in connection.execute(select(table).order_by(*order).execution_options(yield_per=AT_ONCE)).mappings():
            yield _line({"table": table.name, "row": {name: _written(value) if name in binary else value for name, value in row.items()}})


def load(connection: Connection, lines: Iterable[str], tell: Progress) -> int:
    """Fill an empty store from the lines of a dump; returns how many rows it had.

    Raises BadInput, and leaves the transaction to be undone, where the store holds documents or the dump is not whole.
    """
    if connection.scalar(select(func.count()).select_from(document)):
        raise BadInput("档案库里已经有文件；整库转储只能收进空的档案库。")
    rest = iter(lines)
    total = _announced(next(rest, ""), _shape(connection))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # a paragraph may lead to one of a later line
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))
    try:
        done = _load_rows(connection, rest, lambda count: tell(count, total))
    except DatabaseError as error:
        raise BadInput("整库转储里的数据互相矛盾：{reason}", reason=error.orig) from error
    if done != total:
        raise BadInput("整库转储不完整：应有 {total} 行，只有 {done} 行。", total=total, done=done)
    return done


def _load_rows(connection: Connection, lines: Iterator[str], tell: Callable[[int], None]) -> int:
    tables = {table.name: table for table in metadata.sorted_tables}
    gathered: list[Mapping[str, object]] = []
    current: Table | None = None
    done = 0
    for number, line in enumerate(lines, 2):
        try:
            found = json.loads(line)
            table = tables[found["table"]]
            row = _read(table, found["row"])
        except (ValueError, KeyError, TypeError, AttributeError, Error) as error:
            raise BadInput("整库转储的第 {line} 行读不懂。", line=number) from error
        if current is not None and (table is not current or len(gathered) == AT_ONCE):
            insert_rows(connection, current, gathered)
            done += len(gathered)
            gathered = []
            tell(done)
        current = table
        gathered.append(row)
    if current is not None:
        insert_rows(connection, current, gathered)
    return done + len(gathered)


def _announced(line: str, shape: str) -> int:
    """How many rows the first line says there are."""
    try:
        head = json.loads(line)
        rows, made = int(head["rows"]), head["tables"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput("这不是言录的整库转储。") from error
    if made != shape:
        raise BadInput("这份整库转储的表是 {made} 版，这里是 {shape} 版；请用写它的那一版程序收进去，再升级。", made=made, shape=shape)
    return rows


def _shape(connection: Connection) -> str:
    """The version of the tables."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def _binary(table: Table) -> set[str]:
    return {column.name for column in table.columns if isinstance(column.type, LargeBinary)}


def _read(table: Table, row: dict[str, Any]) -> dict[str, object]:
    """The row with a value for every column, bytes as bytes."""
    binary = _binary(table)
    return {
        column.name: b64decode(row[column.name], validate=True) if column.name in binary else row[column.name] for column in table.columns
    }


def _written(value: object) -> str:
    return b64encode(value if isinstance(value, bytes) else b"").decode("ascii")


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"

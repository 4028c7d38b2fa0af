"""What is particular to SQLite: one file, one writer."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, BindParameter, ColumnElement, Connection, Engine, Table, create_engine, event, func, select

READING: Final[Mapping[str, Any]] = {}
WRITING: Final[Mapping[str, Any]] = {"writing": True}
READ_ONLY: Final = "PRAGMA query_only = ON"

CACHE_KIB: Final = 16 << 10
"""Memory for pages, a connection that writes, at most: identifiers are random, so what comes in touches the whole of their indexes. Readers
have SQLite's own 2 MB; the system keeps the pages for all of them together."""
CHECKPOINT_PAGES: Final = 16 << 10
"""Pages in the log after which it is copied into the file: pages written again and again are copied once."""

_PRIMARY: Final = 0xFF
"""The part of a result code that is not its extension (SQLite, Result and Error Codes)."""


def open_engine(url: URL, patience: int) -> Engine:
    """See `archive.store.backends.Backend`. A new file and its folder are made."""
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own: _begin does
        connection.execute(f"PRAGMA busy_timeout = {patience * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        connection.execute("PRAGMA foreign_keys = ON")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    return engine


def is_busy(error: BaseException) -> bool:
    """Whether another writer did not end."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_BUSY


def is_passing(error: BaseException) -> bool:
    """Whether what is in the way may go away: here only others are."""
    return is_busy(error)


def one_of(column: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
    """Whether a column has one of the values of a JSON array: one parameter in place of many, so that the statement stays the same."""
    return column.in_(select(func.json_each(values).table_valued("value").c.value))


def listed(values: Collection[str] | Collection[int]) -> object:
    """Values as a JSON array."""
    return json.dumps(list(values))


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, at least one; the values are handed to the driver as they are, which is several times faster."""
    quoted = connection.dialect.identifier_preparer.quote
    names = [quoted(column.name) for column in table.columns]
    statement = f"INSERT INTO {quoted(table.name)} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our own names
    connection.exec_driver_sql(statement, list(rows))


def go_on_counting(_connection: Connection) -> None:
    """Nothing is to be done: SQLite looks at the largest number there is."""


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    if writing:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.exec_driver_sql(f"BEGIN {'IMMEDIATE' if writing else 'DEFERRED'}")

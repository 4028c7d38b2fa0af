"""What is particular to PostgreSQL: a server, many processes, one writer at a time.

Whoever writes takes one advisory lock for the length of its transaction. So the numbers of changes become visible in their order, and an
index that follows them misses none; what one ingester has stored the next one sees. Reading takes no lock.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    URL,
    BindParameter,
    ColumnElement,
    Connection,
    Engine,
    Table,
    any_,
    create_engine,
    event,
    func,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError

from archive.store.tables import metadata

READING: Final[Mapping[str, Any]] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WRITING: Final[Mapping[str, Any]] = {"isolation_level": "READ COMMITTED", "writing": True}
"""Not a stricter level: what a writer reads must be of the time after its lock was given."""

READ_ONLY: Final = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"

CONNECT_SECONDS: Final = 10
"""How long a server may take to answer a new connection."""

_LOCK: Final = int.from_bytes(b"yanlu")
_BUSY: Final = "55P03"
"""lock_not_available (PostgreSQL, Error Codes)."""
_PASSING: Final = ("08", "53", "55", "57", "58")
"""Classes of states that may pass: connection, resources, prerequisites, operator intervention, system."""


def open_engine(url: URL, patience: int) -> Engine:
    """See `archive.store.backends.Backend`. A connection is tried before it is used: the server may have started again."""
    engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})
    event.listen(engine, "begin", partial(_begin, patience))
    event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
    return engine


def is_busy(error: BaseException) -> bool:
    """Whether another writer did not end."""
    return _state(error) == _BUSY


def is_passing(error: BaseException) -> bool:
    """Whether what is in the way may go away. What has no state was not said by a server: there is none, or no way to it."""
    return not _state(error) or _state(error)[:2] in _PASSING


def one_of(column: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
    """Whether a column has one of the values of an array."""
    return column == any_(type_coerce(values, ARRAY(column.type)))


def listed(values: Collection[str] | Collection[int]) -> object:
    """Values as an array."""
    return list(values)


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, at least one, by COPY: several times faster than INSERT."""
    quoted = connection.dialect.identifier_preparer.quote
    statement = f"COPY {quoted(table.name)} ({', '.join(quoted(column.name) for column in table.columns)}) FROM STDIN"
    driver = connection.dialect.loaded_dbapi
    try:
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:
        raise DBAPIError.instance(statement, None, error, driver.Error, dialect=connection.dialect) from error


def go_on_counting(connection: Connection) -> None:
    """Set the sequences behind numbered rows to the largest number there is."""
    for table in metadata.sorted_tables:
        if (number := table.autoincrement_column) is not None:
            sequence = func.pg_get_serial_sequence(table.name, number.name)
            connection.execute(select(func.setval(sequence, func.coalesce(func.max(number), 0) + 1, False)))


def _begin(patience: int, connection: Connection) -> None:
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{patience}s'; SELECT pg_advisory_xact_lock({_LOCK})")


def _without_nul(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> tuple[str, Any]:
    """PostgreSQL's texts hold no NUL: whoever asks for one finds nothing, since U+FFFD stands in its place. Ingest leaves none."""
    return statement, _cleaned(parameters)


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\0", "\ufffd")
        case dict():
            return {name: _cleaned(one) for name, one in value.items()}
        case list() | tuple():
            return [_cleaned(one) for one in value]
        case _:
            return value


def _state(error: BaseException) -> str:
    return getattr(error, "sqlstate", None) or ""

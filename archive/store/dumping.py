"""The whole store as lines of JSON, and back: every row of every table, so that nothing is lost.

The first line tells what the file is, which shape the tables have and how many rows follow; every other line is a row. Bytes are
base64.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, MetaData, Table, bindparam, func, select, update
from sqlalchemy.exc import DataError, IntegrityError

from archive.errors import BadInput, StoreError
from archive.store.backends import backend_of
from archive.store.database import make_afresh, upgrade, version_of
from archive.store.records import Moved
from archive.store.statements import insert_rows
from archive.store.tables import document, metadata, paragraph

MARK: Final = '{"yanlu": "archive", '
"""How a dump begins."""

AT_ONCE: Final = 500
"""Rows read or written together."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


def dump(connection: Connection) -> Iterator[str]:
    """The lines of the dump, each with its line feed. The second item of the first is how many rows follow."""
    counts = [connection.scalar(select(func.count()).select_from(table)) or 0 for table in metadata.sorted_tables]
    yield _line({"yanlu": "archive", "rows": sum(counts), "tables": version_of(connection)})
    for table in metadata.sorted_tables:
        binary = _binary(table)
        order = list(table.primary_key.columns)
        for row in connection.execute(select(table).order_by(*order).execution_options(yield_per=AT_ONCE)).mappings():
            yield _line({"table": table.name, "row": {name: _written(value) if name in binary else value for name, value in row.items()}})


def load(connection: Connection, lines: Iterable[str], tell: Progress, *, over: bool = False) -> int:
    """Make the store what a dump holds, in the shape the dump has and then in the present one; returns how many rows there were.

    Raises BadInput, and leaves the transaction to be undone, where the dump is not whole, or the store holds documents and these
    are not to be written `over`; StoreError where a later program wrote the dump.
    """
    if not over and connection.scalar(select(func.count()).select_from(document)):
        raise BadInput("档案库里已经有文件；整库只能收进空的档案库。")
    rest = iter(lines)
    total, shape = announced(next(rest, ""))
    made = make_afresh(connection, shape)
    try:
        done = _load_rows(connection, made, rest, lambda count: tell(count, total))
    except (IntegrityError, DataError) as error:
        raise BadInput("整库转储里的数据互相矛盾：{reason}", reason=error.orig) from error
    if done != total:
        raise BadInput("整库转储不完整：应有 {total} 行，只有 {done} 行。", total=total, done=done)
    upgrade(connection)
    backend_of(connection).go_on_counting(connection)
    return done


def copy(source: Connection, target: Connection, tell: Progress) -> Moved:
    """Fill an empty store with every row of another one, and compare the digest of what was sent with that of what is there.

    Raises BadInput where the target holds documents, StoreError where what it holds in the end is something else. The target's
    transaction is to be undone then.
    """
    sent, kept = hashlib.sha256(), hashlib.sha256()
    rows = load(target, _hashed(dump(source), sent), tell)
    for _ in _hashed(dump(target), kept):
        pass
    if sent.digest() != kept.digest():
        raise StoreError(
            "搬过去的与原来的不同（SHA-256 {before} 与 {after}）；什么也没有搬。", before=sent.hexdigest(), after=kept.hexdigest()
        )
    return Moved(rows, kept.hexdigest())


def _hashed(lines: Iterable[str], digest: "hashlib._Hash") -> Iterator[str]:
    """The lines, each taken into the digest."""
    for line in lines:
        digest.update(line.encode())
        yield line


def announced(line: str) -> tuple[int, str]:
    """What the first line of a dump says: how many rows follow, and which shape the tables have. Raises BadInput."""
    try:
        head = json.loads(line)
        rows, shape = int(head["rows"]), str(head["tables"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput("这不是言录的整库转储。") from error
    return rows, shape


def _load_rows(connection: Connection, made: MetaData, lines: Iterator[str], tell: Callable[[int], None]) -> int:
    """Insert the rows. What leads to a row of the same table, maybe of a later line, is filled in at the end."""
    gathered: list[tuple[object, ...]] = []
    leading: list[dict[str, object]] = []
    current: Table | None = None
    done = 0
    for number, line in enumerate(lines, 2):
        try:
            found = json.loads(line)
            table = made.tables[found["table"]]
            row = _read(table, found["row"])
        except (ValueError, KeyError, TypeError, AttributeError, Error) as error:
            raise BadInput("整库转储的第 {line} 行读不懂。", line=number) from error
        if current is not None and (table is not current or len(gathered) == AT_ONCE):
            insert_rows(connection, current, gathered)
            done += len(gathered)
            gathered = []
            tell(done)
        current = table
        if row.get("target") is not None:
            leading.append({"one": row["id"], "other": row["target"]})
            row["target"] = None
        gathered.append(tuple(row.values()))
    if current is not None:
        insert_rows(connection, current, gathered)
    if leading:
        connection.execute(update(paragraph).where(paragraph.c.id == bindparam("one")).values(target=bindparam("other")), leading)
    return done + len(gathered)


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

"""What is wrong in the store: bytes that are not what their hash says, rows that lead nowhere, links that break.

Everything here only reads. Only sketches can be made anew from what the store holds; whatever else is wrong needs a backup.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select

from archive.store.tables import document, edition, metadata, original, paragraph, revision, sketch, speech

AT_ONCE: Final = 16
"""Originals in memory together."""

Progress = Callable[[int, int], None]
"""Told how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in one place. `message` is a message id with places for `where` and the `values`."""

    message: str
    kind: str
    where: str
    repairable: bool = False
    values: Mapping[str, object] = field(default_factory=dict)


def audit_originals(connection: Connection, tell: Progress) -> Iterator[Finding]:
    """Originals whose bytes are not what their hash says."""
    total = connection.scalar(select(func.count()).select_from(original)) or 0
    rows = connection.execute(select(original.c.sha256, original.c.data).execution_options(yield_per=AT_ONCE))
    for done, row in enumerate(rows, 1):
        if hashlib.sha256(row.data).hexdigest() != row.sha256:
            yield Finding("原件 {where} 的内容和它的校验值不符：字节已经变了。请从备份恢复。", "original", row.sha256)
        tell(done, total)


def audit_database(connection: Connection) -> Iterator[Finding]:
    """What the database itself says of its pages and indexes, where it can say something."""
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield Finding("数据库文件内部有损坏：{where}。请从备份恢复。", "database", said)


def audit_rows(connection: Connection) -> Iterator[Finding]:
    """Rows that contradict each other."""
    yield from _dangling(connection)
    yield from _redirects(connection)
    here = select(edition.c.document_id).where(edition.c.document_id == document.c.id, edition.c.sha256 == document.c.sha256)
    for one in _first(connection, select(document.c.id).where(~here.exists())):
        yield Finding("文件 {where} 没有记下它现在这一版的原件。请从备份恢复。", "edition", one)
    gone = select(paragraph.c.id).join(speech).where(paragraph.c.state == "live", speech.c.position.is_(None))
    for one in _first(connection, gone):
        yield Finding("段落 {where} 在册，它所在的讲话却已撤下。请从备份恢复。", "orphan", one)
    kept = select(func.count()).select_from(revision).where(revision.c.paragraph_id == paragraph.c.id).scalar_subquery()
    for one in _first(connection, select(paragraph.c.id).where(paragraph.c.version > 1, kept != paragraph.c.version - 1)):
        yield Finding("段落 {where} 缺了从前的文字：它的 ?v= 链接会断。请从备份恢复。", "revision", one)
    for one in _first(connection, unsketched()):
        yield Finding("文件 {where} 没有用来认出重复文本的摘要。可以补上：manage.py check --repair。", "sketch", one, repairable=True)


def unsketched() -> Select[Any]:
    """The identifiers of the documents without a sketch."""
    return select(document.c.id).where(document.c.id.not_in(select(sketch.c.document_id))).order_by(document.c.changed)


def _dangling(connection: Connection) -> Iterator[Finding]:
    """Rows that refer to one that is not there."""
    for table in metadata.sorted_tables:
        key: ColumnElement[Any] = next(iter(table.primary_key.columns))
        for reference in table.foreign_keys:
            other = reference.column.table.alias()
            there = select(other.c[reference.column.name]).where(other.c[reference.column.name] == reference.parent)
            for one in _first(connection, select(key).where(reference.parent.is_not(None), ~there.exists())):
                yield Finding(
                    "表 {table} 里的 {where} 指向的 {column} 不存在。请从备份恢复。",
                    "reference",
                    one,
                    values={"table": table.name, "column": reference.parent.name},
                )


def _redirects(connection: Connection) -> Iterator[Finding]:
    """Merged paragraphs that do not lead, be it over others, to one that stands or stood."""
    merged = connection.execute(select(paragraph.c.id, paragraph.c.target).where(paragraph.c.state == "merged")).all()
    targets = {row.id: row.target for row in merged}
    for one in targets:
        seen, at = set(), one
        while at in targets and at not in seen:
            seen.add(at)
            at = targets[at]
        if at is None or at in targets:
            yield Finding("段落 {where} 已并入别处，却没有指明并到了哪里：它的永久链接断了。请从备份恢复。", "redirect", one)


def _first(connection: Connection, statement: Select[Any]) -> Iterator[str]:
    """The first column of all rows, as text."""
    for row in connection.execute(statement):
        yield str(row[0])

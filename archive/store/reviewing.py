"""What people say of the weak matches between two readings of a document."""

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from archive.errors import NotFound
from archive.store.allocation import fresh_ids
from archive.store.changing import Changes, timestamp
from archive.store.records import Doubt
from archive.store.tables import document, match, paragraph, revision, speech

OPEN = match.c.certain.is_(False) & match.c.reviewed.is_(None)
"""The matches that wait for a review."""


def doubts(connection: Connection) -> list[Doubt]:
    """The matches that wait for a review, the weakest first."""
    rows = connection.execute(
        select(match, paragraph.c.text, paragraph.c.version.label("current"), document.c.id.label("document_id"), document.c.source)
        .select_from(match.join(paragraph, paragraph.c.id == match.c.paragraph_id).join(speech).join(document))
        .where(OPEN)
        .order_by(match.c.score, match.c.id)
    ).all()
    return [
        Doubt(
            id=row.id,
            paragraph_id=row.paragraph_id,
            heir_id=row.heir_id,
            kind=row.kind,
            score=row.score,
            before=_before(connection, row),
            after=_after(connection, row),
            document_id=row.document_id,
            source=row.source,
        )
        for row in rows
    ]


def count_doubts(connection: Connection) -> int:
    """How many matches wait for a review."""
    return connection.scalar(select(func.count()).select_from(match).where(OPEN)) or 0


def accept(connection: Connection, doubt_id: int) -> None:
    """The match is right: the paragraph is the same. Raises NotFound."""
    row = _open(connection, doubt_id)
    connection.execute(update(match).where(match.c.id == row.id).values(reviewed="accepted"))


def reject(connection: Connection, doubt_id: int) -> None:
    """The match is wrong: the old identifier is withdrawn with the words it had, and the words it was given get one of their own.

    Nothing is unsaid: every version that stood under the old identifier can still be asked for. Raises NotFound.
    """
    row = _open(connection, doubt_id)
    changes = Changes(connection)
    if row.heir_id == row.paragraph_id:
        _part(connection, row)
        same = match.c.id >= row.id
    else:
        connection.execute(update(paragraph).where(paragraph.c.id == row.paragraph_id).values(state="withdrawn", target=None))
        same = match.c.heir_id != row.paragraph_id
    connection.execute(update(match).where(OPEN, match.c.paragraph_id == row.paragraph_id, same).values(reviewed="rejected"))
    changes.touch([row.document_id])
    told = {"paragraph_id": row.paragraph_id, "kind": "withdrawn", "score": 0.0, "certain": True}
    connection.execute(insert(match).values(changed=changes.last, **told))


def _part(connection: Connection, row: Row[Any]) -> None:
    """Withdraw a paragraph with the words it had before a match; the words it stands with go on under a new identifier, and what was
    merged into these words since goes along."""
    old = connection.execute(select(paragraph).filter_by(id=row.paragraph_id)).one()
    now = timestamp()
    values: dict[str, Any] = {"state": "withdrawn", "target": None}
    if old.state == "live":
        fresh = fresh_ids(connection, paragraph.c.id, 1)[0]
        connection.execute(insert(paragraph).values(**old._asdict() | {"id": fresh, "version": 1, "added": now}))
        since = select(match.c.paragraph_id).where(match.c.heir_id == old.id, match.c.changed >= row.changed)
        connection.execute(update(paragraph).where(paragraph.c.target == old.id, paragraph.c.id.in_(since)).values(target=fresh))
    last = _before(connection, row)
    if old.text != last:
        connection.execute(insert(revision).values(paragraph_id=old.id, version=old.version, text=old.text, added=old.added))
        values |= {"text": last, "version": old.version + 1, "added": now}
    connection.execute(update(paragraph).where(paragraph.c.id == old.id).values(**values))


def _open(connection: Connection, doubt_id: int) -> Row[Any]:
    row = connection.execute(
        select(match, paragraph.c.text, paragraph.c.version.label("current"), speech.c.document_id)
        .select_from(match.join(paragraph, paragraph.c.id == match.c.paragraph_id).join(speech))
        .where(OPEN, match.c.id == doubt_id)
    ).first()
    if row is None:
        raise NotFound("没有编号为 {id} 的待核对应。", id=doubt_id)
    return row


def _before(connection: Connection, row: Row[Any]) -> str:
    """The words the paragraph had before the match; where the match left its words as they were, those it had at first, which they lost
    at some time: that is the doubt."""
    if row.heir_id != row.paragraph_id:
        return str(row.text)
    version = row.current if row.version is None else row.version
    before = _words(connection, row.paragraph_id, 1 if row.score == 1 else version - 1)
    return before if before is not None else str(row.text)


def _after(connection: Connection, row: Row[Any]) -> str:
    """The words the paragraph was taken to have become."""
    if row.heir_id != row.paragraph_id:
        return connection.scalar(select(paragraph.c.text).filter_by(id=row.heir_id)) or ""
    words = None if row.version is None else _words(connection, row.paragraph_id, row.version)
    return words if words is not None else str(row.text)


def _words(connection: Connection, paragraph_id: str, version: int) -> str | None:
    """The words of an earlier version."""
    return connection.scalar(select(revision.c.text).filter_by(paragraph_id=paragraph_id, version=version))

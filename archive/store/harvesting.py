"""Speeches one after another with the time of their last change, for those who follow or copy the archive."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from archive.model import Origin
from archive.store.records import Harvested, Heading, SpeakerRef
from archive.store.statements import among
from archive.store.tables import document, paragraph, speaker, speech

STANDS = speech.c.position.is_not(None)


def read_headings(connection: Connection, speech_ids: Collection[str]) -> Iterator[Heading]:
    """What is cited of these speeches, in no particular order."""
    for row in among(connection, _headings().where(STANDS), speech.c.id, speech_ids):
        yield _heading(row)


def harvest(connection: Connection, after: str, limit: int, since: str, until: str, collection: str | None) -> list[Harvested]:
    """The speeches whose identifiers come after one, in their order, at most so many, those that were withdrawn as well; only those changed
    between two times (ISO 8601, empty for no bound), only those of a collection."""
    statement = _headings().where(speech.c.id > after).order_by(speech.c.id).limit(limit)
    if since:
        statement = statement.where(speech.c.modified >= since)
    if until:
        statement = statement.where(speech.c.modified <= until)
    if collection is not None:
        statement = statement.where(document.c.collection == collection)
    return [_harvested(row) for row in connection.execute(statement)]


def harvested(connection: Connection, speech_id: str) -> Harvested | None:
    """One of them, if there ever was one of this identifier."""
    row = connection.execute(_headings().where(speech.c.id == speech_id)).first()
    return None if row is None else _harvested(row)


def speech_changes(connection: Connection, first: int, count: int) -> Iterator[tuple[str, str]]:
    """Identifiers of speeches and when they changed, a stretch of all of them in the order of the identifiers."""
    rows = connection.execute(select(speech.c.id, speech.c.modified).where(STANDS).order_by(speech.c.id).offset(first).limit(count))
    yield from ((row.id, row.modified) for row in rows)


def collections(connection: Connection) -> list[str]:
    """The names of the collections."""
    rows = connection.execute(select(document.c.collection).distinct().where(document.c.collection.is_not(None)))
    return sorted(row.collection for row in rows)


def earliest(connection: Connection) -> str:
    """When the speech that has not changed for longest did so; empty where there are none."""
    return connection.scalar(select(func.min(speech.c.modified))) or ""


def paragraph_times(connection: Connection, paragraph_ids: Collection[str]) -> dict[str, str]:
    """When the present words of these paragraphs came in (UTC, ISO 8601), by identifier."""
    rows = among(connection, select(paragraph.c.id, paragraph.c.added), paragraph.c.id, paragraph_ids)
    return {row.id: row.added for row in rows}


def _headings() -> Select[Any]:
    columns = (speech, speaker.c.name.label("speaker_name"), document.c.name, document.c.collection)
    whence = (document.c.publication, document.c.page, document.c.url, document.c.licence, document.c.language)
    return select(*columns, *whence).select_from(speech.join(document).outerjoin(speaker))


def _harvested(row: Row[Any]) -> Harvested:
    return Harvested(_heading(row), row.modified, stands=row.position is not None)


def _heading(row: Row[Any]) -> Heading:
    return Heading(
        id=row.id,
        title=row.title,
        speaker=SpeakerRef(row.speaker_id, row.speaker_name) if row.speaker_id else None,
        office=row.office,
        date=row.date,
        place=row.place,
        collection=row.collection,
        document_name=row.name,
        origin=Origin(row.publication, row.page, row.url, row.licence, row.language),
    )

"""The store as the rest of the archive sees it: records out, documents in."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, Select, func, select

from archive.errors import NotFound
from archive.model import Document, Origin
from archive.store.allocation import batched
from archive.store.database import open_database, writing
from archive.store.records import (
    IndexRow,
    Original,
    ParagraphRecord,
    Revision,
    Saved,
    SpeakerRecord,
    SpeakerRef,
    SpeechRecord,
    SpeechRef,
    StoredParagraph,
    Totals,
)
from archive.store.saving import save
from archive.store.tables import document, match, original, paragraph, revision, speaker, speech


class Store:
    """Documents, speeches and paragraphs with their identity.

    Every method is one transaction. Reading never waits for writing.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at an SQLAlchemy URL and bring it to the present shape. Raises StoreError and SettingsError."""
        return cls(open_database(url))

    def close(self) -> None:
        """Close all connections."""
        self._database.dispose()

    def save(self, source: str, name: str, data: bytes, read: Document, collection: str | None) -> Saved:
        """Store a document and its original bytes; see `archive.store.saving.save`. Raises Busy."""
        with writing(self._database) as connection:
            return save(connection, source, name, data, read, collection)

    def speech(self, speech_id: str) -> SpeechRecord:
        """A speech with its paragraphs. Raises NotFound."""
        with self._database.connect() as connection:
            row = connection.execute(
                select(speech, speaker.c.name.label("speaker_name"), document)
                .select_from(speech.join(document).outerjoin(speaker))
                .where(speech.c.id == speech_id, speech.c.position.is_not(None))
            ).first()
            if row is None:
                raise NotFound("没有编号为 {id} 的讲话。", id=speech_id)
            around = connection.execute(
                _speech_refs()
                .add_columns(speech.c.position)
                .where(speech.c.document_id == row.document_id, speech.c.position.in_((row.position - 1, row.position + 1)))
            ).all()
            beside = {other.position: _speech_ref(other) for other in around}
            return SpeechRecord(
                id=row.id,
                title=row.title,
                speaker=SpeakerRef(row.speaker_id, row.speaker_name) if row.speaker_id else None,
                office=row.office,
                date=row.date,
                place=row.place,
                collection=row.collection,
                document_id=row.document_id,
                document_name=row.name,
                origin=Origin(row.publication, row.page, row.url, row.licence, row.language),
                number_in_document=row.position,
                paragraphs=_paragraphs(connection, speech_id),
                previous=beside.get(row.position - 1),
                next=beside.get(row.position + 1),
            )

    def paragraph(self, paragraph_id: str) -> ParagraphRecord:
        """A paragraph, whether it still stands, was merged or was withdrawn. Raises NotFound."""
        with self._database.connect() as connection:
            row = connection.execute(select(paragraph).filter_by(id=paragraph_id)).first()
            if row is None:
                raise NotFound("没有编号为 {id} 的段落。", id=paragraph_id)
            doubts = select(func.count()).select_from(match).where(match.c.paragraph_id == paragraph_id, match.c.certain.is_(False))
            past = connection.execute(select(revision).filter_by(paragraph_id=paragraph_id).order_by(revision.c.version)).all()
            return ParagraphRecord(
                id=row.id,
                state=row.state,
                speech_id=row.speech_id if row.state == "live" else None,
                number=row.number,
                text=row.text,
                version=row.version,
                target=row.target,
                certain=connection.scalar(doubts) == 0,
                revisions=tuple(Revision(one.version, one.text, datetime.fromisoformat(one.added)) for one in (*past, row)),
            )

    def speaker(self, speaker_id: str) -> SpeakerRecord:
        """A speaker and all speeches. Raises NotFound."""
        with self._database.connect() as connection:
            row = connection.execute(select(speaker).filter_by(id=speaker_id)).first()
            if row is None:
                raise NotFound("没有编号为 {id} 的讲话人。", id=speaker_id)
            speeches = connection.execute(
                _speech_refs()
                .where(speech.c.speaker_id == speaker_id, speech.c.position.is_not(None))
                .order_by(speech.c.date.is_(None), speech.c.date, speech.c.document_id, speech.c.position)
            )
            return SpeakerRecord(row.id, row.name, tuple(_speech_ref(one) for one in speeches))

    def speaker_named(self, name: str) -> SpeakerRef | None:
        """The speaker of this name, if the archive has one."""
        with self._database.connect() as connection:
            row = connection.execute(select(speaker).filter_by(name=name)).first()
            return None if row is None else SpeakerRef(row.id, row.name)

    def original(self, document_id: str) -> Original:
        """The bytes of a document. Raises NotFound."""
        with self._database.connect() as connection:
            row = connection.execute(
                select(document.c.name, original.c.data).select_from(document.join(original)).where(document.c.id == document_id)
            ).first()
            if row is None:
                raise NotFound("没有编号为 {id} 的文件。", id=document_id)
            return Original(row.name, row.data)

    def totals(self) -> Totals:
        """How much the archive holds."""
        standing = speech.c.position.is_not(None)
        with self._database.connect() as connection:
            speeches, speakers, first, last = connection.execute(
                select(
                    func.count(),
                    func.count(speech.c.speaker_id.distinct()),
                    func.min(speech.c.date),
                    func.max(speech.c.date),
                ).where(standing)
            ).one()
            documents = connection.scalar(select(func.count()).select_from(document)) or 0
            paragraphs = connection.scalar(select(func.count()).select_from(paragraph).where(paragraph.c.state == "live")) or 0
            return Totals(documents, speeches, paragraphs, speakers, first, last)

    def changes(self, after: int = 0) -> list[tuple[int, str]]:
        """The documents changed after a point: (change, document id), in the order of their last change."""
        with self._database.connect() as connection:
            rows = connection.execute(
                select(document.c.changed, document.c.id).where(document.c.changed > after).order_by(document.c.changed)
            )
            return [(row.changed, row.id) for row in rows]

    def index_rows(self, document_ids: Sequence[str]) -> Iterator[IndexRow]:
        """The live paragraphs of these documents as the index wants them, speech by speech."""
        with self._database.connect() as connection:
            for some in batched(document_ids):
                yield from (IndexRow(*row) for row in connection.execute(_index_rows(some)))

    def gone(self, document_ids: Sequence[str]) -> list[str]:
        """The paragraphs these documents once had that are no longer live."""
        with self._database.connect() as connection:
            return [
                identifier
                for some in batched(document_ids)
                for identifier in connection.scalars(
                    select(paragraph.c.id).join(speech).where(speech.c.document_id.in_(some), paragraph.c.state != "live")
                )
            ]


def _speech_refs() -> Select[Any]:
    live = (
        select(func.count())
        .select_from(paragraph)
        .where(paragraph.c.speech_id == speech.c.id, paragraph.c.state == "live")
        .scalar_subquery()
    )
    return select(
        speech.c.id,
        speech.c.title,
        speaker.c.name.label("speaker_name"),
        speech.c.office,
        speech.c.date,
        document.c.collection,
        live.label("paragraphs"),
    ).select_from(speech.join(document).outerjoin(speaker))


def _speech_ref(row: Row[Any]) -> SpeechRef:
    return SpeechRef(row.id, row.title, row.speaker_name, row.office, row.date, row.collection, row.paragraphs)


def _paragraphs(connection: Connection, speech_id: str) -> tuple[StoredParagraph, ...]:
    rows = connection.execute(
        select(paragraph).where(paragraph.c.speech_id == speech_id, paragraph.c.state == "live").order_by(paragraph.c.number)
    )
    return tuple(StoredParagraph(row.id, row.number, row.text, tuple(json.loads(row.path)), row.version) for row in rows)


def _index_rows(document_ids: Sequence[str]) -> Select[Any]:
    return (
        select(
            paragraph.c.id,
            paragraph.c.speech_id,
            paragraph.c.number,
            paragraph.c.text,
            speech.c.title,
            speaker.c.name,
            speech.c.office,
            speech.c.place,
            document.c.collection,
            speech.c.date,
        )
        .select_from(paragraph.join(speech).join(document).outerjoin(speaker))
        .where(document.c.id.in_(document_ids), paragraph.c.state == "live")
        .order_by(document.c.changed, speech.c.position, paragraph.c.number)
    )

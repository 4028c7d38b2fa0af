"""The records the store answers, read from the tables."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select

from archive.errors import NotFound
from archive.model import Origin
from archive.store.likenesses import count_alike
from archive.store.names import key
from archive.store.records import (
    DocumentRecord,
    Edition,
    IndexRow,
    Original,
    ParagraphRecord,
    Revision,
    SpeakerRecord,
    SpeakerRef,
    SpeechRecord,
    SpeechRef,
    StoredParagraph,
    Totals,
)
from archive.store.reviewing import OPEN, count_doubts
from archive.store.statements import AnyRow, among
from archive.store.tables import alias, document, edition, failure, intake, match, original, paragraph, revision, speaker, speech

_SPEAKERS: Final = select(speaker.c.key, speaker.c.id, speaker.c.name)
_ALIASES: Final = select(alias.c.key, speaker.c.id, speaker.c.name).join_from(alias, speaker)


def read_speech(connection: Connection, speech_id: str) -> SpeechRecord:
    """A speech with its paragraphs. Raises NotFound."""
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


def read_document(connection: Connection, document_id: str) -> DocumentRecord:
    """A document with its speeches. Raises NotFound."""
    row = connection.execute(select(document.c.id, document.c.name).where(document.c.id == document_id)).first()
    if row is None:
        raise NotFound("没有编号为 {id} 的文件。", id=document_id)
    speeches = _speech_refs().where(speech.c.document_id == document_id, speech.c.position.is_not(None)).order_by(speech.c.position)
    return DocumentRecord(row.id, row.name, tuple(_speech_ref(one) for one in connection.execute(speeches)))


def read_paragraph(connection: Connection, paragraph_id: str) -> ParagraphRecord:
    """A paragraph, whether it still stands, was merged or was withdrawn. Raises NotFound."""
    row = connection.execute(select(paragraph).filter_by(id=paragraph_id)).first()
    if row is None:
        raise NotFound("没有编号为 {id} 的段落。", id=paragraph_id)
    doubts = select(func.count()).select_from(match).where(OPEN, match.c.paragraph_id == paragraph_id)
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


def read_speaker(connection: Connection, speaker_id: str) -> SpeakerRecord:
    """A speaker and all speeches; of one whose speeches all went to another, that one. Raises NotFound."""
    row = connection.execute(select(speaker).filter_by(id=speaker_id)).first()
    if row is None:
        raise NotFound("没有编号为 {id} 的讲话人。", id=speaker_id)
    found = SpeakerRecord(row.id, row.name, _speeches(connection, row.id))
    if found.speeches or row.given:
        return found
    heir = _by_key(connection, [key(row.name)]).get(key(row.name))
    return found if heir is None else SpeakerRecord(heir.id, heir.name, _speeches(connection, heir.id))


def speakers_named(connection: Connection, names: Collection[str]) -> dict[str, SpeakerRef]:
    """The speakers of these names, in whatever spelling; names that nobody in the archive has are left out."""
    exact = {row.name: row for row in among(connection, _SPEAKERS, speaker.c.name, names)}
    others = {name: key(name) for name in names if name not in exact}
    by_key = _by_key(connection, others.values()) if others else {}
    rows = exact | {name: by_key[one] for name, one in others.items() if one in by_key}
    return {name: SpeakerRef(row.id, row.name) for name, row in rows.items()}


def read_original(connection: Connection, document_id: str) -> Original:
    """The bytes of a document. Raises NotFound."""
    row = connection.execute(
        select(document.c.name, original.c.data).select_from(document.join(original)).where(document.c.id == document_id)
    ).first()
    if row is None:
        raise NotFound("没有编号为 {id} 的文件。", id=document_id)
    return Original(row.name, row.data)


def read_editions(connection: Connection) -> Iterator[Edition]:
    """The bytes of every file as they ever came in, of each the latest first. What a container holds comes with it."""
    held = select(intake.c.source).where(intake.c.source.in_(select(document.c.container)))
    for one in connection.execute(select(intake.c.name, intake.c.sha256).where(intake.c.source.in_(held)).order_by(intake.c.source)).all():
        yield Edition(one.sha256[:8], one.name, 1, True, _bytes(connection, one.sha256))
    number = func.max(edition.c.number)
    rows = connection.execute(
        select(document.c.id, document.c.name, number.label("number"), edition.c.sha256, document.c.sha256.label("now"))
        .select_from(document.join(edition))
        .where(document.c.container.is_(None) | document.c.container.not_in(held))
        .group_by(document.c.id, document.c.name, document.c.added, edition.c.sha256, document.c.sha256)
        .order_by(document.c.added, document.c.id, number.desc())
    ).all()
    for row in rows:
        yield Edition(row.id, row.name, row.number, row.sha256 == row.now, _bytes(connection, row.sha256))


def _bytes(connection: Connection, sha256: str) -> bytes:
    return connection.scalar(select(original.c.data).filter_by(sha256=sha256)) or b""


def read_totals(connection: Connection) -> Totals:
    """How much the archive holds."""
    speeches, speakers, first, last = connection.execute(
        select(
            func.count(),
            func.count(speech.c.speaker_id.distinct()),
            func.min(speech.c.date),
            func.max(speech.c.date),
        ).where(speech.c.position.is_not(None))
    ).one()
    return Totals(
        documents=connection.scalar(select(func.count()).select_from(document)) or 0,
        speeches=speeches,
        paragraphs=connection.scalar(select(func.count()).select_from(paragraph).where(paragraph.c.state == "live")) or 0,
        speakers=speakers,
        first_date=first,
        last_date=last,
        duplicates=count_alike(connection),
        doubts=count_doubts(connection),
        failures=connection.scalar(select(func.count()).select_from(failure)) or 0,
    )


def read_changes(connection: Connection, after: int) -> list[tuple[int, str]]:
    """The documents changed after a point: (change, document id), in the order of their last change."""
    rows = connection.execute(select(document.c.changed, document.c.id).where(document.c.changed > after).order_by(document.c.changed))
    return [(row.changed, row.id) for row in rows]


def count_changes(connection: Connection, after: int) -> int:
    """How many documents changed after a point."""
    return connection.scalar(select(func.count()).where(document.c.changed > after)) or 0


def last_change(connection: Connection) -> int:
    """The number of the last change of all; 0 where there was none."""
    return connection.scalar(select(func.max(document.c.changed))) or 0


def read_index_rows(connection: Connection, document_ids: Sequence[str]) -> Iterator[IndexRow]:
    """The live paragraphs of these documents as the index wants them, speech by speech."""
    yield from map(IndexRow._make, among(connection, _INDEX_ROWS, document.c.id, document_ids))


def read_paragraph_ids(connection: Connection, document_ids: Sequence[str]) -> list[str]:
    """The paragraphs that these documents have or once had."""
    statement = select(paragraph.c.id).join(speech)
    return [row.id for row in among(connection, statement, speech.c.document_id, document_ids)]


def read_speeches_of(connection: Connection, document_ids: Collection[str]) -> set[str]:
    """The speeches these documents have or had."""
    return {row.id for row in among(connection, select(speech.c.id), speech.c.document_id, document_ids)}


def _by_key(connection: Connection, keys: Collection[str]) -> dict[str, AnyRow]:
    """The speakers to whom keys of names lead: an alias counts before a heading."""
    headings, others = among(connection, _SPEAKERS, speaker.c.key, keys), among(connection, _ALIASES, alias.c.key, keys)
    return {row.key: row for row in (*headings, *others)}


def _speeches(connection: Connection, speaker_id: str) -> tuple[SpeechRef, ...]:
    rows = connection.execute(
        _speech_refs()
        .where(speech.c.speaker_id == speaker_id, speech.c.position.is_not(None))
        .order_by(speech.c.date.is_(None), speech.c.date, speech.c.document_id, speech.c.position)
    )
    return tuple(_speech_ref(one) for one in rows)


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


_INDEX_ROWS: Final = (
    select(
        paragraph.c.id,
        paragraph.c.speech_id,
        paragraph.c.number,
        paragraph.c.text,
        *(
            func.coalesce(one, "")
            for one in (speech.c.title, speaker.c.name, speech.c.office, speech.c.place, document.c.collection, speech.c.date)
        ),
    )
    .select_from(paragraph.join(speech).join(document).outerjoin(speaker))
    .where(paragraph.c.state == "live")
    .order_by(document.c.changed, speech.c.position, paragraph.c.number)
)

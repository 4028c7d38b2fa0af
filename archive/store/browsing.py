"""Lists over the whole archive: who speaks in it, who speaks beside whom, what somebody said."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from archive.store.names import Person, key
from archive.store.records import Companion, SpeakerSummary
from archive.store.statements import AnyRow
from archive.store.tables import alias, paragraph, rule, speaker, speech


def read_speakers(connection: Connection) -> tuple[SpeakerSummary, ...]:
    """Everybody who speaks in the archive, in no particular order."""
    return tuple(map(_summary, connection.execute(_summaries())))


def read_namesakes(connection: Connection, speaker_id: str, name: str) -> tuple[SpeakerSummary, ...]:
    """The other speakers of the name: those whom the authority file tells apart by a qualifier or a rule."""
    one = key(Person(name).names[0])
    claims = ((rule, rule.c.speaker_id), (alias, alias.c.speaker_id), (speaker, speaker.c.id))
    claimants = (connection.scalars(select(column).where(table.c.key == one)) for table, column in claims)
    known = {claimant for some in claimants for claimant in some} - {speaker_id}
    rows = connection.execute(_summaries().where(speaker.c.id.in_(known)).order_by(speaker.c.name))
    return tuple(map(_summary, rows))


def read_companions(connection: Connection, speaker_id: str, most: int) -> tuple[Companion, ...]:
    """Who speaks in the same documents, in most of them first."""
    mine = select(speech.c.document_id).where(speech.c.speaker_id == speaker_id, speech.c.position.is_not(None))
    documents = func.count(speech.c.document_id.distinct())
    rows = connection.execute(
        select(speaker.c.id, speaker.c.name, documents)
        .join(speech)
        .where(speech.c.document_id.in_(mine), speech.c.position.is_not(None), speaker.c.id != speaker_id)
        .group_by(speaker.c.id, speaker.c.name)
        .order_by(documents.desc(), speaker.c.name)
        .limit(most)
    )
    return tuple(Companion(*row) for row in rows)


def read_texts(connection: Connection, speaker_id: str, most: int) -> Iterator[str]:
    """The words of a speaker's paragraphs, `most` of them."""
    rows = connection.execute(
        select(paragraph.c.text)
        .join(speech)
        .where(speech.c.speaker_id == speaker_id, speech.c.position.is_not(None), paragraph.c.state == "live")
        .limit(most)
    )
    yield from rows.scalars()


def _summaries() -> Select[Any]:
    return (
        select(speaker.c.id, speaker.c.name, func.count(), func.min(speech.c.date), func.max(speech.c.date))
        .join(speech)
        .where(speech.c.position.is_not(None))
        .group_by(speaker.c.id, speaker.c.name)
    )


def _summary(row: AnyRow) -> SpeakerSummary:
    return SpeakerSummary(*row)

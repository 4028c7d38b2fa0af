"""A part of the store as if it were all of it: what belongs to hidden collections is not there, whatever is asked.

On a connection that is scoped a temporary view covers every table under its own name, and it comes first wherever SQL names no schema,
as none of ours does. So every question, also one that is written later, sees only the visible part. A table without a rule here is empty.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, Dialect, MetaData, Table, exists, false, select
from sqlalchemy.schema import CreateView

from archive.access import Collections
from archive.store.notes import IDENTITY
from archive.store.tables import metadata


def covers(dialect: Dialect, hidden: Collections) -> Iterator[str]:
    """The statements that cover the tables on a connection; of a database that was connected to before."""
    stored = {name: table.to_metadata(MetaData(schema=dialect.default_schema_name)) for name, table in metadata.tables.items()}
    rules = _rules(stored, hidden)
    for name, table in stored.items():
        view = CreateView(select(table).where(rules.get(name, false())), name, temporary=True)
        yield str(view.compile(dialect=dialect))


def _rules(stored: Mapping[str, Table], hidden: Collections) -> Mapping[str, ColumnElement[bool]]:
    """Which rows of each table are visible; of the tables themselves, whatever covers them."""
    document, speech, paragraph, speaker = (stored[name].c for name in ("document", "speech", "paragraph", "speaker"))
    shown = document.collection.is_(None) | document.collection.not_in(sorted(hidden))

    def of_document(column: ColumnElement[str]) -> ColumnElement[bool]:
        return exists().where(document.id == column, shown)

    def of_speech(column: ColumnElement[str]) -> ColumnElement[bool]:
        return exists().where(speech.id == column, of_document(speech.document_id))

    def of_paragraph(column: ColumnElement[str]) -> ColumnElement[bool]:
        return exists().where(paragraph.id == column, of_speech(paragraph.speech_id))

    def of_speaker(column: ColumnElement[str]) -> ColumnElement[bool]:
        theirs = exists().where(speech.speaker_id == column)
        return theirs.where(of_document(speech.document_id)) | ~theirs

    likeness = stored["likeness"].c
    return {
        "document": shown,
        "edition": of_document(stored["edition"].c.document_id),
        "original": exists().where(document.sha256 == stored["original"].c.sha256, shown),
        "speech": of_document(speech.document_id),
        "paragraph": of_speech(paragraph.speech_id),
        "revision": of_paragraph(stored["revision"].c.paragraph_id),
        "match": of_paragraph(stored["match"].c.paragraph_id),
        "likeness": of_document(likeness.document_id) & of_document(likeness.other_id),
        "speaker": of_speaker(speaker.id),
        "alias": of_speaker(stored["alias"].c.speaker_id),
        "rule": of_speaker(stored["rule"].c.speaker_id),
        "note": stored["note"].c.name == IDENTITY,
    }

"""The tables. Only `archive.store` uses them; migrations bring a database to this shape.

    original   1 ── n edition n ── 1 document   the bytes, for ever; each time a document's bytes changed
    document   1 ── n speech 1 ── n paragraph 1 ── n revision
    speaker    1 ── n speech
    match      n ── 1 paragraph                 what became of a paragraph when its document was taken in again

Rows of paragraphs and speeches are never deleted: an identifier that was given out stays taken. Times are UTC
in ISO 8601; `path`, `warnings` and `credits` are JSON.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

original = Table(
    "original",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("original.sha256"), nullable=False, index=True),
    Column("reading", String(64), nullable=False),
    Column("layout", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("credits", Text, nullable=False),
    Column("collection", Text),
    Column("publication", Text),
    Column("page", Text),
    Column("url", Text),
    Column("licence", Text),
    Column("language", Text),
    Column("added", String(20), nullable=False),
    Column("changed", Integer, nullable=False, unique=True),
)

edition = Table(
    "edition",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", ForeignKey("original.sha256"), nullable=False),
    Column("added", String(20), nullable=False),
)

speaker = Table(
    "speaker",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

speech = Table(
    "speech",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("position", Integer),
    Column("title", Text),
    Column("speaker_id", ForeignKey("speaker.id"), index=True),
    Column("office", Text),
    Column("date", String(10)),
    Column("place", Text),
    Index("ix_speech_document", "document_id", "position"),
)
"""`position` counts the speeches of a document from 1; it is null once the speech is no longer in it."""

paragraph = Table(
    "paragraph",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("speech_id", ForeignKey("speech.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("state", String(9), nullable=False),
    Column("target", ForeignKey("paragraph.id")),
    Column("version", Integer, nullable=False),
    Column("added", String(20), nullable=False),
    Index("ix_paragraph_speech", "speech_id", "number"),
)
"""`added` is when the words of this `version` came in; a withdrawn paragraph keeps its last words and last speech."""

revision = Table(
    "revision",
    metadata,
    Column("paragraph_id", ForeignKey("paragraph.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("added", String(20), nullable=False),
)
"""Words that were replaced; the current ones stand in `paragraph`."""

match = Table(
    "match",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("paragraph_id", ForeignKey("paragraph.id"), nullable=False, index=True),
    Column("heir_id", ForeignKey("paragraph.id")),
    Column("changed", Integer, nullable=False),
    Column("kind", String(9), nullable=False),
    Column("score", Float, nullable=False),
    Column("certain", Boolean, nullable=False),
)
"""The log of identity. `heir_id` is the paragraph the words went on in (the same one when it was edited or moved), null when they
were withdrawn; `kind` is one of `archive.store.align.Link`, or `woken` (back again) or `withdrawn`; `score` is the link's; `changed`
is the change of the document that brought it."""

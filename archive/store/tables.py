"""The tables. Only `archive.store` uses them; migrations bring a database to this shape.

    original   1 ── n edition n ── 1 document   the bytes, for ever; each time a document's bytes changed
    document   1 ── n speech 1 ── n paragraph 1 ── n revision
    speaker    1 ── n speech
    speaker    1 ── n alias, rule               what the archivist says about names
    match      n ── 1 paragraph                 what became of a paragraph when its document was taken in again
    document   1 ── 1 sketch 1 ── n trace       what its wording looks like, and the numbers under which that is filed
    document   n ── n document by likeness      the same or nearly the same text twice
    intake, failure                             files taken in whole, files that could not be
    said                                        what a person said of a file
    note                                        what the database knows about itself

Rows of paragraphs, speeches and speakers are never deleted: an identifier that was given out stays taken. Times are UTC
in ISO 8601; `path` of a paragraph, `warnings`, `credits`, `details` and `facts` are JSON.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, false

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
    Column("container", Text),
)
"""`container` is the source of the file that holds the document with others; null where the document is the file."""

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
    Column("key", Text),
    Column("given", Boolean, nullable=False, server_default=false()),
    Index("ix_speaker_key", "key", unique=True),
)
"""`name` is the heading; `key` what all spellings of it have in common (`archive.store.names.key`), null where another speaker has
taken it over; `given` says that the archivist chose the heading."""

alias = Table(
    "alias",
    metadata,
    Column("key", Text, primary_key=True),
    Column("speaker_id", ForeignKey("speaker.id"), nullable=False),
)
"""Another name of a speaker, by its key."""

rule = Table(
    "rule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("speaker_id", ForeignKey("speaker.id"), nullable=False),
    Column("office", Text),
    Column("first", String(10)),
    Column("last", String(10)),
    Column("collection", Text),
)
"""Which of several namesakes a speech under a name belongs to: the first rule, by `id`, whose conditions all hold."""

speech = Table(
    "speech",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("position", Integer),
    Column("title", Text),
    Column("speaker_id", ForeignKey("speaker.id"), index=True),
    Column("spelling", Text, index=True),
    Column("office", Text),
    Column("date", String(10)),
    Column("place", Text),
    Column("modified", String(20), nullable=False, server_default=""),
    Index("ix_speech_document", "document_id", "position"),
)
"""`position` counts the speeches of a document from 1; it is null once the speech is no longer in it. `spelling` is the speaker's name
as it stands in the document. `modified` is when its document last changed while it stood there, or the change that took it out."""

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
    Column("version", Integer),
    Column("reviewed", String(8)),
    Index("ix_match_certain", "certain", "reviewed"),
)
"""The log of identity. `heir_id` is the paragraph the words went on in (the same one when it was edited or moved), null when they
were withdrawn; `kind` is one of `archive.store.align.Link`, or `woken` (back again) or `withdrawn`; `score` is the link's; `changed`
is the change of the document that brought it; `version` is the paragraph's afterwards, null where that was not written down; `reviewed`
is what a person said of an uncertain match: `accepted` or `rejected`."""

sketch = Table(
    "sketch",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("letters", Integer, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("passages", LargeBinary, nullable=False),
)
"""The `archive.sketch.Sketch` of each document."""

trace = Table(
    "trace",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    sqlite_with_rowid=False,
)
"""`archive.sketch.keys` of each sketch; of a key that many documents have, only the first ones."""

likeness = Table(
    "likeness",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("other_id", ForeignKey("document.id"), primary_key=True, index=True),
    Column("kind", String(4), nullable=False),
    Column("score", Float, nullable=False),
)
"""Two documents with the same words, the one that was taken in later first; `kind` and `score` are `archive.store.records.Likeness`'s."""

intake = Table(
    "intake",
    metadata,
    Column("source", Text, primary_key=True),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("original.sha256"), nullable=False),
)
"""The files that are in the store with everything they hold. `fingerprint` is a digest of their bytes, of what is said about them from
outside, and of the rules of reading."""

failure = Table(
    "failure",
    metadata,
    Column("source", Text, primary_key=True),
    Column("file", Text, nullable=False, index=True),
    Column("path", LargeBinary, nullable=False),
    Column("message", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("added", String(20), nullable=False),
)
"""What could not be taken in and why: `source` is the document's, `file` that of the file it is in, `path` where that was."""

said = Table(
    "said",
    metadata,
    Column("source", Text, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("facts", Text, nullable=False),
)
"""What a person said of a file when handing it in: it holds until something else is said of this file, or of its bytes elsewhere."""

note = Table(
    "note",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

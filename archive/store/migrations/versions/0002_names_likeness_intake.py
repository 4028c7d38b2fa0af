"""Names under several spellings, reviewed matches, likeness of documents, files taken in and failed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables. The keys of speakers are filled in when the store is opened."""
    _names()
    _review()
    _likeness()
    _intake()


def _names() -> None:
    op.add_column("speaker", sa.Column("key", sa.Text(), nullable=True))
    op.add_column("speaker", sa.Column("given", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_speaker_key", "speaker", ["key"], unique=True)
    op.add_column("speech", sa.Column("spelling", sa.Text(), nullable=True))
    op.create_index(op.f("ix_speech_spelling"), "speech", ["spelling"], unique=False)
    op.execute("UPDATE speech SET spelling = (SELECT name FROM speaker WHERE speaker.id = speech.speaker_id)")
    op.create_table(
        "alias",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("speaker_id", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_alias_speaker_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alias")),
    )
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("speaker_id", sa.String(length=8), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("first", sa.String(length=10), nullable=True),
        sa.Column("last", sa.String(length=10), nullable=True),
        sa.Column("collection", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_rule_speaker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
    )
    op.create_index(op.f("ix_rule_key"), "rule", ["key"], unique=False)


def _review() -> None:
    op.add_column("match", sa.Column("version", sa.Integer(), nullable=True))
    op.add_column("match", sa.Column("reviewed", sa.String(length=8), nullable=True))
    op.create_index("ix_match_certain", "match", ["certain", "reviewed"], unique=False)


def _likeness() -> None:
    op.create_table(
        "sketch",
        sa.Column("document_id", sa.String(length=8), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("passages", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_sketch_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_sketch")),
    )
    op.create_table(
        "trace",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_trace_document_id")),
        sa.PrimaryKeyConstraint("key", "document_id", name=op.f("pk_trace")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "likeness",
        sa.Column("document_id", sa.String(length=8), nullable=False),
        sa.Column("other_id", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_likeness_document_id")),
        sa.ForeignKeyConstraint(["other_id"], ["document.id"], name=op.f("fk_likeness_other_id")),
        sa.PrimaryKeyConstraint("document_id", "other_id", name=op.f("pk_likeness")),
    )
    op.create_index(op.f("ix_likeness_other_id"), "likeness", ["other_id"], unique=False)


def _intake() -> None:
    op.add_column("document", sa.Column("container", sa.Text(), nullable=True))
    op.create_table(
        "intake",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["original.sha256"], name=op.f("fk_intake_sha256")),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_intake")),
    )
    op.create_index(op.f("ix_intake_fingerprint"), "intake", ["fingerprint"], unique=False)
    op.create_table(
        "failure",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("path", sa.LargeBinary(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("added", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_failure")),
    )
    op.create_index(op.f("ix_failure_file"), "failure", ["file"], unique=False)
    op.create_table(
        "said",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_said")),
    )
    op.create_index(op.f("ix_said_sha256"), "said", ["sha256"], unique=False)
    op.create_table(
        "note",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_note")),
    )

"""When a speech changed last, also one that was withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Of what happened before, only the times of the words are known, else that of the document."""
    op.add_column("speech", sa.Column("modified", sa.String(length=20), server_default="", nullable=False))
    op.execute(
        "UPDATE speech SET modified = coalesce("
        "(SELECT max(paragraph.added) FROM paragraph WHERE paragraph.speech_id = speech.id), "
        "(SELECT document.added FROM document WHERE document.id = speech.document_id))"
    )

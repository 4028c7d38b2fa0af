"""On PostgreSQL text sorts by code points and may be of any length where it is looked for, as on SQLite."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UNIQUE = (
    *(("document", "uq_document_source", "source"), ("speaker", "uq_speaker_name", "name"), ("alias", "pk_alias", "key")),
    *(("intake", "pk_intake", "source"), ("failure", "pk_failure", "source"), ("said", "pk_said", "source")),
)
"""What no two rows share, and people choose."""


def upgrade() -> None:
    """Give every text column the collation "C" (one that comes later needs it too), and index by hash what people choose."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        for column in inspector.get_columns(table):
            if isinstance(column["type"], sa.String):
                op.alter_column(table, column["name"], type_=type(column["type"])(column["type"].length, collation="C"))
    for table, constraint, name in UNIQUE:
        op.drop_constraint(constraint, table)
        op.create_exclude_constraint(constraint, table, (name, "="), using="hash")
    op.drop_index("ix_speaker_key", "speaker")
    op.create_exclude_constraint("ix_speaker_key", "speaker", ("key", "="), using="hash")
    for table, name in (("speech", "spelling"), ("rule", "key"), ("failure", "file")):
        op.drop_index(f"ix_{table}_{name}", table)
        op.create_index(f"ix_{table}_{name}", table, [name], postgresql_using="hash")

"""What the database knows about itself: a few named values."""

import secrets
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from archive.store.tables import note

IDENTITY: Final = "identity"
"""The note that tells this archive from every other one, and from itself before a restore."""


def read_note(connection: Connection, name: str) -> str | None:
    """The value of a note, or None."""
    return connection.scalar(select(note.c.value).filter_by(name=name))


def write_note(connection: Connection, name: str, value: str) -> None:
    """Put a value in the place of the one there was."""
    connection.execute(delete(note).where(note.c.name == name))
    connection.execute(insert(note).values(name=name, value=value))


def give_identity(connection: Connection) -> None:
    """Make it another archive than it was."""
    write_note(connection, IDENTITY, secrets.token_hex(8))

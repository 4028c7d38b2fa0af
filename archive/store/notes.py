"""What the database knows about itself: a few named values."""

from sqlalchemy import Connection, delete, insert, select

from archive.store.tables import note


def read_note(connection: Connection, name: str) -> str | None:
    """The value of a note, or None."""
    return connection.scalar(select(note.c.value).filter_by(name=name))


def write_note(connection: Connection, name: str, value: str) -> None:
    """Put a value in the place of the one there was."""
    connection.execute(delete(note).where(note.c.name == name))
    connection.execute(insert(note).values(name=name, value=value))

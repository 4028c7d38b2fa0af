"""The numbers of changes: every change of a document takes the next one, and the index follows them."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, bindparam, func, select, update

from archive.store.statements import among
from archive.store.tables import document, speech

_STANDING: Final = select(speech.c.document_id).where(speech.c.position.is_not(None))


def timestamp() -> str:
    """The time as it is stored: UTC, ISO 8601 with seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Changes:
    """The numbers given out in one transaction; `last` is the last one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.last: int = connection.scalar(select(func.max(document.c.changed))) or 0

    def next(self) -> int:
        """The number of one more change."""
        self.last += 1
        return self.last

    def touch(self, document_ids: Iterable[str]) -> None:
        """Have the index and those who harvest look at these documents again."""
        rows = [{"key": one, "number": self.next(), "now": timestamp()} for one in sorted(set(document_ids))]
        standing = update(speech).where(speech.c.document_id == bindparam("key"), speech.c.position.is_not(None))
        if rows:
            self._connection.execute(update(document).where(document.c.id == bindparam("key")).values(changed=bindparam("number")), rows)
            self._connection.execute(standing.values(modified=bindparam("now")), rows)

    def touch_speakers(self, speaker_ids: Collection[str]) -> set[str]:
        """Have the index look again at the documents in which these speakers stand; returns their identifiers."""
        standing = among(self._connection, _STANDING, speech.c.speaker_id, speaker_ids) if speaker_ids else ()
        found = {row.document_id for row in standing}
        self.touch(found)
        return found

"""What can be done in one transaction that takes files in."""

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import Connection

from archive.store.files import write_failures, write_said, write_taken
from archive.store.incoming import Failure, Incoming, SaidFile, TakenFile
from archive.store.records import Saved
from archive.store.saving import save


class Writing:
    """A transaction of the one writer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, documents: Sequence[Incoming], stands: Callable[[str], bool] = lambda _source: True) -> list[Saved]:
        """Store documents as they were read and say what that changed, one by one; see `archive.store.saving.save`."""
        return save(self._connection, documents, stands)

    def remember(self, files: Iterable[TakenFile]) -> None:
        """These files are in the store with everything they hold."""
        write_taken(self._connection, files)

    def list_failures(self, tried: Collection[str], failed: Sequence[Failure]) -> None:
        """What failed of these files (by source), in the place of what had failed of them before."""
        write_failures(self._connection, tried, failed)

    def say(self, files: Iterable[SaidFile]) -> None:
        """A person says this of these files, in the place of what had been said of them."""
        write_said(self._connection, files)

"""The archive opened: a store, and the engine and the suggestions that are made from it; of all of it, or without some collections.

What is made from a part holds nothing of the rest: no passage, no word, no count. So whoever is handed a part cannot tell of more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from archive.access import NOTHING, Collections
from archive.settings import Settings
from archive.store import Store
from index.engine import Engine, open_engine
from index.suggest import Suggestions


@dataclass(frozen=True, slots=True)
class Part:
    """What is in the archive without the hidden collections. Its store can be written only where nothing is hidden."""

    store: Store
    engine: Engine
    suggestions: Suggestions

    @classmethod
    def open(cls, settings: Settings, hidden: Collections = NOTHING) -> Self:
        """Open it. Raises StoreError and SettingsError."""
        folder = settings.index_without(hidden)
        engine = open_engine(settings.engine, folder, settings.cluster_without(hidden))
        return cls(Store.open(settings.database_url, hidden), engine, Suggestions(folder))

    def close(self) -> None:
        """Close all of it."""
        self.engine.close()
        self.store.close()


@contextmanager
def opened(settings: Settings, hidden: Collections = NOTHING) -> Iterator[Part]:
    """A part that is closed again at the end."""
    part = Part.open(settings, hidden)
    try:
        yield part
    finally:
        part.close()

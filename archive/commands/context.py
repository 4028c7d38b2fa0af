"""What every command starts from: the settings, the console, and the parts of the archive, opened when asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from archive.commands.console import Console
from archive.settings import Settings
from archive.store import Store
from index.engine import Engine, open_engine
from index.suggest import Suggestions


@dataclass(frozen=True, slots=True)
class Context:
    """The settings of this run and where it speaks."""

    settings: Settings
    console: Console

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, closed again at the end."""
        store = Store.open(self.settings.database_url)
        try:
            yield store
        finally:
            store.close()

    @property
    def suggestions(self) -> Suggestions:
        """What is suggested beside the index."""
        return Suggestions(self.settings.index_folder)

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """The search engine, closed again at the end."""
        engine = open_engine(self.settings.engine, self.settings.index_folder, self.settings.cluster)
        try:
            yield engine
        finally:
            engine.close()


pass_context = click.make_pass_decorator(Context)

"""Every index brought up to the store: that of the whole archive and those of its parts."""

import shutil
from collections.abc import Iterator
from functools import partial

from archive.access import NOTHING
from archive.commands.context import Context
from archive.commands.patience import Patience
from archive.indexing import catch_up, is_readable, reindex
from archive.part import Part, opened
from archive.settings import Settings
from archive.store import Store


def make_searchable(context: Context, store: Store) -> None:
    """Bring the indexes and the suggestions up to the store, waiting for it where it is away. Raises SearchIndexError."""
    Patience(context.console).wait_for(partial(_catch_up, context, store))


def rebuild(context: Context, store: Store) -> None:
    """Build them anew, each beside the old one. Raises SearchIndexError."""
    for part in parts(context.settings):
        with context.console.progress("重建索引") as tell:
            reindex(store, part.engine, tell, part.store)
        part.suggestions.refresh(part.engine)


def is_searchable(settings: Settings) -> bool:
    """Whether all of them are there, at a first look undamaged, or there is nothing to be found."""
    return all(is_readable(part.engine) or not part.store.totals().documents for part in parts(settings))


def parts(settings: Settings) -> Iterator[Part]:
    """Each part, open, and last the whole: what has become private is out of the parts before it is anywhere else."""
    for hidden in (*settings.access.parts, NOTHING):
        with opened(settings, hidden) as part:
            yield part
    _forget_others(settings)


def _catch_up(context: Context, store: Store) -> None:
    for part in parts(context.settings):
        with context.console.progress("编入索引") as tell:
            catch_up(store, part.engine, tell, part.store)
        part.suggestions.refresh(part.engine)


def _forget_others(settings: Settings) -> None:
    """Remove the indexes of parts that the settings no longer speak of."""
    used = {settings.index_without(hidden) for hidden in settings.access.parts}
    if settings.parts_folder.is_dir():
        for folder in settings.parts_folder.iterdir():
            if folder not in used:
                shutil.rmtree(folder, ignore_errors=True)

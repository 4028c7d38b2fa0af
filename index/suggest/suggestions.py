"""The file of suggestions beside an index: made from what the engine tells, read by every worker."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.engine import Engine
from index.errors import IndexDamaged, IndexUnwritten
from index.model import Query
from index.suggest.lexicon import EMPTY, Lexicon
from index.suggest.tables import Tables

FILE: Final = "suggestions"

LONG_AGO: Final = 3600.0
"""Seconds after which nobody writes a file any more."""

_MOST: Final = 50_000
"""Names and titles that are suggested: the most frequent ones."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as it was when it was opened: which one it was, what it holds, and the generation of the index it was made from."""

    file: tuple[int, int, int] | None
    lexicon: Lexicon
    generation: str


class Suggestions:
    """The suggestions of the index in a folder. Where the file is absent or damaged there are none, until the next `refresh`.

    The file may be some passages behind the index: it is made after the index is written, and not by the site.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder of the index."""
        self._path = folder / FILE
        self._opened = _Opened(None, EMPTY, "")

    def lexicon(self) -> Lexicon:
        """Return what is known, from the file as it is at this moment."""
        return self._current().lexicon

    def generation(self) -> str:
        """Return the generation of the index that the suggestions were made from; empty where there are none."""
        return self._current().generation

    def refresh(self, engine: Engine) -> None:
        """Make the file anew unless it follows the index already. Raises SearchIndexError."""
        generation = engine.generation()
        if generation == self.generation():
            return
        facets = engine.search(Query(size=1, facets=("speaker", "title"), facet_size=_MOST)).facets
        names, titles = (list(facets[name].items()) for name in ("speaker", "title"))
        tables = Tables.of(names, titles, engine.vocabulary())
        beside = self._path.with_name(f"{FILE}.{os.getpid()}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._sweep()
            tables.save(beside, generation)
            beside.replace(self._path)
        except OSError as error:
            raise IndexUnwritten(f"{self._path}: {error.strerror}") from error
        finally:
            beside.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what processes that were stopped long ago have left."""
        for left in self._path.parent.glob(f"{FILE}.*.new"):
            if time.time() - left.stat().st_mtime > LONG_AGO:
                left.unlink(missing_ok=True)

    def _current(self) -> _Opened:
        file = _identity(self._path)
        if file != self._opened.file:
            self._opened = _open(self._path, file)
        return self._opened


def _identity(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _open(path: Path, file: tuple[int, int, int] | None) -> _Opened:
    try:
        tables, generation = Tables.load(path)
    except (IndexDamaged, OSError):
        return _Opened(file, EMPTY, "")
    return _Opened(file, Lexicon(tables), generation)

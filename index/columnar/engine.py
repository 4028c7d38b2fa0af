"""The engine protocol over columnar segments in a folder."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.columnar.answer import Answer
from index.columnar.snapshot import Snapshot
from index.columnar.state import append, read_snapshot, write_afresh
from index.errors import IndexDamaged
from index.fields import TEXT
from index.generations import PATIENCE, Generations
from index.model import Doc, Hit, Page, Query
from index.schema import words_field


class ColumnarEngine:
    """A Whoosh index with the columnar codec, searched by the evaluator. See `index.engine.Engine`. Safe for threads."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        """Take the folder of the index, and how many seconds to wait for another writer."""
        self._generations = Generations(folder, patience)
        self._pointer = folder / "current"
        self._opened: tuple[tuple[int, int] | None, Snapshot] | None = None
        self._named: tuple[tuple[int, int] | None, str] | None = None
        self._opening = threading.Lock()

    def search(self, query: Query) -> Page:
        """Answer one page; an empty one where there is no index. Raises IndexDamaged."""
        snapshot = self._snapshot()
        if snapshot is None:
            return Page((), 0, 0, 0, {facet: {} for facet in query.facets})
        return Answer(snapshot, query).page()

    def stream(self, query: Query) -> Iterator[Hit]:
        """Yield every hit, of the index as it is when the first is asked for. Raises IndexDamaged."""
        snapshot = self._snapshot()
        if snapshot is not None:
            yield from Answer(snapshot, query).hits()

    def update(self, docs: Iterable[Doc], gone: Iterable[str], mark: str) -> None:
        """Add or replace documents (of two with one id the later), remove others. Raises IndexBusy, IndexDamaged."""
        latest = {doc.id: doc for doc in docs}
        with self._generations.building(mark, afresh=False) as folder:
            append(folder, list(latest.values()), {*latest, *gone})

    def rebuild(self, docs: Iterable[Doc], mark: str) -> None:
        """Build a new index of exactly these documents, no two of one id. Raises IndexBusy."""
        with self._generations.building(mark, afresh=True) as folder:
            write_afresh(folder, docs)

    def mark(self) -> str:
        """Return the mark. Raises IndexDamaged."""
        return self._generations.mark()

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the words of the texts and how many passages hold each; replaced and removed passages may count. Raises IndexDamaged."""
        snapshot = self._snapshot()
        if snapshot is not None:
            yield from snapshot.document_frequencies(words_field(TEXT)).items()

    def count(self) -> int:
        """Return how many documents are searchable. Raises IndexDamaged."""
        snapshot = self._snapshot()
        return snapshot.count() if snapshot else 0

    def generation(self) -> str:
        """Return the name of the folder that serves; empty where there is none. Raises IndexDamaged."""
        stamp, named = self._stamp(), self._named
        if named is None or stamp != named[0]:
            folder = self._generations.current()
            named = self._named = stamp, folder.name if folder else ""
        return named[1]

    def verify(self) -> None:
        """Read all files whole. Raises IndexDamaged; a search checks only what it reads."""
        snapshot = self._snapshot()
        if snapshot is not None:
            snapshot.verify()

    def discard(self) -> list[str]:
        """Nothing to remove: what served before went when the new one came."""
        return []

    def close(self) -> None:
        """Let the open files go."""
        self._opened = None

    def _snapshot(self) -> Snapshot | None:
        """Return the folder that serves, opened; None where there is none. While `current` is the same file it names the same folder."""
        stamp, opened = self._stamp(), self._opened
        if opened and stamp == opened[0]:
            return opened[1]
        with self._opening:
            return self._open()

    def _open(self) -> Snapshot | None:
        stamp, opened = self._stamp(), self._opened
        if opened and stamp == opened[0]:
            return opened[1]
        while folder := self._generations.current():
            try:
                snapshot = read_snapshot(folder, opened[1] if opened else None)
            except IndexDamaged:
                if folder == self._generations.current():
                    raise
            else:
                self._opened = stamp, snapshot
                return snapshot
        return None

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = self._pointer.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

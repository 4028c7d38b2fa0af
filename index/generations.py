"""An index directory that is never changed in place: each state is a folder of its own, swapped in whole.

    <root>/current   the name of the folder that serves
    <root>/gen-…/    that folder: the engine's files, and `mark`
    <root>/lock      held by the one writer

A new state is made beside the old one (`….building`), flushed to the disk, renamed, and named in `current` by an atomic
rename. A crash at any point leaves the old state serving; the next writer removes what it left behind. A small update
starts from hard links to the old files, so an engine must replace files, never write into them.
"""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from index.errors import IndexBusy, IndexDamaged, IndexUnwritten
from index.locks import try_lock

PATIENCE: Final = 600.0
"""Seconds to wait for another writer. To build the index of a large archive takes minutes; whoever dies lets the lock go at once."""

_NAME: Final = re.compile(r"gen-[0-9T]+-[0-9a-f]+")
_BUILDING: Final = ".building"
_PAUSE: Final = 0.05


class Generations:
    """The generations of one index directory. Any number of processes and threads may read while one writes."""

    def __init__(self, root: Path, patience: float = PATIENCE) -> None:
        """Take the directory, made when first written, and how many seconds a writer waits for another one."""
        self._root = root
        self._patience = patience

    def current(self) -> Path | None:
        """Return the folder that serves, None where there is no index yet. Raises IndexDamaged."""
        pointer = self._root / "current"
        try:
            name = pointer.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return None
        if not _NAME.fullmatch(name):
            raise IndexDamaged(str(pointer))
        return self._root / name

    def mark(self) -> str:
        """Return the mark of the folder that serves; empty where there is none. Raises IndexDamaged."""
        while folder := self.current():
            try:
                return (folder / "mark").read_text("utf-8")
            except FileNotFoundError as error:
                if folder == self.current():
                    raise IndexDamaged(str(folder / "mark")) from error
        return ""

    @contextmanager
    def building(self, mark: str, *, afresh: bool) -> Iterator[Path]:
        """Lend a folder to write the next state into, empty or with the current files; swap it in unless the body raises.

        Without an index yet the folder is empty in any case. Raises IndexBusy where another writer goes on for too long, IndexDamaged,
        and IndexUnwritten where the disk is full or a write fails.
        """
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with self._lock(), self._next(mark, afresh=afresh) as folder:
                yield folder
        except ConnectionError:
            raise  # of whoever hands over the documents: no disk fails so
        except OSError as error:
            raise IndexUnwritten(f"{error.filename or self._root}: {error.strerror or error}") from error

    @contextmanager
    def _next(self, mark: str, *, afresh: bool) -> Iterator[Path]:
        self._sweep()
        before = None if afresh else self.current()
        name = f"gen-{time.strftime('%Y%m%dT%H%M%S')}-{secrets.token_hex(4)}"
        folder = self._root / (name + _BUILDING)
        folder.mkdir()
        try:
            if before:
                _link(before, folder)
            yield folder
            _replace(folder / "mark", mark)
            _sync_all(folder)
            folder.rename(self._root / name)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        _sync(self._root)
        _replace(self._root / "current", name)
        self._remove("gen-*", kept=name)

    def _sweep(self) -> None:
        """Remove what stopped writers left: it takes the room that this one may need."""
        self._remove(f"gen-*{_BUILDING}")
        try:
            serving = self.current()
        except IndexDamaged:
            return
        self._remove("gen-*", kept=serving.name if serving else "")

    def _remove(self, pattern: str, kept: str = "") -> None:
        for folder in self._root.glob(pattern):
            if folder.name != kept:
                shutil.rmtree(folder)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self._root / "lock").open("w") as file:
            until = time.monotonic() + self._patience
            while not try_lock(file):
                if time.monotonic() > until:
                    raise IndexBusy(str(self._root))
                time.sleep(_PAUSE)
            yield


def _link(before: Path, folder: Path) -> None:
    """Put the files of one folder into another, without copying where the file system can."""
    if not before.is_dir():
        raise IndexDamaged(str(before))
    for file in before.iterdir():
        try:
            os.link(file, folder / file.name)
        except OSError:
            shutil.copyfile(file, folder / file.name)


def _replace(file: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all, and stays after a crash."""
    beside = file.with_name(file.name + ".new")
    beside.write_text(text, "utf-8")
    _sync(beside)
    beside.rename(file)
    _sync(file.parent)


def _sync_all(folder: Path) -> None:
    for file in folder.iterdir():
        _sync(file)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""From the store to the index: the only place where a stored paragraph becomes an `index.Doc`.

The index carries as its mark the last change of the store it has seen, so that it can always be brought up to date,
whatever was interrupted; and the analysis its terms come from and the identity of the store, so that it is built anew
where either is another.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from archive.store import Store
from archive.store.records import IndexRow
from index.analyzer import fingerprint
from index.engine import Engine
from index.errors import IndexDamaged
from index.model import Doc

BATCH: Final = 200
"""Documents in one step: bounds memory in a rebuild, and what one commit of an update holds."""

Progress = Callable[[int, int], None]
"""Told how many documents are done, of how many."""


def to_doc(row: IndexRow) -> Doc:
    """The paragraph as the index sees it."""
    return Doc(*row)


def reindex(store: Store, engine: Engine, progress: Progress, part: Store | None = None) -> None:
    """Build the whole index aside, of the store or of a part of it, and swap it in, then add what came while it was built.

    Raises SearchIndexError.
    """
    changes, identity = store.changes(), store.identity()
    engine.rebuild(_docs(part or store, changes, progress), _mark(changes, identity))
    _follow(store, engine, progress, changes[-1][0] if changes else 0, part or store)


def catch_up(store: Store, engine: Engine, progress: Progress, part: Store | None = None) -> None:
    """Bring the index up to the store: by small updates, or by a rebuild where it belongs to another one or is damaged.

    Where a part of the store is given as well, the index holds only what the part shows. Raises SearchIndexError.
    """
    try:
        seen = followed(store, engine)
        if seen is not None:
            _follow(store, engine, progress, seen, part or store)
    except IndexDamaged:
        seen = None  # what is left of it is not worth mending
    if seen is None:
        reindex(store, engine, progress, part)


def followed(store: Store, engine: Engine) -> int | None:
    """The last change of the store that the index has seen; None where there is no index of this store and this analysis.

    Raises IndexDamaged.
    """
    change = marked_change(store, engine)
    return change if change is not None and change <= store.last_change() else None


def marked_change(store: Store, engine: Engine) -> int | None:
    """The same for a part of a store, which does not know of the last change of the whole."""
    change, _, rest = engine.mark().partition(" ")
    return int(change) if change.isdecimal() and rest == f"{fingerprint()} {store.identity()}" else None


def is_readable(engine: Engine) -> bool:
    """Whether there is an index, at a first look undamaged."""
    try:
        engine.count()  # opens every file of it
        return bool(engine.mark())
    except IndexDamaged:
        return False


def _follow(store: Store, engine: Engine, progress: Progress, seen: int, part: Store) -> None:
    changes, identity = store.changes(seen), store.identity()
    for start in range(0, len(changes), BATCH):
        some = changes[start : start + BATCH]
        documents = [document for _, document in some]
        docs = [to_doc(row) for row in part.index_rows(documents)]
        engine.update(docs, set(store.paragraph_ids(documents)) - {doc.id for doc in docs}, _mark(some, identity))
        progress(start + len(some), len(changes))


def _docs(store: Store, changes: Sequence[tuple[int, str]], progress: Progress) -> Iterator[Doc]:
    for start in range(0, len(changes), BATCH):
        some = changes[start : start + BATCH]
        yield from map(to_doc, store.index_rows([document for _, document in some]))
        progress(start + len(some), len(changes))


def _mark(changes: Sequence[tuple[int, str]], identity: str) -> str:
    return f"{changes[-1][0] if changes else 0} {fingerprint()} {identity}"

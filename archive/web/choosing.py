"""Whole speeches, chosen by a search: what is printed, and what goes into a book."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from archive.errors import NotFound
from archive.store import Store
from archive.store.records import SpeechRecord
from archive.web.parameters import SearchState
from index.model import Hit

MOST: Final = 200
"""Speeches that are taken; a book of more opens nowhere."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a search chose: its words and choices (empty where it has none), the speeches in the order in which their first passages
    come, and how many there are in all."""

    name: str
    speeches: tuple[SpeechRecord, ...]
    total: int


def choose(state: SearchState, hits: Iterable[Hit], total: int, store: Store) -> Selection:
    """The first speeches of an answer that finds `total` of them. Raises NotFound where there are none."""
    speeches = tuple(_read(_first(hits), store))
    if not speeches:
        raise NotFound("没有找到讲话。")
    chosen = [state.q, *(value for values in state.include.values() for value in values)]
    return Selection(" · ".join(filter(None, chosen)), speeches, total)


def _first(hits: Iterable[Hit]) -> dict[str, None]:
    found: dict[str, None] = {}
    for hit in hits:
        found[hit.doc.speech_id] = None
        if len(found) == MOST:
            break
    return found


def _read(speech_ids: Iterable[str], store: Store) -> Iterator[SpeechRecord]:
    """Those of them that the store still has; the index may be a moment behind."""
    for one in speech_ids:
        try:
            yield store.speech(one)
        except NotFound:
            continue

"""Passages gathered by their speech. Pure, and lazy: no more passages are read than a page needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.model import Hit

SHOWN: Final = 3
"""Passages of one speech that a page shows."""
LEAST: Final = 200
"""So many passages are read at least, for a speech on the page may have more of them further down."""
DEPTH: Final = 20_000
"""So many passages are read at most."""


@dataclass(frozen=True, slots=True)
class Group:
    """A speech: its best passages, and how many more of those read it has."""

    hits: tuple[Hit, ...]
    more: int


def by_speech(hits: Iterable[Hit], page: int, size: int) -> tuple[Group, ...]:
    """The speeches of a page, counted from 1, each at the place of its first passage; each with its passages in the order of `hits`."""
    groups: dict[str, list[Hit]] = {}
    for read, hit in enumerate(hits):
        if read >= DEPTH or (read >= LEAST and len(groups) > page * size):
            break
        groups.setdefault(hit.doc.speech_id, []).append(hit)
    shown = list(groups.values())[(page - 1) * size : page * size]
    return tuple(Group(tuple(some[:SHOWN]), len(some) - SHOWN if len(some) > SHOWN else 0) for some in shown)

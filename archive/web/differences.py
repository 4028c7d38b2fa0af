"""How two wordings of a paragraph differ, as a reader sees it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from rapidfuzz.distance import Indel

Kind = Literal["same", "deleted", "inserted"]

SHORTEST: Final = 3
"""Characters below which what two wordings have in common between two changes is chance, and only makes them hard to read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that both wordings have, or only the earlier, or only the later one."""

    kind: Kind
    text: str


def differences(before: str, after: str, shortest: int = SHORTEST) -> tuple[Piece, ...]:
    """The pieces of both wordings in order, a deletion before the insertion in its place.

    Without the insertions they are `before`, without the deletions `after`: a shortest edit script (rapidfuzz), in which changes with
    fewer than `shortest` characters between them are one.
    """
    runs = list(_runs(before, after))
    inner = range(1, len(runs) - 1)
    changed = [deleted != inserted or (at in inner and len(deleted) < shortest) for at, (deleted, inserted) in enumerate(runs)]
    pieces: list[Piece] = []
    for is_change, some in groupby(zip(changed, runs, strict=True), key=lambda one: one[0]):
        deleted, inserted = map("".join, zip(*(run for _, run in some), strict=True))
        pieces += [Piece("deleted", deleted), Piece("inserted", inserted)] if is_change else [Piece("same", deleted)]
    return tuple(piece for piece in pieces if piece.text)


def _runs(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What stands at each place in the earlier and in the later wording: the same where nothing changed."""
    for step in Indel.opcodes(before, after):
        yield before[step.src_start : step.src_end], after[step.dest_start : step.dest_end]

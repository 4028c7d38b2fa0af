"""A quotation as a reader remembers it beside the passage where it was found. Pure."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from archive.letters import Letters
from archive.quotation import Match, Quotation
from archive.web.differences import Piece, differences

AROUND: Final = 60
"""Characters of the passage shown on either side."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The found part of a passage, piece by piece, between what stands before and after it.

    The pieces without the deletions are the passage's own words. `cut_before` and `cut_after` say that more of it stands there.
    """

    before: str
    pieces: tuple[Piece, ...]
    after: str
    cut_before: bool
    cut_after: bool


def beside(quotation: Quotation, match: Match, text: str) -> Beside:
    """Compare a quotation with the passage it was found in, letter by letter; punctuation, script and width are the passage's and
    never differ."""
    start, end = match.span
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    pieces = _pieces(quotation, match, text) if match.kind == "similar" else (Piece("same", text[start:end]),)
    return Beside(text[first:start], pieces, text[end:last], first > 0, last < len(text))


def _pieces(quotation: Quotation, match: Match, text: str) -> tuple[Piece, ...]:
    there = Letters.of(text)
    at, stop = (bisect_left(there.places, place) for place in match.span)
    mine = match.asked[0]
    pieces = []
    for piece in differences(quotation.letters.text[slice(*match.asked)], there.text[at:stop], shortest=1):
        size = len(piece.text)
        if piece.kind == "deleted":
            first, last = quotation.letters.span(mine, mine + size)
            pieces.append(Piece("deleted", quotation.typed[first:last]))
        else:
            first, last = there.span(at, at + size)
            at += size
            between = text[last : there.places[at]] if at < stop else ""
            pieces += [Piece(piece.kind, text[first:last]), Piece("same", between)]
        mine += 0 if piece.kind == "inserted" else size
    return tuple(piece for piece in pieces if piece.text)

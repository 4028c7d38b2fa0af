"""Finding a quotation that is remembered more or less: exactly, but for the punctuation, or roughly. Pure.

Letters are compared as they are folded, so that script, width, spaces and punctuation make no difference. How alike two runs of
letters are is told by the normalised Indel similarity: twice the letters of their longest common subsequence, divided by the
letters of both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from archive.letters import Letters
from index.fields import TEXT
from index.fold import fold
from index.model import Span
from index.tree import Exact, Node, Or

Kind = Literal["exact", "letters", "similar"]

SHORTEST: Final = 4
"""Fewer letters than this are no quotation."""
LONGEST: Final = 300
"""So many letters of a quotation are read; a run so long hardly occurs twice."""
CANDIDATES: Final = 100
"""So many passages, those with most of the pairs of letters, are compared letter by letter."""

_CLOSE: Final = 0.55
"""The least similarity; what has less in common with the quotation is another sentence."""
_PAIRS: Final = 96
"""So many pairs of letters are asked for."""
_SENTENCE: Final = 12
"""Letters of the shortest passage that may be a part of the quotation; shorter ones are part of too many."""
_REACH: Final = 24
"""So many letters about the ends of what was aligned are looked at."""
_KINDS: Final[tuple[Kind, ...]] = ("exact", "letters", "similar")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands in a passage.

    `kind` is `exact` (every character, after folding), `letters` (all but punctuation and spaces) or `similar`; `score` is the
    similarity, from 0 to 1. `asked` are the letters of the quotation that were found, all of them unless the passage is shorter
    than the quotation; `span` is the place in characters of the passage. `letters` is how many of them both have.
    """

    kind: Kind
    score: float
    asked: Span
    span: Span
    letters: int


class Quotation:
    """What a reader remembers; read once, compared with many passages."""

    def __init__(self, typed: str) -> None:
        found = Letters.of(typed)
        self.letters = Letters(found.text[:LONGEST], found.places[:LONGEST])
        self.typed = typed[: self.letters.places[-1] + 1] if len(found.text) > LONGEST else typed
        self._string = fold(self.typed).strip()

    @property
    def is_long_enough(self) -> bool:
        """Whether there is enough of it to look for."""
        return len(self.letters.text) >= SHORTEST

    def nodes(self) -> tuple[Node, Node]:
        """Return two questions to the index: for the quotation as it stands, and for the passages with most of its pairs of letters.

        A letter that is wrong, missing or exchanged spoils two or three pairs, so of a sentence with every fifth letter wrong about
        half the pairs are right. Of a long quotation some pairs, evenly chosen, are enough.
        """
        pairs = list(dict.fromkeys(first + second for first, second in pairwise(self.letters.text)))
        asked = min(len(pairs), _PAIRS)
        return Exact(self._string, TEXT), Or(tuple(Exact(pairs[number * len(pairs) // asked], TEXT) for number in range(asked)))

    def match(self, text: str) -> Match | None:
        """Return where it stands in a passage; None where nothing there is like it."""
        mine, other = self.letters.text, Letters.of(text)
        start = fold(text).find(self._string)
        if start >= 0:
            return Match("exact", 1.0, (0, len(mine)), (start, start + len(self._string)), len(mine))
        at = other.text.find(mine)
        if at >= 0:
            return Match("letters", 1.0, (0, len(mine)), other.span(at, at + len(mine)), len(mine))
        return _similar(mine, other)


def best(quotation: Quotation, texts: Iterable[str]) -> list[tuple[int, Match]]:
    """Return the passages like a quotation by their number: exact ones first, then those with all letters, then by how many letters
    they have of it times how alike they are. Equals stay in their order."""
    matches = ((number, quotation.match(text)) for number, text in enumerate(texts))
    found = [(number, match) for number, match in matches if match is not None]
    return sorted(found, key=lambda one: (_KINDS.index(one[1].kind), -one[1].letters * one[1].score))


def _similar(mine: str, other: Letters) -> Match | None:
    if len(other.text) < min(len(mine), _SENTENCE):
        return None
    alignment = partial_ratio_alignment(mine, other.text, score_cutoff=100 * _CLOSE)
    if alignment is None:
        return None
    asked = alignment.src_start, alignment.src_end
    part = mine[slice(*asked)]
    found = _fitted(part, other.text, (alignment.dest_start, alignment.dest_end))
    score = _similarity(part, other.text, found)
    common = round(score * (len(part) + found[1] - found[0]) / 2)
    return Match("similar", score, asked, other.span(*found), common)


def _fitted(mine: str, other: str, found: Span) -> Span:
    """The aligned part is as long as the quotation: where letters were left out or put in, its ends stand elsewhere. Move the end, then
    the beginning, to where it is the most alike, and no farther than needed."""
    first, end = found
    reach = min(len(mine) // 2, _REACH)
    ends = range(max(end - reach, first + 1), min(end + reach, len(other)) + 1)
    end = max(ends, key=lambda at: (_similarity(mine, other, (first, at)), -abs(at - found[1])))
    starts = range(max(first - reach, 0), min(first + reach + 1, end))
    return max(starts, key=lambda at: (_similarity(mine, other, (at, end)), -abs(at - first))), end


def _similarity(mine: str, other: str, span: Span) -> float:
    return Indel.normalized_similarity(mine, other[slice(*span)])

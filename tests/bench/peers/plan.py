"""A query as the peers see it: which strings must stand where, and which tokens say how good a passage is.

Both are what the index itself asks for: a passage matches where the strings stand; it is ranked by BM25 over the words
and the grams of what was asked, words twice as heavy as grams, the text twice as heavy as the speech; by a quoted
string's two ends.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.analyzer import pieces, words
from index.fields import TEXT
from index.fold import fold
from index.model import Query
from index.tree import And, Exact, Node, Or, Word
from index.walk import positive_leaves
from index.whoosh_tree import ends_of, ranked_grams
from tests.bench.peers.tokens import marked

PARTS: Final = ("text", "speech")
_PART_WEIGHTS: Final = {"text": 1.0, "speech": 0.5}


@dataclass(frozen=True, slots=True)
class Needle:
    """A folded string that must stand in one of the parts."""

    string: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these."""

    plans: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these."""

    plans: tuple["Plan", ...]


Plan = Needle | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Token:
    """An indexed token: of which part, of which kind (`words`, `chars`, `pairs`), and its characters."""

    part: str
    kind: str
    text: str


def plan(node: Node) -> Plan:
    """Return what a passage must hold. The mix has words of Chinese and quoted strings, and And and Or of them."""
    match node:
        case And(children):
            return AllOf(tuple(map(plan, children)))
        case Or(children):
            return AnyOf(tuple(map(plan, children)))
        case Word(text, field):
            needles = tuple(Needle(piece, _parts(field)) for piece in pieces(fold(text)))
            return needles[0] if len(needles) == 1 else AllOf(needles)
        case Exact(text, field):
            return Needle(fold(text), _parts(field))
        case _:
            raise ValueError(node)


def ranking(node: Node) -> Mapping[Token, float]:
    """Return the tokens that a passage is ranked by, with their weights."""
    weights: Counter[Token] = Counter()
    for leaf in positive_leaves(node):
        assert isinstance(leaf, Word | Exact)
        found = _quoted(fold(leaf.text)) if isinstance(leaf, Exact) else _words(fold(leaf.text))
        for part in _parts(leaf.field):
            for kind, text, weight in found:
                weights[Token(part, kind, text)] += _PART_WEIGHTS[part] * weight  # type: ignore[assignment]  # a Counter of floats
    return weights


def _words(folded: str) -> list[tuple[str, str, float]]:
    found = [("words", word, 1.0) for word in words(folded)]
    return found + [(_kind(gram), marked(gram), 0.5) for gram in ranked_grams(folded)]


def _quoted(folded: str) -> list[tuple[str, str, float]]:
    ends = ends_of(folded)
    return [(_kind(gram), marked(gram), 1 / len(ends)) for gram in ends]


def _kind(gram: str) -> str:
    return "pairs" if len(gram) > 1 else "chars"


def others(query: Query, facet: str) -> Mapping[str, tuple[str, ...]]:
    """Return the choices that a facet's counts keep: all but its own."""
    return {name: values for name, values in query.include.items() if name != facet}


def _parts(field: str | None) -> tuple[str, ...]:
    return ("text",) if field == TEXT else PARTS

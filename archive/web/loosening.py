"""What to loosen where nothing, or less than was asked for, is found: which word finds nothing, which condition shuts out the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from archive.web.facets import Chip, chips
from archive.web.parameters import SearchState
from archive.web.urls import Urls
from index.engine import Engine
from index.model import Query
from index.suggest import as_query
from index.syntax import parse
from index.tree import And, Exact, Node, Word

MOST: Final = 8
"""Words, and conditions, that are looked into."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A word or quoted string by itself: how many passages it finds within the conditions and in the whole archive, and the address of
    the search for it alone: within the conditions if it finds anything there."""

    text: str
    within: int
    anywhere: int
    href: str


@dataclass(frozen=True, slots=True)
class Without:
    """A condition, and how many passages the search finds without it."""

    chip: Chip
    count: int


@dataclass(frozen=True, slots=True)
class Loosening:
    """What each word finds by itself, and what letting go of one condition would bring."""

    words: tuple[Alone, ...]
    conditions: tuple[Without, ...]

    @property
    def lost(self) -> tuple[Alone, ...]:
        """The words that find nothing at all."""
        return tuple(word for word in self.words if not word.anywhere)


def loosening(engine: Engine, state: SearchState, urls: Urls) -> Loosening:
    """Look into the words and conditions of a search one by one. Raises SearchIndexError."""
    node = parse(state.q).node
    words = [_alone(engine, state, leaf, urls) for leaf in _words(node)[:MOST]]
    conditions = (Without(chip, _count(engine, chip.without, node)) for chip in islice(chips(state), MOST))
    return Loosening(tuple(words), tuple(one for one in conditions if one.count))


def _words(node: Node) -> list[Word | Exact]:
    """The words and strings that must all be there."""
    parts: Iterable[Node] = node.children if isinstance(node, And) else (node,)
    return list(dict.fromkeys(part for part in parts if isinstance(part, Word | Exact)))


def _alone(engine: Engine, state: SearchState, leaf: Word | Exact, urls: Urls) -> Alone:
    within = _count(engine, state, leaf)
    asked = replace(state, finds={}).asking(_typed(leaf))
    anywhere = max(within, _count(engine, SearchState(), leaf))
    return Alone(leaf.text, within, anywhere, urls.search(asked if within else asked.words_only()))


def _typed(leaf: Word | Exact) -> str:
    """The leaf as a reader would type it."""
    quoted = f"“{leaf.text}”"
    text = quoted if isinstance(leaf, Exact) and parse(quoted).node == replace(leaf, field=None) else as_query(leaf.text)
    return f"{leaf.field}:{text}" if leaf.field else text


def _count(engine: Engine, state: SearchState, node: Node) -> int:
    asked: Query = replace(state.query(node), page=1, size=1, facets=())
    return engine.search(asked).total

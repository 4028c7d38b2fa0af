"""A looser question for words that nowhere stand together. Pure."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from index import segmenter
from index.analyzer import pieces
from index.fold import fold
from index.ranking import QUESTION_WORDS, content
from index.tree import And, Everything, Exact, Node, Or, Word


def looser(node: Node) -> Node | None:
    """Return a looser question; None where nothing can be loosened.

    Plain words need not all occur: any of them will do, or none where quoted strings are asked for too. All else stays as it was
    asked: quoted strings, facets, dates, exclusions.
    """
    asked = list(_flat(node))
    words = [part for part in asked if isinstance(part, Word)]
    others = [part for part in asked if part not in words]
    optional = [Everything()] if any(isinstance(part, Exact) for part in others) else []
    some = _any((*words, *_parts(words), *optional))
    return _all((*others, some)) if words and len(some.children) > 1 else None


def is_question(node: Node) -> bool:
    """Tell whether question words are among the plain words: an answer need not repeat them."""
    return any(word in QUESTION_WORDS for part in _flat(node) if isinstance(part, Word) for word in segmenter.cut(fold(part.text)))


def _flat(node: Node) -> Iterator[Node]:
    if isinstance(node, And):
        for child in node.children:
            yield from _flat(child)
    else:
        yield node


def _all(nodes: Iterable[Node]) -> Node:
    children = tuple(nodes)
    return children[0] if len(children) == 1 else And(children)


def _any(nodes: Iterable[Node]) -> Or:
    return Or(tuple(dict.fromkeys(nodes)))


def _parts(words: Iterable[Word]) -> list[Word]:
    """The words that words are made of. A single character is asked for only where there is nothing longer."""
    cut = [Word(part, word.field) for word in words for run in content(fold(word.text)) for part in _parts_of(run)]
    return [word for word in cut if len(word.text) > 1] or cut


def _parts_of(run: str) -> Iterator[str]:
    """Yield the pieces of a run, and the pairs of neighbours in one that the dictionary does not know: 徐昊曾 holds the name 徐昊."""
    for piece in pieces(run):
        yield piece
        if len(piece) > 2 and len(segmenter.cut(piece)) == len(piece):
            yield from map("".join, pairwise(piece))

"""Walks over the query tree that every engine needs."""

from collections.abc import Iterator
from dataclasses import replace

from index.fields import TEXT
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word

Leaf = Everything | Word | Exact | Wildcard | Near | Facet | Dates


def in_text(node: Node) -> Node:
    """Narrow a tree to the passage's own text: what it asks for without a field must stand there.

    What is excluded stays excluded everywhere, so the narrowed tree matches no passage that the tree does not.
    """
    match node:
        case And(children):
            return And(tuple(map(in_text, children)))
        case Or(children):
            return Or(tuple(map(in_text, children)))
        case Word() | Exact() | Wildcard() if node.field is None:
            return replace(node, field=TEXT)
        case _:
            return node


def positive_leaves(node: Node) -> Iterator[Leaf]:
    """Yield the leaves that speak for a passage, those below an exclusion left out."""
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from positive_leaves(child)
        case Not():
            return
        case _:
            yield node

"""A second, looser question for plain words that nowhere stand together. Pure."""

from index.analyzer import pieces
from index.fold import fold
from index.tree import And, Node, Or, Word


def any_word(node: Node) -> Node | None:
    """Any of the words instead of all of them; None where the query is not plain words, or is a single one.

    A single character (的, 了) says little beside longer words, and is asked for only where there are none.
    """
    plain = node.children if isinstance(node, And) else (node,)
    words = [word for word in plain if isinstance(word, Word)]
    if len(words) < len(plain):
        return None
    cut = list(dict.fromkeys(Word(piece, word.field) for word in words for piece in pieces(fold(word.text))))
    kept = [word for word in cut if len(word.text) > 1] or cut
    return Or(tuple(kept)) if len(cut) > 1 else None

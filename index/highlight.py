"""Which spans of a passage to mark, and which part of a long value to show. Pure; works on the values, not on an index.

Folding keeps the length, so a place in the folded value is the same place among the original glyphs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from index.analyzer import pieces, placed_words
from index.fields import SEARCHED, TEXT
from index.fold import fold
from index.model import Doc, Span
from index.occurrences import near, occurrences
from index.tree import Exact, Near, Node, Wildcard, Word
from index.walk import Leaf, positive_leaves
from index.wildcards import pattern

_SENTENCE_ENDS: Final = "。！？；!?;\n"


def marks(node: Node, doc: Doc) -> Mapping[str, tuple[Span, ...]]:
    """Return for each searched field with something to mark its spans: in order, apart from each other.

    What the query excludes marks nothing, nor do facets and dates.
    """
    folded = {field: fold(getattr(doc, field)) for field in SEARCHED}
    spans: dict[str, list[Span]] = {field: [] for field in SEARCHED}
    for leaf in positive_leaves(node):
        for field in _fields(leaf):
            spans[field].extend(_leaf_spans(leaf, folded[field]))
    return {field: merged(found) for field, found in spans.items() if found}


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap; return them in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def excerpt(text: str, spans: Sequence[Span], width: int) -> Span:
    """Choose the part of a long text to show: at most `width` characters with as many of the marks as possible.

    `spans` are in order and apart. The part has some text before the first mark and begins with a sentence where one begins there.
    """
    if len(text) <= width:
        return 0, len(text)
    if not spans:
        return 0, width
    first, last = _crowd(spans, width)
    lead = max(0, width - (last - first)) // 3
    start = max(0, min(first - lead, len(text) - width))
    sentence = next((place + 1 for place in range(start, first) if text[place] in _SENTENCE_ENDS), start)
    return sentence, min(sentence + width, len(text))


def _crowd(spans: Sequence[Span], width: int) -> Span:
    """Return where the first largest group of spans that fits in a width begins and ends."""
    best, most, right = spans[0], 1, 0
    for left, (start, _) in enumerate(spans):
        while right < len(spans) and spans[right][1] - start <= width:
            right += 1
        if right - left > most:
            best, most = (start, spans[right - 1][1]), right - left
    return best


def _fields(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Near():
            return (TEXT,)
        case Word(_, field) | Exact(_, field) | Wildcard(_, field):
            return (field,) if field else SEARCHED
        case _:
            return ()


def _leaf_spans(leaf: Leaf, folded: str) -> Iterator[Span]:
    match leaf:
        case Word(text):
            yield from _word_spans(fold(text), folded)
        case Exact(text, _, outside):
            yield from occurrences(folded, fold(text), outside and fold(outside))
        case Near(left, right, distance):
            yield from near(folded, fold(left), fold(right), distance)
        case Wildcard(text):
            fits = pattern(fold(text)).match
            yield from ((start, end) for word, start, end in placed_words(folded) if fits(word))


def _word_spans(run: str, folded: str) -> Iterator[Span]:
    """Yield the places of a run's words, and where they stand together as typed the place of the whole."""
    words = set(pieces(run))
    latin = {word for word in words if word.isascii()}
    for word in words - latin:
        yield from occurrences(folded, word)
    if latin:
        yield from ((start, end) for word, start, end in placed_words(folded) if word in latin)
    else:
        yield from occurrences(folded, run)

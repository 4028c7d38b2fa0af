"""Which spans of a passage to mark, and which part of a long value to show. Pure; works on the values, not on an index.

Folding keeps the length, so a place in the folded value is the same place among the original glyphs.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from index.analyzer import pieces, placed_words
from index.fields import SEARCHED, TEXT
from index.fold import fold
from index.model import Doc, Span
from index.occurrences import near, occurrences
from index.tree import Exact, Near, Node, Wildcard, Word
from index.walk import Leaf, positive_leaves
from index.wildcards import pattern

Finder = Callable[[str], Sequence[Span]]
"""Finds spans in a folded value, in any order."""

_SENTENCE_ENDS: Final = "。！？；!?;\n"


class Marker:
    """Marks what a query asks for. The query is read once, however many passages are marked.

    What the query excludes marks nothing, nor do facets and dates.
    """

    def __init__(self, node: Node) -> None:
        leaves = [(_fields(leaf), _strings(leaf), _finder(leaf)) for leaf in dict.fromkeys(positive_leaves(node))]
        self._sought = [
            (
                field,
                list(dict.fromkeys(string for fields, strings, _ in leaves if field in fields for string in strings)),
                [finder for fields, _, finder in leaves if finder and field in fields],
            )
            for field in SEARCHED
        ]

    def marks(self, doc: Doc) -> Mapping[str, tuple[Span, ...]]:
        """Return for each searched field with something to mark its spans: in order, apart from each other."""
        return self.marks_folded([fold(getattr(doc, field)) for field in SEARCHED])

    def marks_folded(self, folded: Sequence[str]) -> Mapping[str, tuple[Span, ...]]:
        """Return the same, given the folded values of the searched fields."""
        marks = {}
        for (field, strings, finders), value in zip(self._sought, folded, strict=True):
            spans: list[Span] = []
            for string in strings:
                if string in value:
                    spans += occurrences(value, string)
            for find in finders:
                spans += find(value)
            if spans:
                marks[field] = merged(spans)
        return marks


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap; return them in order."""
    ordered = sorted(spans)
    if len(ordered) == 1:
        return (ordered[0],)
    joined: list[Span] = []
    for start, end in ordered:
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


def _fields(leaf: Leaf) -> Sequence[str]:
    """Return which of the searched fields a leaf looks in."""
    match leaf:
        case Near():
            return (TEXT,)
        case Word(_, field) | Exact(_, field) | Wildcard(_, field):
            return (field,) if field else SEARCHED
        case _:
            return ()


def _strings(leaf: Leaf) -> Collection[str]:
    """Return the strings of a leaf that are marked wherever they stand: of words also the whole run, where they stand together as typed."""
    match leaf:
        case Word(text):
            run = fold(text)
            words = set(pieces(run))
            latin = _latin(words)
            return words - latin if latin else words | {run}
        case Exact(text, _, None):
            return {fold(text)}
        case _:
            return ()


def _finder(leaf: Leaf) -> Finder | None:
    """Return what finds the other spans of a leaf in a folded value; None where a leaf has none."""
    match leaf:
        case Word(text):
            latin = _latin(pieces(fold(text)))
            return _finder_of_tokens(latin.__contains__) if latin else None
        case Exact(text, _, str() as outside):
            string, longer = fold(text), fold(outside)
            return lambda folded: occurrences(folded, string, longer)
        case Near(left, right, distance):
            first, second = fold(left), fold(right)
            return lambda folded: list(near(folded, first, second, distance))
        case Wildcard(text):
            fits = pattern(fold(text)).match
            return _finder_of_tokens(lambda word: bool(fits(word)))
        case _:
            return None


def _latin(words: Iterable[str]) -> set[str]:
    """Return the words that are matched as whole tokens."""
    return {word for word in words if word.isascii()}


def _finder_of_tokens(fits: Callable[[str], bool]) -> Finder:
    return lambda folded: [(start, end) for word, start, end in placed_words(folded) if fits(word)]

"""Query tree -> Whoosh queries: one that says which passages match, and one that scores them.

An engine evaluates the first for the set and adds the scores of the second; both consist of Whoosh's Term, And, Or, Not,
Every and NullQuery and of our own `index.whoosh_queries`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from whoosh.query import And as AllOf
from whoosh.query import Every, NullQuery, Query, Term
from whoosh.query import Not as NoneOf
from whoosh.query import Or as AnyOf

from index.analyzer import grams, is_word, pairs, pieces, words
from index.fields import SEARCHED, TEXT
from index.fold import fold
from index.ranking import content
from index.schema import grams_field, words_field
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word
from index.walk import Leaf, positive_leaves
from index.whoosh_queries import Close, DateRange, Substring

Expand = Callable[[str, str], Iterable[str]]
"""(index field, folded pattern) -> a bounded number of its terms that fit the pattern."""

WEIGHTS: Final = {"text": (1.0, 0.5), "title": (0.25, 0.125), "speaker": (0.25, 0.125), "office": (0.125, 0.0625)}
"""For each searched field the weights of its words and of its grams in the score."""


RANKED: Final = 64
"""How many characters of a long string are ranked by; a string so long hardly occurs twice."""


def matching(node: Node, expand: Expand) -> Query:
    """Return the query that matches exactly what the tree asks for; its scores mean nothing."""
    match node:
        case And(children):
            return _all_of(matching(child, expand) for child in dict.fromkeys(children))
        case Or(children):
            return _any_of(matching(child, expand) for child in dict.fromkeys(children))
        case Not(child):
            return NoneOf(matching(child, expand))
        case Word(text, field):
            return _all_of(_piece(piece, _fields(field)) for piece in dict.fromkeys(pieces(fold(text))))
        case Exact(text, field, outside):
            return _any_of(_substring(name, fold(text), outside and fold(outside)) for name in _fields(field))
        case Wildcard(pattern, field):
            return _any_of(_expanded(pattern, _fields(field), expand))
        case Near(left, right, distance):
            return Close(fold(left), fold(right), distance)
        case Facet(name, value):
            return Term(name, fold(value))
        case Dates(first, last):
            return DateRange(first, last) if first or last else Every()
        case Everything():
            return Every()


def scoring(node: Node, expand: Expand) -> Query:
    """Return the query whose BM25F score orders the passages: the weighted words and grams of what the tree asks for."""
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    leaves = Counter(positive_leaves(node))
    asked = _asked(leaves)
    for leaf, times in leaves.items():
        if not _is_part(leaf, asked):
            for term, weight in _weighted_terms(leaf, expand):
                weights[term] += times * weight
    return _any_of(Term(field, text, boost=weight) for (field, text), weight in weights.items())


def ends_of(string: str) -> list[str]:
    """Return the first and the last two characters of a quoted string, by which it is ranked: all that matches holds all of it."""
    return list(dict.fromkeys((string[:2], string[-2:]))) if string else []


def _fields(field: str | None) -> tuple[str, ...]:
    return (field,) if field else SEARCHED


def _all_of(queries: Iterable[Query]) -> Query:
    children = list(queries)
    return AllOf(children) if children else Every()


def _any_of(queries: Iterable[Query]) -> Query:
    children = list(queries)
    return AnyOf(children) if children else NullQuery


def _piece(piece: str, fields: Iterable[str]) -> Query:
    """Match a word of a query: Latin letters and digits as a whole token, anything else as a substring."""
    if piece.isascii():
        return _any_of(Term(words_field(field), piece) for field in fields)
    return _any_of(_substring(field, piece, None) for field in fields)


def _substring(field: str, string: str, outside: str | None) -> Query:
    if not string:
        return Every()
    if len(string) <= 2 and not outside:
        return Term(grams_field(field), string)
    return Substring(field, string, outside)


def _expanded(pattern: str, fields: Iterable[str], expand: Expand) -> Iterator[Query]:
    for field in fields:
        yield from (Term(words_field(field), word) for word in expand(words_field(field), fold(pattern)))


def _asked(leaves: Iterable[Leaf]) -> dict[str | None, str]:
    """The different words and strings that are asked for in each field, folded, a line each."""
    asked: defaultdict[str | None, set[str]] = defaultdict(set)
    for leaf in leaves:
        if isinstance(leaf, Word | Exact):
            asked[leaf.field].add(fold(leaf.text))
    return {field: "\n".join(texts) for field, texts in asked.items()}


def _is_part(leaf: Leaf, asked: Mapping[str | None, str]) -> bool:
    """Tell whether a string stands in a longer one that is asked for in the same field, and is ranked as part of it."""
    if not isinstance(leaf, Word | Exact):
        return False
    text, texts = fold(leaf.text), asked[leaf.field]
    return texts.find(text, texts.find(text) + 1) >= 0


def _weighted_terms(leaf: Leaf, expand: Expand) -> Iterator[tuple[tuple[str, str], float]]:
    match leaf:
        case Word(text, field):
            yield from _weighted_text(fold(text), _fields(field))
        case Exact(text, field):
            ends = ends_of(fold(text))
            for name in _fields(field):
                yield from (((grams_field(name), gram), WEIGHTS[name][0] / len(ends)) for gram in ends)
        case Near(left, right):
            yield from _weighted_text(fold(left), (TEXT,))
            yield from _weighted_text(fold(right), (TEXT,))
        case Wildcard(pattern, field):
            for name in _fields(field):
                for word in expand(words_field(name), fold(pattern)):
                    yield (words_field(name), word), WEIGHTS[name][0]
        case Facet() | Dates() | Everything():
            return


def ranked_grams(folded: str) -> list[str]:
    """Return the grams that a run of text is ranked by: the pairs, and every character too where the run has several words.

    What holds all of a single word has all its characters; how often each comes elsewhere says nothing.
    """
    runs = content(folded[:RANKED])
    single = len(pieces(folded)) == 1
    return [gram for run in runs for gram in ((pairs(run) if single else grams(run)) or run) if all(map(is_word, gram))]


def _weighted_text(folded: str, fields: Iterable[str]) -> Iterator[tuple[tuple[str, str], float]]:
    found = [word for run in content(folded[:RANKED]) for word in words(run)]
    parts = ranked_grams(folded)
    for field in fields:
        word_weight, gram_weight = WEIGHTS[field]
        yield from (((words_field(field), word), word_weight) for word in found)
        yield from (((grams_field(field), gram), gram_weight) for gram in parts)

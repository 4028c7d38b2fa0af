"""The oracle: which documents a query finds, read straight from the documents, one after the other."""

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase

from index.analyzer import pieces, words
from index.fields import SEARCHED
from index.fold import fold
from index.model import Doc, Query
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word


def matches(node: Node, doc: Doc, searched: Sequence[str] = SEARCHED) -> bool:
    """Tell whether a document matches; `searched` are the fields that a node without a field looks in, unless it is excluded."""
    match node:
        case Everything():
            return True
        case And(children):
            return all(matches(child, doc, searched) for child in children)
        case Or(children):
            return any(matches(child, doc, searched) for child in children)
        case Not(child):
            return not matches(child, doc)
        case Word(text, field):
            values = _values(doc, field, searched)
            return all(any(_has_word(value, piece) for value in values) for piece in pieces(fold(text)))
        case Exact(text, field, outside):
            return any(_has_string(value, fold(text), fold(outside or "")) for value in _values(doc, field, searched))
        case Wildcard(pattern, field):
            found = [word for value in _values(doc, field, searched) for word in words(value)]
            return any(fnmatchcase(word, fold(pattern)) for word in found)
        case Near(left, right, distance):
            return _has_pair(fold(doc.text), fold(left), fold(right), distance)
        case Facet(name, value):
            return fold(getattr(doc, name)) == fold(value)
        case Dates(first, last):
            return _in_time(doc.date, first, last)


def found(docs: Iterable[Doc], query: Query, *, but_facet: str = "") -> list[Doc]:
    """Return the documents of a query, the choice of one facet left out."""
    tree = And((query.node, Dates(query.date_from, query.date_to)))
    return [doc for doc in docs if matches(tree, doc) and _chosen(doc, query, but_facet)]


def in_text(docs: Iterable[Doc], query: Query) -> int:
    """Count the documents found that hold what was asked for in their own text."""
    return sum(matches(query.node, doc, ["text"]) for doc in found(docs, query))


def facet(docs: Iterable[Doc], query: Query, name: str) -> Mapping[str, int]:
    """Count the values of a facet."""
    counts = Counter(getattr(doc, name) for doc in found(docs, query, but_facet=name))
    return {value: count for value, count in counts.items() if value}


def _values(doc: Doc, field: str | None, searched: Sequence[str]) -> list[str]:
    return [fold(getattr(doc, name)) for name in ([field] if field else searched)]


def _has_word(folded: str, piece: str) -> bool:
    return piece in words(folded) if piece.isascii() else piece in folded


def _has_string(folded: str, string: str, outside: str) -> bool:
    if not outside:
        return string in folded
    longer = [range(at, at + len(outside)) for at in range(len(folded)) if folded.startswith(outside, at)]
    places = [range(at, at + len(string)) for at in range(len(folded)) if folded.startswith(string, at)]
    return any(not any(place[0] in around and place[-1] in around for around in longer) for place in places)


def _has_pair(folded: str, left: str, right: str, distance: int) -> bool:
    lefts = [at for at in range(len(folded)) if folded.startswith(left, at)]
    rights = [at for at in range(len(folded)) if folded.startswith(right, at)]
    gaps = [gap for one in lefts for other in rights for gap in (other - one - len(left), one - other - len(right))]
    return any(0 <= gap <= distance for gap in gaps)


def _in_time(when: str, first: str, last: str) -> bool:
    if not (first or last):
        return True
    if not when:
        return False
    begin, end = _days(when)
    return (not first or end >= _days(first)[0]) and (not last or begin <= _days(last)[1])


def _days(partial: str) -> tuple[date, date]:
    year, month, day = [*map(int, partial.split("-")), 0, 0][:3]
    last_month = month or 12
    return date(year, month or 1, day or 1), date(year, last_month, day or calendar.monthrange(year, last_month)[1])


def _chosen(doc: Doc, query: Query, but_facet: str) -> bool:
    for name in {*query.include, *query.exclude} - {but_facet}:
        value = getattr(doc, name)
        included, excluded = query.include.get(name, ()), query.exclude.get(name, ())
        if value in excluded or (included and value not in included):
            return False
    return True

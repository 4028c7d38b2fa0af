"""Whoosh queries, as `index.whoosh_tree` makes them, in the query language of OpenSearch. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from whoosh import query as whoosh

from index.analyzer import pairs
from index.dates import first_day, last_day
from index.fields import FACETS, TEXT
from index.opensearch.mapping import ORDER, Json, folded_field
from index.opensearch.tokens import token
from index.schema import grams_field
from index.tree import Node
from index.whoosh_queries import Close, DateRange, Substring
from index.whoosh_tree import matching, scoring
from index.wildcards import LIMIT

EVERYTHING: Final[Json] = {"exists": {"field": ORDER}}
NOTHING: Final[Json] = {"match_none": {}}

_PHRASE: Final[Json] = {"max_gaps": 0, "mode": "ordered"}

_MOST_TERMS: Final = 700
"""Terms that are scored at most; the cluster takes 1,024 clauses in all."""


class _Pattern(str):
    """A pattern that stands where a term would: the cluster finds out which terms fit it."""

    __slots__ = ()


def found_by(node: Node) -> Json:
    """Return the clause that matches exactly what a tree asks for."""
    return clause(matching(node, _expand))


def scored_by(node: Node) -> list[Json]:
    """Return the clauses whose sum is the score of a passage; the heaviest ones where there are very many."""
    query = scoring(node, _expand)
    terms = query.subqueries if isinstance(query, whoosh.Or) else []
    heaviest = sorted(terms, key=lambda term: -term.boost)[:_MOST_TERMS]
    return [_scored(term) for term in heaviest]


def clause(query: whoosh.Query) -> Json:
    """Return the clause of a query. Raises TypeError for a kind of query it does not know."""
    match query:
        case whoosh.And():
            return {"bool": {"filter": list(map(clause, query.subqueries))}} if query.subqueries else EVERYTHING
        case whoosh.Or():
            return _any_of(query.subqueries)
        case whoosh.Not():
            return {"bool": {"filter": EVERYTHING, "must_not": clause(query.query)}}
        case whoosh.Term():
            return _term(query.fieldname, query.text)
        case Substring():
            return _substring(query)
        case Close():
            return _close(query)
        case DateRange():
            return dates(query.first, query.last)
        case whoosh.Every():
            return EVERYTHING
        case whoosh.NullQuery:
            return NOTHING
    raise TypeError(f"no clause for {type(query).__name__}")


def dates(first: str, last: str) -> Json:
    """Match the passages whose date may lie between two inclusive, possibly partial or empty dates."""
    bounds = [{"range": {"date_last": {"gte": first_day(first)}}}, {"range": {"date_first": {"lte": last_day(last)}}}]
    return {"bool": {"filter": bounds}} if first or last else EVERYTHING


def _expand(_field: str, pattern: str) -> Iterator[str]:
    yield _Pattern(pattern)


def _any_of(queries: Iterable[whoosh.Query]) -> Json:
    """Match any; terms of one field are one clause."""
    others: list[Json] = []
    terms: defaultdict[str, list[str]] = defaultdict(list)
    for query in queries:
        if field := _plain_field(query):
            terms[field].append(token(query.text))
        else:
            others.append(clause(query))
    clauses: list[Json] = [{"terms": {field: texts}} for field, texts in terms.items()] + others
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses, "minimum_should_match": 1}}


def _plain_field(query: whoosh.Query) -> str:
    """The field of a term of tokens; empty for any other query."""
    if not isinstance(query, whoosh.Term) or query.fieldname in FACETS or isinstance(query.text, _Pattern):
        return ""
    field: str = query.fieldname
    return field


def _term(field: str, text: str) -> Json:
    if isinstance(text, _Pattern):
        return {"wildcard": {field: {"value": _wildcard(text)}}}
    if field in FACETS:
        return {"term": {folded_field(field): text}}
    return {"term": {field: token(text)}}


def _scored(term: Any) -> Json:
    if isinstance(term.text, _Pattern):
        return {"wildcard": {term.fieldname: {"value": _wildcard(term.text), "boost": term.boost, "rewrite": f"top_terms_{LIMIT}"}}}
    return {"term": {term.fieldname: {"value": token(term.text), "boost": term.boost}}}


def _wildcard(pattern: str) -> str:
    """Only `*` and `?` are special in a pattern of ours; Lucene has the backslash besides."""
    return token(pattern).replace("\\", "\\\\")


def _substring(query: Substring) -> Json:
    """Match a string: its characters, or pairs of them, stand one after the other."""
    field = grams_field(query.field_name)
    cut = pairs if len(query.string) > 1 else list
    string, longer = (" ".join(map(token, cut(text or ""))) for text in (query.string, query.outside))
    if len(query.outside or "") < len(query.string):
        return {"match_phrase": {field: {"query": string}}}
    outside = {"not_contained_by": {"match": _PHRASE | {"query": longer}}}
    return {"intervals": {field: {"match": _PHRASE | {"query": string, "filter": outside}}}}


def _close(query: Close) -> Json:
    if not (query.left and query.right):
        return NOTHING
    left, right = _span(query.left), _span(query.right)
    return {"bool": {"should": [_apart([left, right], query.distance), _apart([right, left], query.distance)]}}


def _span(string: str) -> Json:
    field = grams_field(TEXT)
    return {"span_near": {"clauses": [{"span_term": {field: token(char)}} for char in string], "slop": 0, "in_order": True}}


def _apart(spans: list[Json], distance: int) -> Json:
    return {"span_near": {"clauses": spans, "slop": distance, "in_order": True}}

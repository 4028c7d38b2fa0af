"""A query as one request to the cluster. Pure.

The request matches the tree and the dates, and leaves the facets' choices to the end, so that each facet is counted under the choices
of the others.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from index.model import Query
from index.opensearch.dsl import EVERYTHING, dates, found_by, scored_by
from index.opensearch.mapping import KEPT, ORDER, Json
from index.walk import in_text

SPEECHES: Final = 60_000
"""So many different speeches are counted one by one; of more the number is estimated. A cluster returns no more than 65,535 groups."""

SHARE: Final = 1000
"""So many values of a facet each shard reports at first; where that leaves doubt about a count, it is asked for all."""

ALL: Final = 2**31 - 1

_EXACT: Final = 40_000
"""The precision of an estimate, the greatest there is."""


class Request:
    """The parts of a request for a query."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._scored = scored_by(query.node)
        self._choices = {facet: _choice(query, facet) for facet in dict.fromkeys((*query.include, *query.exclude))}

    @property
    def is_ranked(self) -> bool:
        """Whether the score orders the hits."""
        return self._query.sort == "relevance" and bool(self._scored)

    def hits(self) -> Json:
        """The hits, in order."""
        return {
            "query": {"bool": {"filter": self._scope(), "should": self._scored}},
            "post_filter": _all(self._choices.values()),
            "sort": self._order(),
            "track_scores": True,
            "_source": list(KEPT),
        }

    def counts(self) -> Json:
        """The total, what is in the text, the speeches and the facets, beside the hits."""
        chosen = _all(self._choices.values())
        grouped = {
            "values": {"terms": {"field": "speech_id", "size": SPEECHES}},
            "count": {"stats_bucket": {"buckets_path": "values>_count"}},
        }
        narrowed = in_text(self._query.node)
        aggs: Json = {"speeches": {"filter": chosen, "aggs": grouped}} | self.facets(self._query.facets, SHARE)
        if narrowed != self._query.node:
            aggs["in_text"] = {"filter": _all([found_by(narrowed), chosen])}
        return {"track_total_hits": True, "aggs": aggs}

    def facets(self, names: Iterable[str], share: int) -> Json:
        """The counts of some facets; each shard reports so many values."""
        return {
            f"facet_{name}": {
                "filter": _all(choice for facet, choice in self._choices.items() if facet != name),
                "aggs": {"values": {"terms": {"field": name, "size": max(self._query.facet_size, 1), "shard_size": share}}}
                | self._listed(name),
            }
            for name in names
        }

    def speeches(self) -> Json:
        """An estimate of how many different speeches there are."""
        estimate = {"cardinality": {"field": "speech_id", "precision_threshold": _EXACT}}
        return {"speeches": {"filter": _all(self._choices.values()), "aggs": {"count": estimate}}}

    def counted(self, aggs: Json) -> Json:
        """A request for counts alone."""
        return {"size": 0, "track_total_hits": False, "query": _all(self._scope()), "aggs": aggs}

    def _scope(self) -> list[Json]:
        return [found_by(self._query.node), *([dates(*bounds)] if any(bounds := (self._query.date_from, self._query.date_to)) else [])]

    def _order(self) -> list[Any]:
        by_place = {ORDER: "asc"}
        if self._query.sort == "relevance":
            return [{"_score": "desc"}, by_place] if self._scored else [by_place]
        return [{"date": {"order": "desc" if self._query.sort == "newest" else "asc", "missing": "_last"}}, by_place]

    def _listed(self, name: str) -> Json:
        """The counts of the chosen values, which are listed in any case."""
        if not (chosen := chosen_values(self._query, name)):
            return {}
        return {"chosen": {"filters": {"filters": [{"term": {name: value}} for value in chosen]}}}


def chosen_values(query: Query, facet: str) -> tuple[str, ...]:
    """Return the values of a facet that are chosen or excluded."""
    return tuple(dict.fromkeys((*query.include.get(facet, ()), *query.exclude.get(facet, ()))))


def _choice(query: Query, facet: str) -> Json:
    included, excluded = query.include.get(facet, ()), query.exclude.get(facet, ())
    wanted = [_any_value(facet, included)] if included else []
    return {"bool": {"filter": wanted or [EVERYTHING], "must_not": [_any_value(facet, excluded)] if excluded else []}}


def _any_value(facet: str, values: Sequence[str]) -> Json:
    """Match one of some values; the empty one stands for none."""
    known = {"terms": {facet: [value for value in values if value]}}
    none = [{"bool": {"must_not": {"exists": {"field": facet}}}}] if "" in values else []
    return {"bool": {"should": [known, *none], "minimum_should_match": 1}}


def _all(clauses: Iterable[Json]) -> Json:
    return {"bool": {"filter": list(clauses) or [EVERYTHING]}}

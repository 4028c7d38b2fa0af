"""Query trees and queries in the language of OpenSearch."""

import pytest

from index.model import Query
from index.opensearch.dsl import EVERYTHING, found_by, scored_by
from index.opensearch.request import Request
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word


@pytest.mark.parametrize(
    ("node", "clause"),
    [
        (Everything(), EVERYTHING),
        (Exact("新水渠", "text"), {"match_phrase": {"text_grams": {"query": "新水 水渠"}}}),
        (Exact("水 渠", "title"), {"match_phrase": {"title_grams": {"query": "水\\20; \\20;渠"}}}),
        (Word("ABC 水渠", "title"), {"bool": {"filter": [{"terms": {"title_words": ["abc"]}}, {"terms": {"title_grams": ["水渠"]}}]}}),
        (Wildcard("水\\*", "text"), {"wildcard": {"text_words": {"value": "水\\\\5c;*"}}}),
        (Facet("place", "海屏"), {"term": {"place_folded": "海屏"}}),
        (Not(Facet("place", "海屏")), {"bool": {"filter": EVERYTHING, "must_not": {"term": {"place_folded": "海屏"}}}}),
        (
            Dates("2019", ""),
            {"bool": {"filter": [{"range": {"date_last": {"gte": "2019-01-01"}}}, {"range": {"date_first": {"lte": "9999-12-31"}}}]}},
        ),
        (
            Or((Exact("水", "text"), Exact("渠", "text"), Facet("year", "2019"))),
            {"bool": {"should": [{"terms": {"text_grams": ["水"]}}, {"terms": {"text_grams": ["渠"]}}, {"term": {"year_folded": "2019"}}]}},
        ),
    ],
    ids=repr,
)
def test_a_tree_is_one_clause(node: Node, clause: dict[str, object]) -> None:
    assert _without_least(found_by(node)) == clause


def _without_least(clause: object) -> object:
    """One of several is what a cluster wants anyway where there is nothing else."""
    if isinstance(clause, dict):
        return {name: _without_least(value) for name, value in clause.items() if name != "minimum_should_match"}
    return list(map(_without_least, clause)) if isinstance(clause, list) else clause


def test_occurrences_inside_a_longer_string_do_not_count() -> None:
    phrase = {"max_gaps": 0, "mode": "ordered"}
    outside = {"not_contained_by": {"match": phrase | {"query": "云岭 岭市"}}}
    found = found_by(Exact("云岭", "text", "云岭市"))
    assert found == {"intervals": {"text_grams": {"match": phrase | {"query": "云岭", "filter": outside}}}}
    assert found_by(Exact("云岭市", "text", "云岭")) == found_by(Exact("云岭市", "text"))


def test_nearness_goes_both_ways() -> None:
    both = found_by(Near("云岭", "水", 3))["bool"]["should"]
    assert [[len(part["span_near"]["clauses"]) for part in one["span_near"]["clauses"]] for one in both] == [[2, 1], [1, 2]]
    assert {one["span_near"]["slop"] for one in both} == {3}


def test_weights_are_those_of_every_engine() -> None:
    assert scored_by(Word("水渠", "title")) == [
        {"term": {"title_words": {"value": "水渠", "boost": 0.25}}},
        {"term": {"title_grams": {"value": "水渠", "boost": 0.125}}},
    ]


def test_a_request_never_has_more_clauses_than_a_cluster_takes() -> None:
    words = tuple(Word("".join(chr(0x4E00 + 97 * line + at) for at in range(60))) for line in range(6))
    assert len(scored_by(And(words))) <= 700


def test_each_facet_is_counted_under_the_choices_of_the_others() -> None:
    request = Request(Query(include={"place": ("云岭",), "year": ("",)}, exclude={"year": ("2019",)}, facets=("place", "title")))
    aggs = request.counts()["aggs"]
    (year,) = aggs["facet_place"]["filter"]["bool"]["filter"]
    assert year["bool"]["must_not"][0]["bool"]["should"] == [{"terms": {"year": ["2019"]}}]
    assert year["bool"]["filter"][0]["bool"]["should"][1] == {"bool": {"must_not": {"exists": {"field": "year"}}}}
    assert len(aggs["facet_title"]["filter"]["bool"]["filter"]) == 2
    assert aggs["facet_place"]["aggs"]["chosen"] == {"filters": {"filters": [{"term": {"place": "云岭"}}]}}

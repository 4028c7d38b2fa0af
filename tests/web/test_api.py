"""The machine interface keeps its contract, inside a request and outside."""

from flask.testing import FlaskClient
from markupsafe import escape

from archive.web.answers import answer
from archive.web.parameters import SearchState
from archive.web.urls import Urls
from index.fields import FACETS
from tests.web.conftest import Library

HIT = {"id", "permalink", "speech_id", "title", "speaker", "office", "date", "collection", "number", "text", "html", "score"}


def test_the_answer_has_the_fields_of_the_contract(client: FlaskClient) -> None:
    told = client.get("/api/v1/search", query_string={"q": "港口", "speaker": "陆望川"}).get_json()
    assert {"query", "total", "page", "pages", "took_ms", "hits", "facets", "suggestion"} <= told.keys()
    assert (told["query"], told["page"], told["pages"]) == ("港口", 1, 1)
    assert told["total"] == len(told["hits"]) >= told["in_text"] > 0
    hit = told["hits"][0]
    assert set(hit) == HIT
    assert hit["html"].replace("<mark>", "").replace("</mark>", "") == escape(hit["text"])
    assert hit["permalink"] == f"/p/{hit['id']}"
    assert set(told["facets"]) == set(FACETS)
    assert {"value": "陆望川", "label": "陆望川", "count": told["total"], "selected": True} in told["facets"]["speaker"]


def test_the_answer_outside_a_request_is_the_same(client: FlaskClient, library: Library) -> None:
    state = SearchState(q="港口 -数据", include={"place": ("青屿",)}, sort="newest")
    outside = answer(library.engine, library.suggestions.lexicon(), state, Urls())
    inside = client.get(Urls().api_search(state)).get_json()
    assert outside | {"took_ms": 0} == inside | {"took_ms": 0}


def test_no_words_mean_every_passage(client: FlaskClient, library: Library) -> None:
    assert client.get("/api/v1/search").get_json()["total"] == library.store.totals().paragraphs


def test_a_page_beyond_the_last_is_empty(client: FlaskClient) -> None:
    told = client.get("/api/v1/search?q=港口&page=9").get_json()
    assert (told["hits"], told["page"]) == ([], 9)
    assert told["pages"] < 9


def test_notes_are_in_the_language_asked_for(client: FlaskClient) -> None:
    told = client.get("/api/v1/search?q=(港口&from=x&lang=en").get_json()["notes"]
    assert [note["kind"] for note in told] == ["parameter", "syntax"]
    assert told[1]["text"] == "A bracket has no partner and was read as plain text."

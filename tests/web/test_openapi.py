"""The machine interface is what its description says: by its own list, and by requests that schemathesis makes up."""

import re
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from archive.web.openapi_addresses import ADDRESSES
from tests.web.conftest import Get, Library
from tests.web.html import find, text
from tests.web.samples import SAMPLES, edited, shortened

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


JSON = ("search", "complete", "paragraph", "speech", "openapi")
OTHERS = [one["operationId"] for methods in ADDRESSES.values() for one in methods.values()]


@pytest.mark.parametrize("mode", MODES, ids=[mode.value for mode in MODES])
@pytest.mark.parametrize("name", [*JSON, *OTHERS])
def test_made_up_requests_get_what_is_described(library: Library, name: str, mode: GenerationMode) -> None:
    """Every check there is: no server error; the statuses, types, headers and shapes described. The same requests in every run."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", library.client().application)
    operation = schema.find_operation_by_id(name)

    @settings(
        max_examples=30 if name in JSON else 5, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(operation.as_strategy(mode))
    def try_one(case: "schemathesis.Case[Any]") -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # its client for WSGI does not unpack

    try_one()


def test_every_route_is_described_and_nothing_else(client: FlaskClient) -> None:
    rules = client.application.url_map.iter_rules()
    routes = {(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower()) for rule in rules for method in rule.methods or ()}
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    described = {(path, method): operation for path, methods in paths.items() for method, operation in methods.items()}
    assert set(described) == {(path, method) for path, method in routes if method not in ("head", "options")}
    for (path, _), operation in described.items():
        assert {one["name"] for one in operation["parameters"] if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))


def test_a_paragraph_through_its_life(small: Library) -> None:
    small.take(SAMPLES[0])
    client = small.client()
    pid, speech_id = (client.get("/api/v1/search?q=装卸工").get_json()["hits"][0][name] for name in ("id", "speech_id"))
    told = client.get(f"/api/v1/paragraphs/{pid.upper()}").get_json()
    assert (told["id"], told["state"], told["version"], told["speech"]["id"]) == (pid, "live", 1, speech_id)
    assert told["citations"]["GB/T 7714—2025"].startswith("陆望川. 以数兴港，以港兴城[N/OL]")
    small.take(edited(SAMPLES[0], 1, told["text"] + "完。"), data=b"later")
    told = client.get(f"/api/v1/paragraphs/{pid}").get_json()
    assert [one["version"] for one in told["revisions"]] == [1, 2]
    small.take(shortened(SAMPLES[0], 1), data=b"last")
    told = client.get(f"/api/v1/paragraphs/{pid}").get_json()
    assert (told["state"], told["speech"], told["citations"]) == ("withdrawn", None, {})
    assert "装卸工" in told["text"]


def test_a_speech_and_its_neighbours(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=装卸工").get_json()["hits"][0]
    told = client.get(f"/api/v1/speeches/{hit['speech_id']}").get_json()
    assert (told["speaker"]["name"], told["publication"], told["page"]) == ("陆望川", "澜江日报", "6")
    assert [one["number"] for one in told["paragraphs"]] == [1, 2, 3, 4]
    assert client.get(f"/api/v1/speeches/{told['next']}").get_json()["previous"] == told["id"]
    assert client.get(told["document"]["original"]).status_code == 200


def test_a_walk_by_cursor_meets_every_passage_once(client: FlaskClient, library: Library) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        told = client.get("/api/v1/search", query_string={"fields": "id", "cursor": cursor}).get_json()
        seen += [hit["id"] for hit in told["hits"]]
        cursor = told["next"]
    assert len(seen) == len(set(seen)) == library.store.totals().paragraphs


@pytest.mark.parametrize("cursor", ["x", "ÿ", "MQ==", "MC4wMDAwMDAwMA==", "MS5mZmZmZmZmZg=="])
def test_a_cursor_that_is_none_or_belongs_to_another_state_is_refused(client: FlaskClient, cursor: str) -> None:
    answer = client.get("/api/v1/search", query_string={"cursor": cursor})
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")


def test_fields_are_chosen(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=装卸工&fields=text,id,speech_id").get_json()["hits"][0]
    assert list(hit) == ["id", "speech_id", "text"]
    assert set(client.get(f"/api/v1/paragraphs/{hit['id']}?fields=version").get_json()) == {"version"}
    for path in ("/api/v1/search?q=绝无此语&", f"/api/v1/paragraphs/{hit['id']}?", f"/api/v1/speeches/{hit['speech_id']}?"):
        problem = client.get(path + "fields=text,nonsense")
        assert (problem.status_code, problem.mimetype) == (400, "application/problem+json")
        assert "nonsense" in problem.get_json()["detail"]


@pytest.mark.parametrize("path", ["paragraphs/{id}", "speeches/{speech_id}", "openapi.json", "search?q=装卸工"])
def test_an_unchanged_answer_is_not_sent_twice(client: FlaskClient, path: str) -> None:
    hit = client.get("/api/v1/search?q=装卸工").get_json()["hits"][0]
    first = client.get("/api/v1/" + path.format(**hit))
    again = client.get("/api/v1/" + path.format(**hit), headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def test_other_sites_may_read_what_is_no_page(client: FlaskClient) -> None:
    for path in ("/api/v1/search?q=港口", "/api/v1/nowhere", "/export.csv?q=港口"):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/search", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_errors_are_problem_details(client: FlaskClient) -> None:
    for path, status in (("/api/v1/paragraphs/zzzzzzzz", 404), ("/api/v1/speeches/x", 404), ("/api/v1/nowhere", 404)):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        assert answer.get_json()["status"] == status
    refused = client.post("/api/v1/search")
    assert (refused.status_code, refused.mimetype) == (405, "application/problem+json")


def test_the_page_tells_every_route_and_needs_nothing_from_elsewhere(get: Get, client: FlaskClient) -> None:
    page = get("/api")
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    told = {text(code) for code in find(page, "code")}
    assert {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods} <= told
    anchors = {element.get("id") for element in page.iter() if element.get("id")}
    links = [link.get("href", "") for link in find(page, "a")]
    assert {link[1:] for link in links if link.startswith("#")} <= anchors
    assert not [element for element in page.iter() if element.get("src", "").startswith("http")]


def test_llms_txt(client: FlaskClient) -> None:
    answer = client.get("/llms.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("# ")
    assert "http://localhost/api/v1/openapi.json" in answer.text

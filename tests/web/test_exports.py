"""Every passage of a search as a file."""

import csv
import json
from io import StringIO

import pybtex.database
import pytest
import rispy
from flask.testing import FlaskClient

from archive.model import Document, Paragraph, Speech
from archive.web import export_pages
from archive.web.parameters import SearchState
from archive.web.site import LARGE_EXPORTS
from archive.web.urls import Urls
from tests.web.conftest import Library
from tests.web.samples import SAMPLES, Sample

SUFFIXES = ("csv", "jsonl", "ris", "bib", "txt")
STATE = SearchState(q="海", include={"collection": ("海洋日讲话",)}, exclude={"office": ("望溪县县长",)}, date_from="1993", sort="oldest")


def pids(client: FlaskClient, state: SearchState) -> list[str]:
    """The passages of a search, page by page."""
    pages = client.get(Urls().api_search(state)).get_json()["pages"]
    hits = [client.get(Urls().api_search(state.at(page))).get_json()["hits"] for page in range(1, pages + 1)]
    return [hit["id"] for page in hits for hit in page]


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


@pytest.mark.parametrize("state", [STATE, SearchState(q="海洋经济"), SearchState(q="港口 数据 冷链温度", sort="newest"), SearchState()])
def test_every_kind_of_file_holds_the_whole_answer_in_its_order(client: FlaskClient, state: SearchState) -> None:
    wanted = pids(client, state)
    files = {suffix: client.get(Urls().export(state, suffix)) for suffix in SUFFIXES}
    assert wanted
    assert {answer.headers["X-Total-Count"] for answer in files.values()} == {str(len(wanted))}
    assert [row["id"] for row in rows(files["csv"].data.decode())] == wanted
    assert [json.loads(line)["id"] for line in files["jsonl"].text.splitlines()] == wanted
    assert [one["id"] for one in rispy.loads(files["ris"].text.replace("\r\n", "\n"))] == wanted
    assert list(pybtex.database.parse_string(files["bib"].text, "bibtex").entries) == wanted
    assert [line.split("/p/")[1][:8] for line in files["txt"].text.splitlines() if "/p/" in line] == wanted


def test_types_and_names(client: FlaskClient) -> None:
    for suffix in SUFFIXES:
        headers = client.get(f"/export.{suffix}?q=港口").headers
        assert headers["Content-Disposition"] == f'attachment; filename="yanlu.{suffix}"'
        assert "charset=utf-8" in headers["Content-Type"]
        assert "Content-Length" not in headers, "sent as it is read"


def test_a_row_tells_all_there_is(client: FlaskClient) -> None:
    (row,) = rows(client.get("/export.csv?q=装卸工").data.decode())
    hit = client.get("/api/v1/search?q=装卸工").get_json()["hits"][0]
    assert row["permalink"] == f"http://localhost/p/{hit['id']}"
    assert (row["text"], row["speaker"], row["office"]) == (hit["text"], "陆望川", "澜江省委常委、青屿市委书记")
    assert (row["publication"], row["page"], row["url"]) == ("澜江日报", "6", "https://example.org/ribao/2020-03-05/06")


def test_no_cell_is_a_formula(small: Library) -> None:
    texts = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "a=1", '="x",y\r\nz')
    speech = Speech("=题", "-人", None, None, None, tuple(Paragraph(text) for text in texts))
    small.take(Sample("a", Document((speech,), (), "sample", 1.0, ""), "+集"))
    found = sorted(rows(small.client().get("/export.csv").data.decode()), key=lambda row: int(row["number"]))
    assert [row["text"] for row in found] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'＝1", "a=1", '\'="x",y\r\nz']
    assert {(row["title"], row["speaker"], row["collection"]) for row in found} == {("'=题", "'-人", "'+集")}


def test_a_passage_whose_speech_has_gone_is_exported_from_the_index(small: Library) -> None:
    small.take(SAMPLES[0])
    small.engine.update([], [], small.engine.mark())
    (speech,) = {hit["speech_id"] for hit in small.client().get("/api/v1/search?q=装卸工").get_json()["hits"]}
    short = Document(SAMPLES[0].document.speeches[1:], (), "sample", 1.0, "")
    small.store.save(SAMPLES[0].name, SAMPLES[0].name, b"later", short, None)  # the index has not followed yet
    (row,) = rows(small.client().get("/export.csv?q=装卸工").data.decode())
    assert (row["speech_id"], row["title"], row["publication"]) == (speech, "以数兴港，以港兴城", "")


def test_a_search_that_finds_nothing_is_an_empty_file(client: FlaskClient) -> None:
    assert rows(client.get("/export.csv?q=“绝无此语”").data.decode()) == []
    assert client.get("/export.ris?q=“绝无此语”").data == b""
    assert client.get("/export.xls?q=港口").status_code == 404


def test_only_a_few_large_exports_go_on_at_a_time(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_pages, "LARGE", 3)
    client = library.client()
    begun = [client.get("/export.csv?q=海") for _ in range(LARGE_EXPORTS)]
    refused = client.get("/export.csv?q=海")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert client.get('/export.csv?q="四百一十二名装卸工"').status_code == 200, "a small one goes on beside them"
    begun[0].close()
    assert client.get("/export.csv?q=海", buffered=True).status_code == 200
    assert client.get("/export.csv?q=海", buffered=True).status_code == 200, "one that is done makes room"
    begun[1].close()

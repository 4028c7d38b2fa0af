"""Citations as files and on the page, and what reference managers read there."""

import json
from urllib.parse import parse_qs

import pytest
import rispy
from flask.testing import FlaskClient
from lxml import etree

from tests.web.conftest import Get, Library
from tests.web.html import find, one, parse, text
from tests.web.samples import HOSTILE, HOSTILE_SAMPLE, SAMPLES, edited, shortened

TYPES = {
    "txt": "text/plain; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}


@pytest.fixture(scope="module")
def hit(client: FlaskClient) -> dict[str, str]:
    found: dict[str, str] = client.get("/api/v1/search?q=装卸工").json["hits"][0]  # type: ignore[index]  # JSON is not typed
    return found


@pytest.mark.parametrize("suffix", TYPES)
def test_files_have_their_types_and_names(client: FlaskClient, hit: dict[str, str], suffix: str) -> None:
    answer = client.get(f"/p/{hit['id'].upper()}.{suffix}")
    assert answer.headers["Content-Type"] == TYPES[suffix]
    assert answer.headers["Content-Disposition"].endswith(f'; filename="{hit["id"]}.{suffix}"')
    assert "以数兴港，以港兴城" in answer.text
    whole = client.get(f"/speech/{hit['speech_id']}.{suffix}")
    assert (whole.status_code, whole.headers["Content-Type"]) == (200, TYPES[suffix])
    assert "装卸工" not in whole.text


def test_what_is_cited(client: FlaskClient, hit: dict[str, str]) -> None:
    (record,) = rispy.loads(client.get(f"/p/{hit['id']}.ris").text.replace("\r\n", "\n"))
    assert (record["type_of_reference"], record["authors"], record["secondary_title"]) == ("NEWS", ["陆望川"], "澜江日报")
    assert record["abstract"] == hit["text"]
    assert record["urls"] == [f"http://localhost/p/{hit['id']}"]
    (cited,) = client.get(f"/p/{hit['id']}.json").get_json(force=True)["citationItems"]
    assert (cited["label"], cited["locator"], cited["itemData"]["author"]) == ("paragraph", "2", [{"literal": "陆望川"}])
    words = client.get(f"/p/{hit['id']}.txt").text
    assert all(style in words for style in ("GB/T 7714—2025", "GB/T 7714—2015", "APA", "Chicago", "MLA"))


@pytest.mark.parametrize("suffix", TYPES)
def test_a_withdrawn_paragraph_is_gone_and_an_unknown_one_not_there(small: Library, suffix: str) -> None:
    small.take(SAMPLES[0])
    client = small.client()
    pid = client.get("/api/v1/search?q=装卸工").get_json()["hits"][0]["id"]
    small.take(shortened(SAMPLES[0], 1), data=b"later")
    assert client.get(f"/p/{pid}.{suffix}").status_code == 410
    assert client.get(f"/p/zzzzzzzz.{suffix}").status_code == 404
    assert client.get(f"/speech/zzzzzzzz.{suffix}").status_code == 404


def test_a_merged_paragraph_leads_to_where_it_went(small: Library) -> None:
    small.take(SAMPLES[0])
    client = small.client()
    first, second = (client.get(f"/api/v1/search?q={q}").get_json()["hits"][0] for q in ("转型的先手棋", "装卸工"))
    small.take(shortened(edited(SAMPLES[0], 0, first["text"] + second["text"]), 1), data=b"later")
    gone = next(one for one in (first, second) if small.store.paragraph(one["id"]).state == "merged")
    assert client.get(f"/p/{gone['id']}.ris").headers["Location"] == f"/p/{small.store.paragraph(gone['id']).target}.ris"


def test_the_page_offers_every_style_and_file(get: Get, hit: dict[str, str]) -> None:
    page = get(f"/speech/{hit['speech_id']}", p=hit["id"])
    cited = one(page, class_="citing")
    assert [text(term) for term in find(cited, "dt")] == ["GB/T 7714—2015", "APA", "Chicago", "MLA"]
    links = [link.get("href") for link in find(cited, "a")]
    assert links[:4] == [f"/p/{hit['id']}.{suffix}" for suffix in TYPES]
    assert ":~:text=" in str(links[4])
    whole = one(get(f"/speech/{hit['speech_id']}"), class_="citing")
    assert text(one(whole, "h2")) == "引用这一篇"
    assert [link.get("href") for link in find(whole, "a")] == [f"/speech/{hit['speech_id']}.{suffix}" for suffix in (*TYPES, "epub")]


def test_what_zotero_reads_of_a_newspaper(get: Get, hit: dict[str, str]) -> None:
    page = get(f"/speech/{hit['speech_id']}", p=hit["id"])
    told = {meta.get("name") or meta.get("property"): meta.get("content") for meta in find(page, "meta")}
    assert (told["z:itemType"], told["prism.publicationName"], told["DC.creator"]) == ("newspaperArticle", "澜江日报", "陆望川")
    assert (told["og:title"], told["og:url"]) == ("以数兴港，以港兴城", f"http://localhost/p/{hit['id']}")
    assert "citation_journal_title" not in told
    coins = parse_qs(one(page, class_="Z3988").get("title", ""))
    assert (coins["rft.type"], coins["rft.source"]) == (["newspaperArticle"], ["澜江日报"])
    assert one(page, "link", rel="canonical").get("href") == f"/speech/{hit['speech_id']}"
    data = json.loads(one(page, "script", type="application/ld+json").text or "")
    assert (data["@type"], data["isPartOf"]["name"]) == ("NewsArticle", "澜江日报")


def test_unapi(client: FlaskClient, get: Get, hit: dict[str, str]) -> None:
    page = get(f"/speech/{hit['speech_id']}", p=hit["id"])
    server = one(page, "link", rel="unapi-server").get("href", "")
    wanted = one(page, "abbr", class_="unapi-id").get("title", "")
    assert [one.get("name") for one in etree.fromstring(client.get(server).data)] == ["ris", "bibtex", "csl"]
    offered = client.get(server, query_string={"id": wanted})
    assert (offered.status_code, etree.fromstring(offered.data).get("id")) == (300, hit["id"])
    assert client.get(server, query_string={"id": wanted, "format": "ris"}).text.startswith("TY  - NEWS")
    assert client.get(server, query_string={"id": hit["speech_id"], "format": "bibtex"}).text.startswith("@article")
    assert client.get(server, query_string={"id": wanted, "format": "marc"}).status_code == 406
    assert client.get(server, query_string={"id": '"><x'}).status_code == 404


def test_nothing_in_a_document_gets_out_of_its_place(small: Library) -> None:
    small.take(HOSTILE_SAMPLE)
    client = small.client()
    hit = client.get("/api/v1/search").get_json()["hits"][0]
    page = client.get(f"/speech/{hit['speech_id']}?p={hit['id']}").text
    assert "<script>alert" not in page
    data = json.loads(one(parse(page), "script", type="application/ld+json").text or "")
    assert data["headline"] == f"标题{HOSTILE}"
    (record,) = rispy.loads(client.get(f"/p/{hit['id']}.ris").text.replace("\r\n", "\n"))
    assert record["title"] == f"标题{HOSTILE}"

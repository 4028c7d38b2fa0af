"""Feeds, the site map, OpenSearch and robots.txt, read by those who read such things."""

import sqlite3
from dataclasses import replace
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree
from owslib.opensearch import OpenSearch

from archive.web import following
from archive.web.parameters import SearchState
from archive.web.urls import Urls
from tests.web.conftest import Get, Library, served
from tests.web.html import find, one
from tests.web.samples import HOSTILE, HOSTILE_SAMPLE, SAMPLES, edited

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def read_feed(client: FlaskClient, state: SearchState) -> feedparser.FeedParserDict:
    answer = client.get(Urls().feed(state))
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.data, response_headers={"content-type": answer.headers["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_a_feed_holds_the_passages_of_the_search(client: FlaskClient) -> None:
    state = SearchState(q="港口", include={"speaker": ("陆望川",)})
    feed = read_feed(client, state)
    hits = client.get(Urls().api_search(state)).get_json()["hits"]
    assert {entry.id for entry in feed.entries} == {f"http://localhost/p/{hit['id']}" for hit in hits} != set()
    entry = next(entry for entry in feed.entries if "先手棋" in entry.content[0].value)
    assert (entry.title, entry.author) == ("陆望川：以数兴港，以港兴城 第1段", "陆望川")
    assert feed.feed.title == "言录 · 港口 · 陆望川"
    assert {link.rel for link in feed.feed.links} == {"self", "alternate"}


def test_what_came_in_last_stands_first(small: Library) -> None:
    small.take(*SAMPLES[:2])
    with sqlite3.connect(small.folder / "archive.db") as connection:
        connection.execute("UPDATE paragraph SET added = '2020-01-01T00:00:00Z'")
    document = edited(SAMPLES[1], 0, "各位代表：现在，我报告工作。").document
    small.take(replace(SAMPLES[1], document=document), data=b"later")
    entries = read_feed(small.client(), SearchState()).entries
    assert entries[0].content[0].value == "各位代表：现在，我报告工作。"
    assert {entry.updated for entry in entries[1:]} == {"2020-01-01T00:00:00Z"}


def test_pages_name_the_feed_of_their_search(get: Get) -> None:
    page = get("/", q="港口")
    assert one(page, "link", type="application/atom+xml").get("href") == Urls().feed(SearchState(q="港口"))
    assert one(page, "link", rel="search").get("href") == "/opensearch.xml"
    assert not find(get("/about"), "link", type="application/atom+xml")


def test_an_empty_or_hostile_archive_gives_good_xml(small: Library) -> None:
    client = small.client()
    for path in ("/feed.atom", "/sitemap.xml", "/sitemap-1.xml", "/opensearch.xml"):
        etree.fromstring(client.get(path).data)
    small.take(HOSTILE_SAMPLE)
    feed = read_feed(client, SearchState(q="毒药"))
    assert feed.entries[0].content[0].value == f"正文里的毒药{HOSTILE}"
    assert client.get("/feed.atom", query_string={"q": "\x01\ufffe毒药"}).status_code == 200


def test_the_feed_is_not_sent_twice(client: FlaskClient) -> None:
    tag = client.get("/feed.atom?q=港口").headers["ETag"]
    assert client.get("/feed.atom?q=港口", headers={"If-None-Match": tag}).status_code == 304


def test_the_site_map_holds_every_speech_in_parts(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "SITEMAP", 10)
    client = library.client("https://archive.example")
    index = etree.fromstring(client.get("/sitemap.xml").data)
    parts = index.xpath("//s:loc/text()", namespaces=MAP)
    assert parts == [f"https://archive.example/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    pages = [etree.fromstring(client.get(part.removeprefix("https://archive.example")).data) for part in parts]
    addresses = [address for page in pages for address in page.xpath("//s:loc/text()", namespaces=MAP)]
    assert len(addresses) == len(set(addresses)) == library.store.totals().speeches
    assert all(client.get(address.removeprefix("https://archive.example")).status_code == 200 for address in addresses[:3])
    assert all(len(page.xpath("//s:url", namespaces=MAP)) == len(page.xpath("//s:lastmod", namespaces=MAP)) <= 10 for page in pages)
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_browsers_learn_to_search(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    described = etree.fromstring(answer.data)
    assert len(described.findtext("o:ShortName", namespaces=SEARCH)) <= 16
    templates = {one.get("type"): one.get("template") for one in described.findall("o:Url", namespaces=SEARCH)}
    page = templates["text/html"].replace("{searchTerms}", "装卸工").replace("{startPage?}", "1")
    assert "装卸工" in client.get(page.removeprefix("http://localhost")).text
    feed = templates["application/atom+xml"].replace("{searchTerms}", "装卸工")
    assert feedparser.parse(client.get(feed.removeprefix("http://localhost")).data).entries


def test_robots_read_speeches_but_not_every_search(client: FlaskClient) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert robots.can_fetch("*", "http://localhost/speech/0123abcd")
    assert robots.can_fetch("*", "http://localhost/")
    for search in ("export.csv?q=x", "?q=x", "?speaker=x", "?not.place=x", "?page=2"):
        assert not robots.can_fetch("*", f"http://localhost/{search}")
    assert robots.site_maps() == ["http://localhost/sitemap.xml"]


def test_a_client_of_opensearch_reads_the_description_and_searches(library: Library) -> None:
    with served(library) as address:
        client = OpenSearch(f"{address}/opensearch.xml")
        found = client.search("application/atom+xml", **{"{searchTerms}": "装卸工"})
    told = client.description
    assert (told.shortname, told.language, told.urls["text/html"]["template"][:20]) == ("言录", "zh-CN", address[:20])
    assert [one["id"].startswith(f"{address}/p/") for one in found["features"]] == [True]

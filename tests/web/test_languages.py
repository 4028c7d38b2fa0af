"""Two languages: Chinese by default, English by `?lang=en`, carried on from page to page."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from archive.web.dates import spoken_date
from archive.web.messages import sentence
from tests.web.html import find, hrefs, one, parse, text

HAN = re.compile(r"[\u3400-\u9fff]")


def paths(client: FlaskClient) -> Iterator[str]:
    hit = client.get("/api/v1/search?q=装卸工").json["hits"][0]  # type: ignore[index]  # JSON is not typed
    speech = client.get(f"/speech/{hit['speech_id']}").text
    yield from ("/", "/?q=港口", "/?q=海&page=2", "/?q=(&from=x", "/?q=%22无此语%22&speaker=沈知微", "/about", "/nowhere")
    yield from ("/?q=装卸工 灯塔", f"/speech/{hit['speech_id']}", f"/speech/{hit['speech_id']}?p={hit['id']}", f"/p/{hit['id']}?v=1")
    yield re.findall(r"/speaker/\w+", speech)[0]


def spoken(element: Element, language: str) -> Iterator[tuple[str, str]]:
    """Every piece of text, with the language it is in."""
    own = element.get("lang", language)
    for words in (element.text, element.get("aria-label"), element.get("placeholder"), element.get("title"), element.get("alt")):
        yield own, words or ""
    for child in element:
        yield from spoken(child, own)
        yield own, child.tail or ""


def test_english_pages_are_english_but_for_the_documents(client: FlaskClient) -> None:
    for path in paths(client):
        page = parse(client.get(path + ("&" if "?" in path else "?") + "lang=en").text)
        assert one(page, "html").get("lang") == "en"
        stray = [words for language, words in spoken(one(page, "body"), "en") if language == "en" and HAN.search(words)]
        allowed = {"/about": 1, "/?q=(&from=x": 0}.get(path, 0)
        assert len(stray) == allowed, f"{path}: {stray}"


def test_english_is_carried_on_by_every_link_and_form(client: FlaskClient) -> None:
    for path in paths(client):
        page = parse(client.get(path + ("&" if "?" in path else "?") + "lang=en").text)
        switch = one(page, "a", hreflang="zh-CN").get("href", "")
        assert "lang=" not in switch
        assert find(one(page, "form", id="search"), "input", type="hidden", name="lang", value="en")
        for href in set(hrefs(page)) - {switch}:
            kept = href.startswith(("#", "http")) or "/original" in href or re.fullmatch(r"/p/\w+(\?v=\d+)?|/(p|speech)/\w+\.\w+", href)
            assert kept or "lang=en" in href, f"{path} -> {href}"


def test_chinese_addresses_say_nothing_of_language(client: FlaskClient) -> None:
    for path in paths(client):
        page = parse(client.get(path).text)
        assert one(page, "html").get("lang") == "zh-CN"
        assert [href for href in hrefs(page) if "lang=" in href] == [one(page, "a", hreflang="en").get("href")]


def test_the_switch_stays_on_the_page(client: FlaskClient) -> None:
    page = parse(client.get("/?q=港口&speaker=沈知微&page=1").text)
    there = client.get(one(page, "a", hreflang="en").get("href", "")).text
    assert one(parse(there), "input", id="q").get("value") == "港口"
    assert text(find(parse(there), class_="chips")[0]).startswith("Remove the filter Speaker 沈知微")


def test_english_counts_one_as_one(client: FlaskClient) -> None:
    assert "1 paragraph, 1 of them in the text, from 1 speech" in text(parse(client.get("/?q=装卸工&lang=en").text))


@pytest.mark.parametrize(
    ("iso", "chinese", "english"),
    [
        ("2020-03-05", "2020年3月5日", "Mar 5, 2020"),
        ("2020-03", "2020年3月", "March 2020"),
        ("1987", "1987年", "1987"),
        ("2020-99-99", "2020-99-99", "2020-99-99"),
        ("昨天", "昨天", "昨天"),
        ("", "", ""),
    ],
)
def test_dates_are_said_in_each_language(iso: str, chinese: str, english: str) -> None:
    assert spoken_date(iso, "zh") == chinese
    assert spoken_date(iso, "en") == english


def test_sentences_are_translated_outside_a_request() -> None:
    assert sentence("文件 {name} 是空的。", {"name": "a.txt"}, "en") == "The file a.txt is empty."
    assert sentence("文件 {name} 是空的。", {"name": "a.txt"}, "zh") == "文件 a.txt 是空的。"
    assert sentence("没有译文的话 {x}", {"x": "{y}"}, "en") == "没有译文的话 {y}"

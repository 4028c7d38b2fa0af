"""The interface in traditional characters: made of the simplified sentences, and never of the documents."""

import re

from flask.testing import FlaskClient

from archive.web.dates import spoken_date
from archive.web.languages import TRADITIONAL
from archive.web.messages import sentence
from tests.web.html import find, hrefs, one, parse, text
from tests.web.test_languages import paths


def test_the_sentences_are_converted_and_the_documents_are_not(client: FlaskClient) -> None:
    page = parse(client.get("/?q=装卸工&lang=zh-Hant").text)
    assert one(page, "html").get("lang") == "zh-Hant"
    assert text(one(page, id="summary")).startswith("1 段，其中正文 1 段，出自 1 篇")
    assert "篩選" in text(page)
    assert "讲话人" not in text(page)
    hit = one(page, "article", class_="hit")
    assert "装卸工" in text(hit)
    assert "永久連結" in text(hit) or "永久鏈接" in text(hit)


def test_the_language_is_carried_on(client: FlaskClient) -> None:
    for path in paths(client):
        page = parse(client.get(path + ("&" if "?" in path else "?") + "lang=zh-Hant").text)
        switches = {one(page, "a", hreflang=tag).get("href") for tag in ("zh-CN", "en")}
        inside = [href for href in set(hrefs(page)) - switches if not re.match(r"#|http|/p/|/document/|/\w+/\w+\.\w+$", href)]
        assert inside
        assert all("lang=zh-Hant" in href for href in inside), path


def test_sentences_outside_a_request() -> None:
    assert sentence("文件 {name} 是空的。", {"name": "简体.txt"}, TRADITIONAL) == "文件 简体.txt 是空的。"
    assert spoken_date("2020-03-05", TRADITIONAL) == "2020年3月5日"


def test_the_about_page_is_converted(client: FlaskClient) -> None:
    told = text(parse(client.get("/about?lang=zh-Hant").text))
    assert "講話與文獻" in told
    assert "讲话" not in told


def test_examples_of_the_help_page_find_something_as_they_are_written(client: FlaskClient) -> None:
    page = parse(client.get("/help?lang=zh-Hant").text)
    examples = [href for row in find(page, "li") for href in hrefs(row) if href.startswith("/?q=")]
    assert len(examples) > 5
    for href in examples:
        assert find(parse(client.get(href).text), "article", class_="hit"), href

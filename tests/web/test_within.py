"""Looking for words within a speech, and what one may do with a paragraph."""

from flask.testing import FlaskClient

from tests.web.conftest import Get
from tests.web.html import find, hrefs, one, text


def speech_of(client: FlaskClient, q: str) -> str:
    return f"/speech/{client.get('/api/v1/search', query_string={'q': q}).json['hits'][0]['speech_id']}"  # type: ignore[index]  # JSON is not typed


def test_the_hits_of_a_speech_are_listed_with_their_paragraphs(get: Get, client: FlaskClient) -> None:
    page = get(speech_of(client, "装卸工"), q="数字经济")
    form = one(page, "form", class_="within")
    assert one(form, "input", id="within").get("value") == "数字经济"
    listed = one(page, id="hits")
    assert text(listed) == "2 处，在 第 1 段 第 4 段"
    ids = {paragraph.get("id") for paragraph in find(page, class_="paragraph")}
    assert {href.removeprefix("#") for href in hrefs(listed)} <= ids


def test_a_speech_without_the_words_says_so(get: Get, client: FlaskClient) -> None:
    listed = one(get(speech_of(client, "装卸工"), q="灯塔"), id="hits")
    assert "这一篇的正文里没有" in text(listed)
    assert hrefs(listed) == ["/?q=%E7%81%AF%E5%A1%94"]


def test_without_a_question_no_hits_are_told(get: Get, client: FlaskClient) -> None:
    page = get(speech_of(client, "装卸工"))
    assert not find(page, id="hits")
    assert one(page, "input", id="within").get("value") == ""


def test_every_paragraph_has_its_link_and_leads_to_its_like(get: Get, client: FlaskClient) -> None:
    page = get(speech_of(client, "装卸工"))
    for paragraph in find(page, class_="paragraph"):
        pid = paragraph.get("id")
        assert hrefs(one(paragraph, class_="tools")) == [f"/p/{pid}", f"/p/{pid}/similar"]

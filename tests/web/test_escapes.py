"""Whatever a document or a reader brings, it is text on the page and nothing else."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Library
from tests.web.html import find, hrefs, parse, text
from tests.web.samples import HOSTILE, HOSTILE_SAMPLE, SAMPLES


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    library = Library(tmp_path_factory.mktemp("hostile"))
    library.take(HOSTILE_SAMPLE, *SAMPLES[:2])
    yield library.client()
    library.close()


def harmless(page: Element) -> Element:
    programs = [script for script in find(page, "script") if script.get("type") != "application/ld+json"]
    assert {(script.get("src", "").partition("?")[0], text(script)) for script in programs} <= {
        ("/static/box.js", ""),
        ("/static/copy.js", ""),
        ("/static/reading.js", ""),
        ("/static/search.js", ""),
    }
    assert not [element for element in page.iter() if any(name.startswith("on") or name == "style" for name in element.attrib)]
    assert [image.get("alt") for image in find(page, "img")] == [""], "no image but the seal"
    assert not [href for href in hrefs(page) if href.startswith(("javascript:", "data:"))]
    return page


def test_every_field_of_a_document_is_text(hostile: FlaskClient) -> None:
    hit = hostile.get("/api/v1/search", query_string={"q": "毒药"}).json["hits"][0]  # type: ignore[index]  # JSON is not typed
    assert hit["html"].startswith("正文里的<mark>毒药</mark>&#34;&gt;&lt;script&gt;")
    front = harmless(parse(hostile.get("/").text))
    assert f"文集{HOSTILE}" in text(front)
    search = harmless(parse(hostile.get("/", query_string={"q": "毒药"}).text))
    for field in ("标题", "人名", "职务", "文集", "正文里的毒药"):
        assert f"{field}{HOSTILE}" in text(search)
    speech = harmless(parse(hostile.get(f"/p/{hit['id']}", follow_redirects=True).text))
    for field in ("标题", "人名", "职务", "报", "提纲", "地方", "恶意"):
        assert f"{field}{HOSTILE}".replace("/", "／" if field == "恶意" else "/") in text(speech)
    assert "javascript:alert(3)" in text(speech), "an address that is no web address is text, not a link"
    speaker = next(href for href in hrefs(speech) if "/speaker/" in href)
    assert f"职务{HOSTILE}" in text(harmless(parse(hostile.get(speaker).text)))
    assert HOSTILE in text(harmless(parse(hostile.get(f"/p/{hit['id']}?v=1").text)))
    assert HOSTILE in text(harmless(parse(hostile.get(f"/p/{hit['id']}/similar").text)))
    for way, field in (("speakers", "人名"), ("places", "地方"), ("collections", "文集"), ("titles", "标题")):
        assert f"{field}{HOSTILE}" in text(harmless(parse(hostile.get(f"/browse/{way}").text)))
    found = harmless(parse(hostile.get("/quote", query_string={"q": f"正文里得毒药{HOSTILE}<b>"}).text))
    assert HOSTILE[:20] in text(find(found, class_="passage")[0])


@pytest.mark.parametrize("name", ["q", "speaker", "not.title", "from", "to", "sort", "page", "lang", "p"])
@pytest.mark.parametrize("payload", [HOSTILE, "'><svg onload=alert(1)>", "javascript:alert(1)", "{{7777*7777}}${7777*7777}%(x)s{x}"])
def test_every_parameter_is_text(hostile: FlaskClient, name: str, payload: str) -> None:
    answer = hostile.get("/", query_string={"q": "港口", name: payload})
    assert answer.status_code == 200
    page = harmless(parse(answer.text))
    if name == "q":
        assert find(page, "input", id="q")[0].get("value") == payload
    assert "60481729" not in text(page)


def test_choosing_a_hostile_value_and_taking_it_back(hostile: FlaskClient) -> None:
    page = harmless(parse(hostile.get("/", query_string={"speaker": f"人名{HOSTILE}", "not.place": f"地方{HOSTILE}x"}).text))
    assert find(page, "input", type="checkbox", value=f"人名{HOSTILE}")
    assert find(page, "input", type="hidden", value=f"地方{HOSTILE}x")
    chip = next(href for href in hrefs(page) if "not.place=" in href and "speaker" not in href)
    assert hostile.get(chip).status_code == 200


def test_error_pages_show_no_markup(hostile: FlaskClient) -> None:
    for path in ("/p/<script>alert(1)</script>", "/<script>alert(1)</script>", "/speech/<img src=x>"):
        answer = hostile.get(path)
        assert answer.status_code == 404
        harmless(parse(answer.text))

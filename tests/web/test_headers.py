"""What goes with every answer, and what a browser may keep."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Library
from tests.web.html import one, parse
from tests.web.samples import SAMPLES

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", ["/", "/?q=港口", "/about", "/nowhere", "/api/v1/search?q=港口", "/healthz", "/static/site.css"])
def test_strict_headers_on_everything(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", ["/", "/?q=港口", "/about", "/help", "/nowhere"])
def test_pages_hold_nothing_the_policy_forbids(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<script(?! type=.module. src=./static/)|<script[^>]*>[^<]|<style|\sstyle=|\son\w+=|https?://", page)


@pytest.mark.parametrize("path", ["/?q=港口", "/api/v1/search?q=港口", "/?q=港口&lang=en"])
def test_an_unchanged_answer_is_not_sent_twice(small: Library, path: str) -> None:
    small.take(*SAMPLES[:1])
    client = small.client()
    first = client.get(path)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(path + "&page=2", headers={"If-None-Match": tag}).status_code == 200
    small.take(*SAMPLES[1:2])
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_the_style_sheet_is_kept_for_a_year_under_its_fingerprint(client: FlaskClient) -> None:
    href = one(parse(client.get("/").text), "link", rel="stylesheet").get("href", "")
    assert re.fullmatch(r"/static/site\.css\?v=[0-9a-f]{12}", href)
    kept = client.get(href, buffered=True).headers["Cache-Control"]
    assert "immutable" in kept
    assert "max-age=31536000" in kept
    assert "immutable" not in client.get("/static/site.css?v=other", buffered=True).headers["Cache-Control"]
    assert client.get("/static/nothing.css").status_code == 404

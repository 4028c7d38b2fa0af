"""What goes with every answer, and what a browser may keep."""

import gzip
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
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
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


@pytest.mark.parametrize("path", ["/?q=港口", "/api/v1/search?q=港口", "/static/site.css", "/kwic.csv?q=港口"])
def test_whoever_takes_gzip_gets_it(client: FlaskClient, path: str) -> None:
    plain, packed = (client.get(path, headers={"Accept-Encoding": coding}, buffered=True) for coding in ("identity", "gzip, br"))
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (plain, packed))
    took = re.compile(rb'[\d.]+ \xe6\xaf\xab\xe7\xa7\x92|"took_ms": [\d.]+')
    assert took.sub(b"", gzip.decompress(packed.data)) == took.sub(b"", plain.data)
    assert len(packed.data) == packed.content_length
    if tag := packed.headers.get("ETag"):
        known = {"Accept-Encoding": "gzip", "If-None-Match": tag}
        assert client.get(path, headers=known, buffered=True).status_code == 304


def test_what_is_small_or_an_original_goes_as_it_is(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize("path", ["/?q=海", "/?q=海&view=kwic", "/?q=海&view=speeches", "/trends?q=海"])
def test_a_page_with_its_style_and_scripts_is_small(client: FlaskClient, path: str) -> None:
    taken = {"Accept-Encoding": "gzip"}
    page = client.get(path, headers=taken)
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', gzip.decompress(page.data).decode())
    assert len(page.data) + sum(len(client.get(part, headers=taken, buffered=True).data) for part in set(parts)) < 60_000

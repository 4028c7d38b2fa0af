"""Whole speeches to take along, as EPUB and on paper."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from flask.testing import FlaskClient
from lxml import etree

from archive.web import choosing
from tests.web.conftest import Get, Library
from tests.web.html import find, one, text
from tests.web.samples import HOSTILE, HOSTILE_SAMPLE

XHTML = {"h": "http://www.w3.org/1999/xhtml"}
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
"""Where Debian keeps it."""
needs_epubcheck = pytest.mark.skipif(not (EPUBCHECK.is_file() and shutil.which("java")), reason="epubcheck and java are not installed")


def opened(client: FlaskClient, address: str) -> ZipFile:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/epub+zip")
    return ZipFile(BytesIO(answer.data))


def pages(book: ZipFile) -> dict[str, "etree._Element"]:
    """The pages of the book by name; every file of it is good XML."""
    return {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith((".xhtml", ".opf", ".xml"))}


def test_the_speeches_of_a_search_are_in_the_book_in_its_order(client: FlaskClient, library: Library) -> None:
    book = opened(client, "/export.epub?speaker=陆望川&sort=oldest")
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, book.read("mimetype")) == ("mimetype", ZIP_STORED, b"application/epub+zip")
    contents = pages(book)["contents.xhtml"]
    links = contents.xpath("//h:nav//h:a/@href", namespaces=XHTML)
    dates = [library.store.speech(link.removesuffix(".xhtml")).date or "" for link in links]
    assert dates == sorted(dates)
    speaker = library.store.speaker_named("陆望川")
    assert speaker is not None
    assert len(links) == len(library.store.speaker(speaker.id).speeches) > 2


def test_a_page_has_every_paragraph_its_permalink_and_the_citation(client: FlaskClient, library: Library) -> None:
    hit = client.get("/api/v1/search?q=装卸工").get_json()["hits"][0]
    book = opened(client, f"/speech/{hit['speech_id'].upper()}.epub")
    speech = library.store.speech(hit["speech_id"])
    page = pages(book)[f"{speech.id}.xhtml"]
    for paragraph in speech.paragraphs:
        (shown,) = page.xpath(f"//h:p[@id='p-{paragraph.id}']", namespaces=XHTML)
        assert "".join(shown.itertext()) == f"{paragraph.number} {paragraph.text}"
        assert shown.xpath(".//h:a/@href", namespaces=XHTML) == [f"http://localhost/p/{paragraph.id}"]
    assert "[N/OL]. 澜江日报，2020-03-05（6）" in "".join(page.itertext())


def test_a_wide_search_gives_a_book_that_says_what_it_leaves_out(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "MOST", 2)
    book = opened(client, "/export.epub?q=海&lang=en")
    contents = pages(book)["contents.xhtml"]
    assert len(contents.xpath("//h:nav//h:a", namespaces=XHTML)) == 2
    assert "The first 2 speeches of" in "".join(contents.itertext())
    assert "收入前 2 篇" in client.get("/print?q=海").text


@pytest.mark.parametrize("address", ["/export.epub", "/export.epub?q=港口&lang=en"])
@pytest.mark.slow
@needs_epubcheck
def test_epubcheck_finds_nothing(client: FlaskClient, tmp_path: Path, address: str) -> None:
    checked(client, tmp_path, address)


@pytest.mark.slow
@needs_epubcheck
def test_epubcheck_finds_nothing_whatever_a_document_says(small: Library, tmp_path: Path) -> None:
    small.take(HOSTILE_SAMPLE)
    checked(small.client(), tmp_path, "/export.epub?q=毒药")


def checked(client: FlaskClient, folder: Path, address: str) -> None:
    path = folder / "book.epub"
    path.write_bytes(client.get(address).data)
    done = subprocess.run(["java", "-jar", str(EPUBCHECK), "--failonwarnings", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_hostile_words_stay_words(small: Library) -> None:
    small.take(HOSTILE_SAMPLE)
    book = opened(small.client(), "/export.epub?q=毒药")
    (name,) = set(book.namelist()) - {"mimetype", "META-INF/container.xml", "package.opf", "contents.xhtml", "book.css"}
    page = pages(book)[name]
    assert not page.xpath("//h:script | //h:img", namespaces=XHTML)
    assert HOSTILE in "".join(page.itertext())


def test_the_printed_page_has_the_speeches_whole(get: Get, library: Library) -> None:
    page = get("/print", speaker="陆望川", sort="oldest")
    sheets = find(page, "article", class_="sheet")
    assert len(sheets) > 2
    hit = next(row for row in library.store.index_rows([doc for _, doc in library.store.changes()]) if row.speaker == "陆望川")
    assert hit.text in text(page)
    assert "陆望川." in text(one(sheets[0], class_="reference"))


def test_what_is_found_is_offered_whole(get: Get, client: FlaskClient) -> None:
    page = get("/", q="港口", year="2020")
    offered = [link.get("href") for link in find(one(page, class_="whole"), "a")]
    assert "/export.epub?q=%E6%B8%AF%E5%8F%A3&year=2020" in offered
    assert "/print?q=%E6%B8%AF%E5%8F%A3&year=2020" in offered
    hit = client.get("/api/v1/search?q=装卸工").get_json()["hits"][0]
    whole = one(get(f"/speech/{hit['speech_id']}"), class_="citing")
    assert f"/speech/{hit['speech_id']}.epub" in [link.get("href") for link in find(whole, "a")]


def test_of_nothing_there_is_no_book(client: FlaskClient) -> None:
    for address in ("/export.epub?q=绝无此语", "/print?q=绝无此语", "/speech/zzzzzzzz.epub"):
        assert client.get(address).status_code == 404

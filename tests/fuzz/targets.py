"""What is fuzzed: each target takes any bytes, and fails where Yanlu does something it must not do with them."""

from collections.abc import Callable, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import Final
from urllib.parse import quote_from_bytes

from flask.testing import FlaskClient

from archive.errors import BadFile
from archive.ingest import parse, unpack
from index.columnar.engine import ColumnarEngine
from index.errors import IndexDamaged
from index.model import Page, Query
from index.syntax import parse as parse_query
from index.tree import Dates, Everything, Exact, Near, Wildcard, Word
from tests.engines.samples import DOCS
from tests.web.conftest import Library
from tests.web.samples import SAMPLES

SUFFIXES: Final = ("txt", "md", "html", "docx", "odt", "epub", "rtf", "zip", "csv", "jsonl", "yaml", "bin")
"""Kinds of files. PDF is read in a process of its own, and Word's old form by another program: they take too long for this."""

ADDRESSES: Final = (
    *("/", "/trends", "/trends.csv", "/kwic.csv", "/quote", "/print", "/api/v1/search", "/api/v1/complete", "/feed.atom", "/oai", "/unapi"),
    *("/export.csv", "/export.jsonl", "/export.ris", "/export.bib", "/export.txt", "/export.epub", "/browse/titles", "/readyz"),
    *("/speech/{id}", "/p/{id}", "/p/{id}.json", "/speaker/{id}", "/document/{id}/alike", "/api/v1/paragraphs/{id}", "/{id}"),
)

QUERIES: Final = (
    Query(Everything(), facets=("speaker", "office", "place", "year", "collection", "title")),
    Query(Word("水渠"), sort="oldest"),
    Query(Exact("云岭市今年"), facets=("place",)),
    Query(Near("云岭", "海屏", 1)),
    Query(Wildcard("abc*")),
    Query(Dates("2020", "")),
)


def query(data: bytes) -> None:
    """What a person types: it is understood somehow; the page, the stream and the marks agree."""
    typed = data.decode("utf-8", "replace")
    engine = _library().engine
    asked = Query(parse_query(typed).node, size=20)
    page = engine.search(asked)
    streamed = [hit.doc.id for hit in engine.stream(asked)]
    assert page.total == len(streamed) == len(set(streamed))
    assert {hit.doc.id for hit in page.hits} <= set(streamed)
    for hit in page.hits:
        assert all(0 <= begin < end <= len(hit.doc.text) for begin, end in hit.marks.get("text", ()))


def address(data: bytes) -> None:
    """An address: the first byte chooses one, the rest is its query string and, where it has one, its identifier. No answer is a failure
    of the site, and every page is closed where it was opened."""
    if not data:
        return
    path, rest = ADDRESSES[data[0] % len(ADDRESSES)], data[1:]
    asked = rest.decode("latin-1")
    answer = _client().get(path.replace("{id}", quote_from_bytes(rest[:40]) or "x"), query_string=quote_from_bytes(rest, safe="=&%+;/."))
    with answer:
        assert answer.status_code < 500, (path, asked)
        if answer.mimetype == "text/html":
            HTMLParser().feed(answer.text)


def reader(data: bytes) -> None:
    """A file: the first byte chooses its name. It is read, or refused with a sentence."""
    if not data:
        return
    name = f"a.{SUFFIXES[data[0] % len(SUFFIXES)]}"
    try:
        documents = [parse(*item) for item in unpack(name, data[1:])]
    except BadFile:
        return
    for document in documents:
        assert all(paragraph.text for speech in document.speeches for paragraph in speech.paragraphs)


def index_file(data: bytes) -> None:
    """Changes to the files of an index, four bytes each: which file, where (two), what; a zero cuts the file there. Searches give the same
    answers as before, or the damage is noticed."""
    folder = Path(mkdtemp(prefix="yanlu-fuzz-"))
    try:
        copytree(_index(), folder, dirs_exist_ok=True)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        for which, high, low, what in zip(*[iter(data)] * 4, strict=False):
            path = files[which % len(files)]
            content = bytearray(path.read_bytes())
            place = (high << 8 | low) % max(len(content), 1)
            if not what:
                del content[place:]
            elif content:
                content[place] ^= what
            path.write_bytes(content)
        try:
            assert _answers(folder) == _right()
        except IndexDamaged:
            return
    finally:
        rmtree(folder, ignore_errors=True)


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {one.__name__: one for one in (query, address, reader, index_file)}


@cache
def _library() -> Library:
    library = Library(Path(mkdtemp(prefix="yanlu-fuzz-")))
    library.take(*SAMPLES)
    return library


@cache
def _client() -> FlaskClient:
    return _library().client()


@cache
def _index() -> Path:
    folder = Path(mkdtemp(prefix="yanlu-fuzz-"))
    engine = ColumnarEngine(folder)
    engine.rebuild([doc._replace(id=f"{doc.id}{number}") for number in range(20) for doc in DOCS], "")
    engine.update([DOCS[0]._replace(text="水渠换了新名字。")], ["b13"], "")
    engine.close()
    return folder


@cache
def _right() -> list[Page]:
    return _answers(_index())


def _answers(folder: Path) -> list[Page]:
    engine = ColumnarEngine(folder)
    try:
        return [engine.search(one) for one in QUERIES]
    finally:
        engine.close()

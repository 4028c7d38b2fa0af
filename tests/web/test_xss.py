"""A corpus of attacks through every field of a document and every parameter of every address: all of it stays text."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from werkzeug.test import TestResponse

from archive.model import Document, Origin, Paragraph, Speech
from tests.web.conftest import Library
from tests.web.samples import SAMPLES, Sample

NAME: Final = "pwn"
"""Every attack names it, so that what it made of itself can be told from what is ours."""
ATTACKS: Final = (
    *("<script>pwn(1)</script>", "<ScRiPt src=//pwn.example/x></sCrIpT>", "<script\n>pwn()</script\n>"),
    *("<img src=pwn onerror=pwn(1)>", "<svg/onload=pwn()>", "<svg><script xlink:href=data:,pwn()></script></svg>"),
    *("<math><mi xlink:href='javascript:pwn()'>x</mi></math>", "<iframe srcdoc='<script>pwn()</script>'>"),
    *("<object data='data:text/html,pwn'>", "<embed src='javascript:pwn()'>", "<a href='javascript:pwn()'>x</a>"),
    *("<a href='  jAvAsCrIpT&#58;pwn()'>x</a>", "<base href='//pwn.example/'>", "<link rel=import href=pwn>"),
    *("<meta http-equiv=refresh content='0;url=javascript:pwn()'>", "<style>@import 'pwn';</style>"),
    *("<form action=pwn><button>x</button></form>", "<input autofocus onfocus=pwn()>", "<details open ontoggle=pwn()>"),
    *("<video><source onerror=pwn()></video>", "<pwn-x onclick=pwn()>", '" onmouseover="pwn()" x="'),
    *("' onmouseover='pwn()' x='", "` onmouseover=pwn() `", '"><pwn>', "'><pwn>", "--><pwn>", "]]><pwn>", "</title><pwn>"),
    *("</textarea><pwn>", "</style><pwn>", "</script><pwn>", "</noscript><pwn>", "</mark><pwn>", "<!--<pwn>"),
    *("<![CDATA[<pwn>]]>", "&lt;pwn&gt;<pwn>", "&#60;pwn&#62;", "%3Cpwn%3E", "\\u003cpwn\\u003e", "＜pwn＞<pwn>", "<\x00pwn>"),
    *("<pwn\x0b>", "\ufeff<pwn>", "<pwn/", "javascript:pwn()", "JaVaScRiPt:pwn()", "java\tscript:pwn()", "vbscript:pwn()"),
    *("data:text/html,<pwn>", "//pwn.example/", "https:pwn", "{{pwn}}{{7*7777777}}", "{% raw %}<pwn>", "${7*7777777}"),
    *("%(pwn)s%s", "{pwn}{0}", '=HYPERLINK("pwn")', "@pwn", "+pwn", "-pwn|pwn", "pwn\r\nX-Pwn: 1", "pwn\nSet-Cookie: pwn=1"),
    *("../../../etc/pwn", "..\\pwn", "pwn' OR '1'='1", 'pwn"; DROP TABLE speech; --', "\u202epwn"),
)
FIELDS: Final = (
    *("title", "speaker", "office", "place", "text", "path", "name", "collection", "publication", "page", "url", "licence"),
    *("language",),
)
PARAMETERS: Final = (
    *("q", "speaker", "office", "place", "year", "collection", "title", "not.speaker", "not.title", "from", "to", "sort", "view", "order"),
    *("sample", "seed", "find.speaker", "page", "lang", "p", "was", "v", "by", "measure", "cursor", "fields", "id", "format"),
    *("verb", "identifier", "metadataPrefix", "set", "resumptionToken", "until", "pwn"),
)
CONTROLS: Final = re.compile(r"[\x00-\x1f]")
"""What reading a file leaves nothing of."""
TYPES: Final[Mapping[str, str]] = {
    ".csv": "text/csv",
    ".jsonl": "application/jsonl",
    ".json": "application/vnd.citationstyles.csl+json",
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
    ".txt": "text/plain",
    ".epub": "application/epub+zip",
    ".atom": "application/atom+xml",
}
OURS: Final = frozenset(path.name for path in (Path(__file__).parents[2] / "archive/web/static").glob("*.js"))
EXECUTED: Final = re.compile(r"^[\x00-\x20]*(javascript|vbscript|data):", re.IGNORECASE)
ADDRESSES: Final = frozenset(("href", "src", "action", "formaction", "srcdoc", "srcset", "data", "poster", "background", "xlink:href"))
"""Attributes whose value a browser follows or runs."""


def hostile(attacks: Sequence[str], number: int) -> Sample:
    """A document with an attack in every field: another one in each."""
    turn = cycle(CONTROLS.sub(" ", attack) for attack in attacks)
    mean = {field: next(turn) for field in FIELDS}
    speech = Speech(
        mean["title"],
        mean["speaker"],
        mean["office"],
        "2001-01-01",
        mean["place"],
        (Paragraph(f"毒药{number}：{mean['text']}", (mean["path"],)), Paragraph(f"毒药又{number}：{next(turn)}")),
    )
    origin = Origin(mean["publication"], mean["page"], mean["url"], mean["licence"], mean["language"])
    return Sample(f"{number}{mean['name']}", Document((speech,), (), "sample", 1.0, "样本", (), None, origin), mean["collection"])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """So many documents that every attack stands in every field once."""
    opened = Library(tmp_path_factory.mktemp("xss"))
    turned = (hostile((*ATTACKS[number:], *ATTACKS[:number]), number) for number in range(len(ATTACKS)))
    opened.take(*turned, SAMPLES[0])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(library: Library) -> FlaskClient:
    return library.client()


def check_harmless(answer: TestResponse, asked: str) -> None:
    """Nothing of what was handed in became a part of the page, of the file, or a header of its own."""
    assert answer.status_code < 500, asked
    assert not [name for name, _ in answer.headers if name.lower() in ("x-pwn", "set-cookie")], asked
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    kind = answer.mimetype or ""
    if kind == "text/html":
        check_page(answer.data, asked)
    elif kind.endswith("json"):
        json.loads(answer.data)
        assert kind != "text/html"
    elif kind.endswith(("/xml", "+xml")):
        root = etree.fromstring(answer.data, etree.XMLParser(resolve_entities=False))
        assert not [one for one in root.iter(etree.Element) if NAME in one.tag or NAME in "".join(map(str, one.attrib))], asked
    location = answer.headers.get("Location", "/").removeprefix("http://localhost")
    assert location.startswith("/"), asked
    assert not location.startswith("//"), asked


def check_page(data: bytes, asked: str) -> None:
    page = html.document_fromstring(data)
    for one in page.iter(etree.Element):
        assert NAME not in one.tag, asked
        for name, value in one.attrib.items():
            assert not name.startswith("on"), asked
            assert NAME not in name, asked
            assert name not in ("style", "srcdoc"), asked
            if name in ADDRESSES:
                assert not EXECUTED.match(value) or (one.tag == "img" and value.startswith("data:image/")), asked
                assert not value.startswith("//"), asked
        if one.tag == "script" and one.get("type") != "application/ld+json":
            assert (one.get("src", "").partition("?")[0].removeprefix("/static/") in OURS, one.text) == (True, None), asked
        assert one.tag not in ("iframe", "object", "embed", "base", "style", "math", "details-x"), asked
        assert one.get("http-equiv") is None, asked
    for described in page.xpath("//script[@type='application/ld+json']/text()"):
        assert "<" not in described, asked
        json.loads(described)
    assert "54444439" not in page.text_content(), f"{asked}: 7*7777777 was worked out"


def addresses(library: Library) -> Iterator[str]:
    """Every address there is, filled with identifiers that lead somewhere."""
    documents = [one for _, one in library.store.changes()]
    speeches = [speech.id for one in documents for speech in library.store.document(one).speeches]
    known: dict[str, Sequence[str]] = {
        "document_id": documents,
        "speech_id": speeches,
        "pid": library.store.paragraph_ids(documents),
        "speaker_id": [one.id for one in library.store.speakers()],
        "way": ["speakers", "places", "collections", "years", "titles"],
        "number": ["1"],
    }
    for rule in library.client().application.url_map.iter_rules():
        (*names,) = rule.arguments - set(rule.defaults or ())
        if rule.endpoint == "static":
            continue
        for value in known[names[0]] if names else [""]:
            yield re.sub(r"<[^>]*>", value, rule.rule)


@pytest.mark.slow
def test_no_field_of_a_document_becomes_more_than_text(
    library: Library, client: FlaskClient, record_property: Callable[[str, object], None]
) -> None:
    paths = list(addresses(library))
    for path in paths:
        check_harmless(client.get(path, buffered=True), path)
    for number in range(len(ATTACKS)):
        for address in ("/", "/api/v1/search", "/kwic.csv", "/feed.atom", "/quote"):
            asked = f"{address}?q=毒药{number}&page={1 + number % 2}"
            check_harmless(client.get(asked), asked)
    record_property("xss, fields", f"{len(ATTACKS)} attacks in each of {len(FIELDS)} fields, {len(paths)} paths: all text")


@pytest.mark.slow
def test_no_parameter_becomes_more_than_text(library: Library, client: FlaskClient, record_property: Callable[[str, object], None]) -> None:
    first: dict[str, str] = {}
    for path in addresses(library):
        first.setdefault(re.sub(r"(?<=/)[0-9a-z]{8}(?=[./]|$)", "", path), path)
    asked = 0
    for number, path in enumerate(first.values()):
        for place, name in enumerate(PARAMETERS):
            for attack in ATTACKS[(number + place) % 17 :: 17]:
                question = f"{path}?{name}={quote(attack)}" + ("" if name == "q" else "&q=毒药1")
                check_harmless(client.get(question, buffered=True), question)
                asked += 1
    for attack in ATTACKS:
        for path in ("/", "/p/", "/speech/", "/speaker/", "/document/", "/browse/", "/api/v1/paragraphs/", "/static/", "/sitemap-"):
            question = path + quote(attack, safe="")
            check_harmless(client.get(question, buffered=True), question)
            asked += 1
    told = f"{len(ATTACKS)} attacks, {len(PARAMETERS)} parameters, {len(first)} kinds of paths, {asked} requests: all text"
    record_property("xss, parameters", told)
    assert asked > 5_000


def test_files_say_what_they_are_and_are_kept_not_shown(library: Library, client: FlaskClient) -> None:
    for path in addresses(library):
        answer = client.get(path, buffered=True)
        suffix = "." + path.rpartition(".")[2]
        if suffix in TYPES and path != "/robots.txt" and path != "/llms.txt" and not path.endswith("openapi.json"):
            assert answer.mimetype == TYPES[suffix], path
        if path.endswith("/original"):
            assert answer.mimetype == "application/octet-stream"
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert "\n" not in answer.headers["Content-Disposition"]


def test_no_cell_of_a_table_is_a_formula(client: FlaskClient) -> None:
    for path in ("/export.csv", "/kwic.csv?q=毒药"):
        rows = list(csv.reader(StringIO(client.get(path).text)))
        assert len(rows) > len(ATTACKS)
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+", "-", "\t", "\r")) and NAME in cell]

"""What is private is nowhere: an archive with private collections answers as one that never had them, byte for byte, to whoever may not see
them, on every address and with every parameter; and to who may, it shows them."""

import re
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from archive.access import Access, Collections, Reader
from archive.indexing import catch_up, reindex
from archive.model import Origin
from archive.part import Part
from archive.settings import Settings, settings_at
from archive.web.factory import create_app
from archive.web.oai import Question, spec_of
from index.model import Query
from tests.web.conftest import Library
from tests.web.samples import NEWSPAPER, SAMPLES, Sample, document, edited, shortened, speech

SECRET, OTHER = "密档辰砂", "密档青黛"
WORDS: Final = (
    "辰砂题名",
    "辰砂翁",
    "辰砂职务",
    "辰砂地方",
    "辰砂正文",
    "辰砂文件",
    "辰砂刊物",
    "辰砂页",
    "辰砂网址",
    "辰砂许可",
    "辰砂语言",
)
"""In every field of a private document something that stands nowhere else."""
PRIVATE: Final = Sample(
    "辰砂文件.txt",
    document(
        speech(
            "辰砂题名",
            "辰砂翁",
            "辰砂职务",
            "1911-10-10",
            "辰砂地方",
            "辰砂正文第一段，只有少数人知道的安排。",
            "辰砂正文第二段，后来改过。",
            "辰砂正文第三段，后来删去，再也没有出现。",
        ),
        speech("辰砂题名二", "陆望川", "辰砂职务二", "2020-03-05", "青屿", "青屿因港而生，也因港而兴。辰砂正文另一段。"),
        origin=Origin(
            publication="辰砂刊物", page="辰砂页", url="https://secret.example/辰砂网址", licence="辰砂许可", language="辰砂语言"
        ),
    ),
    SECRET,
)
REPRINT: Final = Sample("辰砂翻印.txt", NEWSPAPER, SECRET)
"""The words of a public document once more, so that it has a likeness that is private."""
ELSEWHERE: Final = Sample("青黛.txt", document(speech("青黛题名", "青黛翁", None, "1912-01-01", None, "青黛正文一段。")), OTHER)
READERS: Final = {"全": ("通行", frozenset((SECRET, OTHER))), "半": ("半通行", frozenset((SECRET,)))}

ASKED: Final = (
    *(
        "港口",
        "数字经济",
        "的",
        "*",
        "辰*",
        "辰砂",
        "青黛",
        *WORDS,
        "辰砂瓮",
        "chensha",
        "cs",
        "陆望川",
        "只有少数人知道得安排，辰砂正文第一段",
    ),
    *(
        "标题:辰砂题名",
        "讲话人:辰砂翁",
        "office:辰砂职务",
        "文集:密档辰砂",
        "place:辰砂地方",
        "1911..1912",
        '"青屿因港而生，也因港而兴"',
        "-港口",
    ),
)
PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("speaker", "place", "collection", "year", "title"), ("辰砂翁", "陆望川", "辰砂地方", SECRET, "1911", "辰砂题名")),
    **{f"not.{name}": ("陆望川", SECRET) for name in ("speaker", "collection")},
    **{f"find.{name}": ("辰", "chen", "港") for name in ("speaker", "collection", "title")},
    "office": ("辰砂职务",),
    "from": ("1911", "2020"),
    "to": ("1912",),
    "sort": ("newest", "oldest"),
    "view": ("speeches", "kwic"),
    "order": ("left",),
    "sample": ("3",),
    "page": ("2", "999"),
    "by": ("speaker", "place"),
    "measure": ("passages",),
    "fields": ("id", "hits", "total"),
    "lang": ("en", "zh-Hant"),
    "v": ("1", "2"),
    "format": ("ris", "bibtex", "csl"),
    "verb": ("Identify", "ListSets", "ListRecords&metadataPrefix=oai_dc", "ListIdentifiers&metadataPrefix=oai_dc&from=2000-01-01"),
    "set": (f"{spec_of(SECRET)}&verb=ListRecords&metadataPrefix=oai_dc",),
    "resumptionToken": (f"{Question(spec=spec_of(SECRET)).token()}&verb=ListRecords", f"{Question().token()}&verb=ListIdentifiers"),
}
CHANGING: Final = re.compile(
    r'"(?:took_ms|generation)": [^,]+|"next": "[^"]*"|[\d.]+ (?:毫秒|ms)|cursor=[^&"]*'
    r'|<responseDate>[^<]*|<meta property="dcterms:modified">[^<]*'
)
"""What is another at each asking, or names the state of an index."""


@dataclass(frozen=True, slots=True)
class Places:
    """The site of an archive without private collections, and that of one with them; the identifiers of both, and of what is private."""

    plain: FlaskClient
    mixed: FlaskClient
    public: Mapping[str, tuple[str, ...]]
    private: Mapping[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folders = [tmp_path_factory.mktemp(name) for name in ("plain", "mixed")]
    plain = Library(folders[0])
    plain.take(*SAMPLES)
    plain.take(shortened(edited(SAMPLES[0], 0, "青屿因港而生，也因港而兴，这一句改过。"), 3))
    reindex(plain.store, plain.engine, lambda _done, _total: None)  # equal scores stand in the order in which an index was written
    plain.suggestions.refresh(plain.engine)
    plain.close()
    for name in ("archive.db", "archive.db-wal"):
        if (folders[0] / name).exists():
            shutil.copy(folders[0] / name, folders[1] / name)
    plain, mixed = Library(folders[0]), Library(folders[1])
    mixed.take(PRIVATE, REPRINT, ELSEWHERE)
    mixed.take(shortened(edited(PRIVATE, 1, "辰砂正文第二段，现在是这样。"), 2))
    access = Access(
        frozenset((SECRET, OTHER)),
        tuple(Reader(name, generate_password_hash(word, "pbkdf2:sha256:1"), seen) for name, (word, seen) in READERS.items()),
    )
    settings = settings_at(folders[1])
    parts = {hidden: part_of(mixed, settings, hidden) for hidden in (access.private, *map(access.hidden_from, access.readers))}
    public = parts[access.private]
    readers = {one: parts[access.hidden_from(one)] for one in access.readers}
    app = create_app(public.store, public.engine, public.suggestions, readers=readers)
    known = identifiers(plain)
    more = {kind: tuple(sorted(set(found) - set(known[kind]))) for kind, found in identifiers(mixed).items()}
    yield Places(plain.client(), app.test_client(), known, more)
    for part in parts.values():
        part.close()
    plain.close()
    mixed.close()


def part_of(library: Library, settings: Settings, hidden: Collections) -> Part:
    part = Part.open(settings, hidden)
    catch_up(library.store, part.engine, lambda _done, _total: None, part.store)
    part.suggestions.refresh(part.engine)
    return part


def identifiers(library: Library) -> dict[str, tuple[str, ...]]:
    """Some of every kind of thing that has an address."""
    documents = [one for _, one in library.store.changes()]
    speeches = [one.id for found in documents for one in library.store.document(found).speeches]
    paragraphs = library.store.paragraph_ids(documents)
    return {
        "document_id": tuple(documents),
        "speech_id": tuple(speeches),
        "pid": tuple(paragraphs),
        "speaker_id": tuple(one.id for one in library.store.speakers()),
    }


def addresses(places: Places) -> Iterator[str]:
    """Every address there is, with identifiers of what is public, of what is private and of nothing."""
    for rule in places.plain.application.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        fillings: dict[str, tuple[object, ...]] = {
            **{kind: (*places.public[kind][:2], *places.public[kind][-1:], *places.private[kind], "zzzzzzzz") for kind in places.public},
            "way": ("speakers", "places", "collections", "years", "titles"),
            "number": (1, 2),
        }
        chosen = sorted(rule.arguments - set(rule.defaults or ()))
        for values in product(*(fillings[name] for name in chosen)):
            yield re.sub(r"<[^>]*>", "{}", rule.rule).format(*values)


def questions(address: str, places: Places) -> Iterator[str]:
    """An address alone, and with parameters: where a query is read with every question and every parameter, elsewhere with a few."""
    yield address
    if re.match(r"/($|kwic|trends|export|feed|quote|api/v1/(search|complete)|browse/|unapi|oai)", address):
        yield from (f"{address}?q={asked}" for asked in ASKED)
        yield from (f"{address}?q=港口&{name}={value}" for name, values in PARAMETERS.items() for value in values)
        yield from (f"{address}?{name}={value}" for name, values in PARAMETERS.items() for value in values)
    else:
        yield from (f"{address}?{asked}" for asked in ("q=辰砂", "v=1", "v=2", "lang=en", "fields=id", "page=2"))
    if address.startswith("/unapi"):
        yield from (f"{address}?id={one}&format=ris" for kind in ("pid", "speech_id") for one in places.private[kind])
    if re.match(r"/speech/\w+$", address):
        yield from (f"{address}?p={pid}&was={pid}" for pid in places.private["pid"])
    if address == "/oai":
        record = "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:"
        yield from (record + one for one in (*places.private["speech_id"], *places.public["speech_id"][:2]))


def told_in(answer: TestResponse) -> str:
    """All text of an answer, of a packed book that of its parts."""
    if answer.mimetype != "application/epub+zip":
        return answer.text
    with ZipFile(BytesIO(answer.data)) as book:
        return "\n".join(f"{name}\n{book.read(name).decode()}" for name in book.namelist())


def seen(answer: TestResponse) -> tuple[int, str, dict[str, str]]:
    """What an answer says, without what is another at each asking."""
    kept = {"Content-Type", "Location", "Content-Disposition", "X-Total-Count", "Cache-Control", "Allow"}
    return answer.status_code, CHANGING.sub("", told_in(answer)), {name: value for name, value in answer.headers.items() if name in kept}


def credentials(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


@pytest.mark.slow
def test_to_others_the_archive_is_as_if_there_were_nothing_private(places: Places, record_property: Callable[[str, object], None]) -> None:
    asked = differing = 0
    markers = {*WORDS, "青黛题名", "青黛翁", "青黛正文"}
    shown: set[str] = set()
    paths = list(addresses(places))
    for path in paths:
        for question in questions(path, places):
            private = places.mixed.get(question, headers=credentials("全", "通行"))
            without, within = places.plain.get(question), places.mixed.get(question)
            assert seen(without) == seen(within), question
            asked += 1
            if seen(private)[:2] != seen(within)[:2]:
                differing += 1
                shown |= {marker for marker in markers if marker in told_in(private)}
                assert private.headers.get("ETag") != within.headers.get("ETag") or "ETag" not in within.headers, question
    told = f"{len(paths)} paths, {asked} requests; {differing} are answered otherwise to who may see all, none leaks"
    record_property("leaks", told)
    assert shown == markers, "whoever may see it does"
    assert asked > 4000
    assert differing > 500


def test_a_reader_sees_what_is_open_to_them_and_no_more(places: Places) -> None:
    half = credentials("半", "半通行")
    assert total(places.mixed, "辰砂", half) > 0
    assert total(places.mixed, "青黛", half) == 0
    assert total(places.mixed, "青黛", credentials("全", "通行")) == 1
    assert {places.mixed.get(f"/p/{pid}", headers=half).status_code for pid in places.private["pid"]} == {302, 404, 410}
    assert "青黛" not in places.mixed.get("/browse/collections", headers=half).text


def test_answers_are_kept_apart(places: Places) -> None:
    full = credentials("全", "通行")
    private = places.mixed.get("/?q=辰砂", headers=full)
    assert (private.headers["Cache-Control"], "Authorization" in private.headers["Vary"]) == ("no-cache, private", True)
    again = places.mixed.get("/?q=辰砂", headers={"If-None-Match": private.headers["ETag"]})
    assert (again.status_code, "辰砂正文" in again.text, "Authorization" in again.headers["Vary"]) == (200, False, True)
    assert places.mixed.get("/?q=辰砂", headers={**full, "If-None-Match": private.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(("name", "password"), [("全", "不通行"), ("全", ""), ("", ""), ("谁", "通行"), ("半", "通行"), ("全\n通行", "")])
def test_wrong_credentials_are_refused_and_not_taken_for_none(places: Places, name: str, password: str) -> None:
    answer = places.mixed.get("/?q=辰砂", headers=credentials(name, password))
    assert (answer.status_code, answer.headers["WWW-Authenticate"][:5]) == (401, "Basic")
    assert "辰砂正文" not in answer.text


def test_signing_in_asks_and_leads_to_the_front_page(places: Places) -> None:
    assert places.mixed.get("/sign-in").status_code == 401
    answer = places.mixed.get("/sign-in", headers=credentials("全", "通行"))
    assert (answer.status_code, answer.location, "Set-Cookie" in answer.headers) == (302, "/", False)
    assert places.plain.get("/sign-in").status_code == 404
    assert places.plain.get("/", headers=credentials("全", "通行")).status_code == 200, "where nobody is known, nobody is asked"


def test_what_becomes_private_is_gone_from_the_index_of_others_at_the_next_step(tmp_path: Path) -> None:
    library = Library(tmp_path)
    settings = settings_at(tmp_path)
    library.take(*SAMPLES[:2])
    hidden = frozenset((SECRET,))
    part = part_of(library, settings, hidden)
    app = create_app(part.store, part.engine, part.suggestions).test_client()
    for collection, expected in (("报纸", 1), (SECRET, 0), ("报纸", 1)):
        library.take(replace(SAMPLES[0], document=replace(SAMPLES[0].document, collection=collection)))
        part_of(library, settings, hidden).close()
        assert total(app, '"无人化改造"', {}) == expected
        assert {hit.doc.collection for hit in part.engine.stream(Query())}.isdisjoint(hidden)
    part.close()
    library.close()


def total(client: FlaskClient, asked: str, headers: dict[str, str]) -> int:
    return int(client.get(f"/api/v1/search?q={asked}", headers=headers).json["total"])  # type: ignore[index]  # JSON is not typed

"""Thousands of documents: the ways that only many matches take give what the plain ways give."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from whoosh.query import Every

from index.analyzer import words
from index.columnar.engine import ColumnarEngine
from index.columnar.snapshot import Snapshot
from index.columnar.state import read_snapshot
from index.columnar.view import ListCache
from index.errors import IndexDamaged
from index.fields import FACETS
from index.fold import fold
from index.generations import Generations
from index.model import Doc, Query
from index.ranking import Question
from index.tree import And, Dates, Everything, Exact, Near, Node, Not, Or, Word
from index.whoosh_tree import scoring
from tests.engines import scan

WORDS = ("云岭", "水渠", "渔港", "粮食", "安全", "交易会", "书记", "abc", "水", "渠水", "，", "的", "云岭市", "A1")
COUNT = 7000


def corpus() -> Iterator[Doc]:
    random = Random(5)
    for number in range(COUNT):
        speech = number // 7
        size = random.choice((0, 1, 3, 8, 20))
        yield Doc(
            id=f"{number:05}",
            speech_id=f"s{speech}",
            number=number % 7 + 1,
            text="".join(random.choices(WORDS, weights=range(len(WORDS), 0, -1), k=size)),
            title=("", "水渠通到山顶", "渔港改造說明", "云岭")[speech % 4],
            speaker=("顾望舒", "沈砚秋", "")[speech % 3],
            place=f"{speech % 70}村",
            date=("", "2019", "2019-04", "2020-01-05", "2021")[speech % 5],
        )


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    """What is live in the index: some documents replaced, some removed."""
    docs = {doc.id: doc for doc in corpus()}
    for number in range(0, 600, 3):
        doc = docs.pop(f"{number:05}")
        if number % 2:
            docs[doc.id] = doc._replace(text="水渠" + doc.text, title="")
    return list(docs.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, docs: Sequence[Doc]) -> Path:
    folder = tmp_path_factory.mktemp("many") / "index"
    engine = ColumnarEngine(folder)
    old = list(corpus())
    live = {doc.id: doc for doc in docs}
    engine.rebuild(old, "")
    engine.update([live[doc.id] for doc in old if live.get(doc.id, doc) != doc], [doc.id for doc in old if doc.id not in live], "")
    return folder


@pytest.fixture(scope="module")
def engine(folder: Path) -> ColumnarEngine:
    return ColumnarEngine(folder)


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    current = Generations(folder).current()
    assert current is not None
    return read_snapshot(current, None)


NODES: tuple[Node, ...] = (
    Everything(),
    Word("水"),
    Word("云岭"),
    Word("水渠 abc"),
    Exact("水渠"),
    Exact("云岭水"),
    Exact("水渠云岭渔", "text"),
    Exact("云岭", "text", "云岭市"),
    Near("粮食", "安全", 2),
    Or((Word("云岭"), Word("渔港"), Word("粮食"), Exact("的"))),
    And((Word("水渠"), Not(Word("云岭")))),
    Not(Exact("水")),
)


@pytest.mark.parametrize("node", NODES, ids=repr)
def test_totals_and_facets_are_what_a_scan_counts(engine: ColumnarEngine, docs: Sequence[Doc], node: Node) -> None:
    query = Query(node, include={"speaker": ("顾望舒",)}, date_to="2020", facets=FACETS, facet_size=1000)
    page, expected = engine.search(query), scan.found(docs, query)
    assert page.total == len(expected)
    assert page.in_text == scan.in_text(docs, query)
    assert page.speeches == len({doc.speech_id for doc in expected})
    for facet, listed in page.facets.items():
        assert {value: count for value, count in listed.items() if count} == scan.facet(docs, query, facet)
        assert list(listed.values()) == sorted(listed.values(), reverse=True)


@pytest.mark.parametrize("node", NODES, ids=repr)
def test_the_first_pages_are_those_that_scoring_everything_puts_first(
    engine: ColumnarEngine, snapshot: Snapshot, docs: Sequence[Doc], node: Node
) -> None:
    """Replaced documents stand behind the others; among equals the order of the index counts."""
    order = {doc.id: number for number, doc in enumerate(docs)}
    numbers, scores = snapshot.evaluate(scoring(node, lambda *_: ()))
    of_number = {number: hit.doc.id for number, hit in zip(_live(snapshot), engine.stream(Query()), strict=True)}
    score = {of_number[number]: value for number, value in zip(numbers.tolist(), scores.tolist(), strict=True)}
    expected = sorted(scan.found(docs, Query(node)), key=lambda doc: (-round(score.get(doc.id, 0.0), 9), order[doc.id]))
    anew = Question(node).depth
    stream = list(engine.stream(Query(node)))
    assert {hit.doc.id for hit in stream[:anew]} == {doc.id for doc in expected[:anew]}
    assert [hit.doc.id for hit in stream[anew:]] == [doc.id for doc in expected[anew:]]
    assert [hit.score for hit in stream[anew:]] == pytest.approx([score.get(doc.id, 0.0) for doc in expected[anew:]])
    assert engine.search(Query(node, page=3, size=20)).hits == tuple(stream[40:60])


def _live(snapshot: Snapshot) -> list[int]:
    numbers: list[int] = snapshot.evaluate(Every())[0].tolist()
    return numbers


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("node", [Everything(), Word("水渠"), Dates("2019", "2020")], ids=repr)
def test_dates_order_whole_speeches_and_single_passages(engine: ColumnarEngine, docs: Sequence[Doc], node: Node, sort: str) -> None:
    query = Query(node, sort=sort)  # type: ignore[arg-type]  # one of the sorts
    found = scan.found(docs, query)
    dated = sorted((doc for doc in found if doc.date), key=lambda doc: doc.date, reverse=sort == "newest")
    expected = [*dated, *(doc for doc in found if not doc.date)]
    assert [hit.doc.id for hit in engine.stream(query)] == [doc.id for doc in expected]
    assert [hit.doc.id for hit in engine.search(replace(query, page=2)).hits] == [doc.id for doc in expected[10:20]]


def test_a_small_cache_changes_nothing(folder: Path, engine: ColumnarEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [engine.search(Query(node, facets=FACETS)) for node in NODES]
    monkeypatch.setattr(ListCache.__init__, "__defaults__", (2000,))
    small = ColumnarEngine(folder)
    assert [small.search(Query(node, facets=FACETS)) for node in (*NODES, *NODES)] == [*pages, *pages]


def test_threads_do_not_disturb_each_other(folder: Path, engine: ColumnarEngine) -> None:
    queries = [Query(node, facets=FACETS, sort=sort) for node in NODES for sort in ("relevance", "newest")] * 3
    expected = list(map(engine.search, queries))
    shared = ColumnarEngine(folder)
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(shared.search, queries)) == expected


def test_counts_of_words_are_those_of_the_texts(engine: ColumnarEngine, docs: Sequence[Doc]) -> None:
    told = dict(engine.vocabulary())
    expected = Counter(word for doc in docs for word in set(words(fold(doc.text))))
    assert all(count <= told[word] <= count + 200 for word, count in expected.items())


def test_all_files_can_be_checked(folder: Path, engine: ColumnarEngine) -> None:
    engine.verify()
    terms = max(folder.rglob("*.terms"), key=lambda path: path.stat().st_size)
    data = terms.read_bytes()
    flipped = bytearray(data)
    flipped[len(flipped) // 2] ^= 1
    terms.write_bytes(flipped)
    try:
        with pytest.raises(IndexDamaged, match=terms.name):
            ColumnarEngine(folder).verify()
    finally:
        terms.write_bytes(data)
    ColumnarEngine(folder).verify()

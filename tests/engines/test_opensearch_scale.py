"""A cluster and the engine of one machine give the same answers over 100,000 real paragraphs, which are no part of the project."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from index.columnar.engine import ColumnarEngine
from index.engine import Engine
from index.fields import FACETS, SEARCHED
from index.model import Doc, Page, Query
from index.opensearch.address import Address
from index.opensearch.engine import OpenSearchEngine
from index.tree import And, Dates, Exact, Near, Node, Not, Or, Wildcard, Word
from tests.bench import corpus, queries

CORPUS = Path(os.environ.get("YANLU_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus") / "scale" / "paragraphs.jsonl.xz"
PARAGRAPHS, QUESTIONS, SEED = 100_000, 500, 7
READ_WHOLE = 300
"""Of a query with no more hits than this the hits are compared one by one; of all others how many there are, and the facets."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_file(), reason=f"no paragraphs at {CORPUS}; YANLU_CORPUS names another folder"),
]


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    return corpus.documents(corpus.read(CORPUS), PARAGRAPHS, SEED)


@pytest.fixture(scope="module")
def engines(
    docs: list[Doc], cluster_urls: tuple[str, ...], run_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Engine]]:
    cluster = OpenSearchEngine(Address(cluster_urls, run_name + "scale", replicas=0))
    columnar = ColumnarEngine(tmp_path_factory.mktemp("scale") / "index")
    for engine in (columnar, cluster):
        engine.rebuild(docs, "")
    yield columnar, cluster
    cluster.close()


def mixed(docs: Sequence[Doc]) -> list[Query]:
    """Queries of every kind: those of the bench, and notations that it leaves out."""
    random = Random(SEED)
    asked = [query for seed in range(7) for query in (question.query for question in queries.questions(docs, seed))]
    strings = [query.node.text for query in asked if isinstance(query.node, Exact)]
    words = [query.node for query in asked if isinstance(query.node, Word)]

    def node() -> Node:
        first, second = random.sample(strings, 2)
        word, other = random.sample(words, 2)
        kinds: tuple[Node, ...] = (
            Near(word.text, other.text, random.randrange(20)),
            And((word, Not(other))),
            And((word, Not(Exact(first)))),
            Or((Exact(first), Exact(second))),
            Exact(first[:1], "text", first[:2]),
            Exact(first[1:3], None, first[:3]),
            Wildcard(f"{word.text}*", random.choice(SEARCHED)),
            And((Dates(random.choice(("", "2010", "2015-06")), random.choice(("", "2018", "2020-03"))), word)),
            Not(word),
        )
        return random.choice(kinds)

    others = [Query(node(), facets=FACETS, sort=random.choice(("relevance", "newest", "oldest"))) for _ in range(QUESTIONS // 4)]
    return random.sample(asked, QUESTIONS - len(others)) + others


def told(page: Page) -> tuple[object, ...]:
    """What a page says of everything that was found."""
    return page.total, page.in_text, page.speeches, page.facets


def test_the_same_hits_and_counts(docs: list[Doc], engines: tuple[Engine, Engine]) -> None:
    columnar, cluster = engines
    whole = 0
    for query in mixed(docs):
        asked = replace(query, facet_size=100_000)
        page = columnar.search(asked)
        assert told(cluster.search(asked)) == told(page), query
        if page.total <= READ_WHOLE:
            whole += 1
            found, expected = ({hit.doc.id: (hit.doc, hit.marks) for hit in engine.stream(query)} for engine in engines[::-1])
            assert found == expected, query
    assert whole > QUESTIONS / 3

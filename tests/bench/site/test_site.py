"""The comparison itself, small: both sites hold the same paragraphs, and what is asked of one is asked of the other."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

from index.model import Doc
from tests.bench import corpus, synthetic
from tests.bench.corpus import BadCorpus
from tests.bench.site.archives import COLUMNS, DATABASE, make_archive, make_database
from tests.bench.site.asking import questions
from tests.bench.site.comparing import Compared, compared
from tests.bench.site.load import Refused, press, received
from tests.bench.site.servers import yanlu

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    return corpus.documents(synthetic.rows(300, 1), 300, 1)


@pytest.fixture(scope="module")
def port(docs: list[Doc], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = tmp_path_factory.mktemp("archive")
    make_archive(docs, home)
    with yanlu(home) as port:
        yield port


def test_questions_differ_and_can_be_drawn_again(docs: list[Doc]) -> None:
    drawn = questions(docs, 1, 200)
    assert len(drawn) == len(set(drawn)) == 200
    assert drawn == questions(docs, 1, 200)
    assert {len(one.words) for one in drawn} == {1, 2}
    assert any(one.chosen for one in drawn)


def test_a_corpus_without_chinese_is_refused() -> None:
    with pytest.raises(BadCorpus):
        questions([Doc("1", "1", 1, "no word")], 1, 10)


def test_the_database_holds_every_paragraph(docs: list[Doc], tmp_path: Path) -> None:
    make_database(docs, tmp_path / "passages.db")
    with sqlite3.connect(tmp_path / "passages.db") as database:
        held = database.execute(f"SELECT {', '.join(COLUMNS)} FROM {DATABASE}").fetchall()  # noqa: S608 - our own names
        assert held == [tuple(getattr(doc, name) for name in COLUMNS) for doc in docs]
        (word,) = questions(docs, 1, 1)[0].words[:1]
        (found,) = database.execute("SELECT count(*) FROM found WHERE found MATCH ?", [f'"{word}"']).fetchone()
    database.close()
    assert found >= sum(word in doc.text for doc in docs) > 0


def test_clients_share_the_questions(docs: list[Doc], port: int) -> None:
    paths = [one.here for one in questions(docs, 1, 20)]
    load = press(port, paths, 4, 60)
    assert len(load.times) == len(paths)
    assert load.percentile(50) <= load.percentile(99)
    assert load.received > 1_000 * len(paths)


def test_what_is_no_page_is_no_answer(port: int) -> None:
    with pytest.raises(Refused, match="404"):
        press(port, ["/nowhere"], 1, 10)


def test_answers_are_read_to_their_ends() -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
    pieces = b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\na\r\n0123456789\r\n0\r\n\r\n"
    stream = BytesIO(whole + pieces)
    assert [received(stream), received(stream)] == [(200, 3), (404, 12)]
    assert not stream.read()


def test_half_an_answer_is_none() -> None:
    with pytest.raises(ValueError, match="cut off"):
        received(BytesIO(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab"))


def _there(**facets: dict[str, int]) -> dict[str, object]:
    results = {name: {"results": [{"value": value, "count": count} for value, count in some.items()]} for name, some in facets.items()}
    return {"facet_results": results, "filtered_table_rows_count": 3, "query": {}}


def _here(total: int, **facets: dict[str, int]) -> dict[str, object]:
    return {
        "total": total,
        "facets": {name: [{"value": value, "count": count} for value, count in some.items()] for name, some in facets.items()},
    }


FOUR: Final = {"speaker": {"桑榆": 2}, "place": {"望川": 3}, "collection": {"": 3}, "year": {"2024": 3}}


def test_the_same_counts_are_told() -> None:
    ours = {"speaker": {"桑榆": 2, "沈砚秋": 1}, "place": {"望川": 3}, "collection": {}, "year": {"2024": 3}}
    assert compared(_there(**FOUR), _here(3, **ours)) == Compared(3, 3, 3)
    assert compared(_there(**FOUR), _here(4, **ours)) == Compared(3, 4, 0)


def test_other_counts_are_refused() -> None:
    with pytest.raises(Refused, match="differ"):
        compared(_there(**FOUR), _here(3, **FOUR | {"year": {"2024": 2}}))


def test_a_facet_left_out_is_refused() -> None:
    with pytest.raises(Refused, match="year"):
        compared(_there(speaker={}, place={}, collection={}), _here(3))


@pytest.mark.skipif(find_spec("datasette") is None, reason="datasette is not installed: it comes with the bench's lock file")
def test_a_run_reports_both() -> None:
    command = [sys.executable, "-m", "tests.bench.site", "--paragraphs", "300", "--seconds", "1", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found["loads"]) == {"datasette", "datasette, suggesting", "datasette, suggesting, repeated", "yanlu", "yanlu, repeated"}
    assert found["compared"]["counts"] > 0
    assert all(load["answers"] > 1 for some in found["loads"].values() for load in some.values())

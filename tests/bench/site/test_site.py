"""The comparison itself, small: both sites hold the same paragraphs, and what is asked of one is asked of the other."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.model import Doc
from tests.bench import corpus, synthetic
from tests.bench.corpus import BadCorpus
from tests.bench.site.archives import COLUMNS, DATABASE, make_archive, make_database
from tests.bench.site.asking import questions
from tests.bench.site.load import Refused, press
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


@pytest.mark.skipif(find_spec("datasette") is None, reason="datasette is not installed: it comes with the bench's lock file")
def test_a_run_reports_both() -> None:
    command = [sys.executable, "-m", "tests.bench.site", "--paragraphs", "300", "--seconds", "1", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found["loads"]) == {"datasette", "yanlu", "yanlu, repeated"}
    assert all(load["answers"] > 1 for some in found["loads"].values() for load in some.values())

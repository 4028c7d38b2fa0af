"""The bench itself, small: every engine that can run here gives the same answers, and the report has its shape."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from index.fields import FACETS
from tests.bench import corpus, synthetic
from tests.bench.contest import NAMES, present
from tests.bench.picture import COLOURS
from tests.bench.queries import questions

ROOT = Path(__file__).parents[2]
PARAGRAPHS = 300
FIGURES = {"page_median_ms", "page_p95_ms", "exact_median_ms", "index_paragraphs_per_s", "index_bytes", "rss_bytes"}


def bench(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.bench", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    done = bench("--paragraphs", str(PARAGRAPHS), "--json", "--out", folder)
    assert done.returncode == 0, done.stderr + done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_engine_that_can_run_takes_part(report: dict[str, Any]) -> None:
    names, missing = present()
    assert list(report["engines"]) == names
    assert report["missing"] == missing
    assert {"whoosh-stock", "fts5", "scan"} <= set(names)


def test_the_report_has_its_shape(report: dict[str, Any]) -> None:
    assert report["paragraphs"] == PARAGRAPHS
    for name, figures in report["engines"].items():
        assert figures.keys() >= FIGURES
        assert all(figures[figure] > 0 for figure in FIGURES), name
        assert figures["page_median_ms"] <= figures["page_p95_ms"]


def test_the_engines_agree(report: dict[str, Any]) -> None:
    assert report["mismatches"] == []


def test_every_engine_that_may_take_part_has_a_colour() -> None:
    assert set(COLOURS) == set(NAMES)


def test_the_picture_has_a_line_for_each_engine(report: dict[str, Any], folder: Path) -> None:
    picture = ElementTree.parse(folder / "growth.svg").getroot()  # noqa: S314 - we wrote it
    lines = picture.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2 * len(report["engines"])
    assert json.loads((folder / "report.json").read_text("utf-8")) == report


def test_every_kind_of_question_finds_something() -> None:
    docs = corpus.documents(synthetic.rows(PARAGRAPHS, 1), PARAGRAPHS, 1)
    asked = questions(docs, 1)
    assert asked == questions(docs, 1)
    assert {len(question.query.facets) for question in asked} == {0, len(FACETS)}
    assert all(question.label for question in asked)


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one() -> None:
    rows = synthetic.rows(400, 1)
    assert rows[:200] == synthetic.rows(200, 1)
    assert corpus.documents(rows, 50, 1) == corpus.documents(rows, 400, 1)[:50]


def test_every_document_gets_all_facets_and_keeps_what_it_tells() -> None:
    rows = [
        {"doc": "会议", "title": "开幕", "text": "开会了。", "speaker": "胡一"},
        {"doc": "会议", "title": "开幕", "text": "散会。", "speaker": "胡一"},
    ]
    first, second = corpus.documents(rows, 10, 1)
    assert all(getattr(first, facet) for facet in FACETS)
    assert first.speaker == "胡一"
    assert (first.office, first.date, first.number, second.number) == (second.office, second.date, 1, 2)


@pytest.mark.parametrize("line", ["{", '{"doc": "a", "title": 1, "text": "b"}', "[]"])
def test_a_bad_corpus_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text('{"doc": "a", "title": "b", "text": "c"}\n' + line, "utf-8")
    done = bench("--corpus", file, "--out", tmp_path)
    assert done.returncode == 1
    assert f"{file}:2" in done.stderr


def test_a_corpus_without_chinese_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text('{"doc": "a", "title": "b", "text": "no word"}\n{"doc": "a", "title": "b", "text": " "}\n', "utf-8")
    done = bench("--corpus", file, "--out", tmp_path)
    assert done.returncode == 1
    assert "no Chinese words" in done.stderr


def test_one_short_paragraph_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text('{"doc": "a", "title": "", "text": "开会。", "date": "昨天"}\n', "utf-8")
    done = bench("--corpus", file, "--out", tmp_path, "--engine", "scan", "--engine", "fts5")
    assert done.returncode == 0, done.stderr
    assert "same totals" in done.stdout


def test_a_truncated_packed_corpus_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl.xz"
    file.write_bytes(b"\xfd7zXZ\x00")
    done = bench("--corpus", file, "--out", tmp_path)
    assert done.returncode == 1
    assert file.name in done.stderr
    assert "Traceback" not in done.stderr

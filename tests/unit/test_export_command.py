"""`export` of an answer, as a person runs it."""

import csv
import json
import zipfile
from pathlib import Path

import pytest

from tests.unit.test_commands import PAGE, Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.run("ingest", made.file("望川日报/0305.txt", PAGE))
    return made


def test_an_answer_to_a_file(archive: Archive) -> None:
    out = archive.folder / "found.csv"
    done = archive.run("export", "望川", "--speaker", "桑榆", "--sort", "oldest", "--format", "csv", "--out", str(out))
    assert done.returncode == 0, done.stderr
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    hits = json.loads(archive.run("search", "望川", "--speaker", "桑榆", "--sort", "oldest", "--json").stdout)["hits"]
    assert [row["id"] for row in rows] == [hit["id"] for hit in hits] != []
    assert f"导出 {len(hits)} 段" in done.stderr
    assert {path.name for path in archive.folder.iterdir()} == {"望川日报", "data", "found.csv"}, "nothing half written is left"


def test_all_of_it_to_standard_output(archive: Archive) -> None:
    done = archive.run("export", "", "--format", "jsonl")
    assert [json.loads(line)["number"] for line in done.stdout.splitlines()] == [1, 2, 1]
    cited = archive.run("export", "湿地保护", "--format", "txt").stdout
    assert "桑榆. 守住一湖清水 留住满城书香[EB/OL]" in cited
    assert "/p/" not in cited, "no public address, no link"


def test_the_speeches_found_as_a_book(archive: Archive) -> None:
    out = archive.folder / "found.epub"
    done = archive.run("export", "望川", "--speaker", "桑榆", "--format", "epub", "--out", str(out))
    assert (done.returncode, "导出 1 篇" in done.stderr) == (0, True), done.stderr
    with zipfile.ZipFile(out) as book:
        (page,) = (book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml") and name != "contents.xhtml")
    assert "全市关停沿湖小作坊４１家。" in page
    assert "/p/" not in page, "no public address, no link"
    assert archive.run("export", "绝无此语", "--format", "epub").returncode == 1


def test_what_to_export_is_one_thing(archive: Archive) -> None:
    assert archive.run("export").returncode == 2
    assert archive.run("export", "望川", "--all", "x").returncode == 2
    assert archive.run("export", "望川", "--format", "xls").returncode == 2
    assert archive.run("export", "望川", "--out", str(archive.folder / "no" / "where.csv")).returncode == 1

"""The commands, run as a person runs them: as processes, on files of our own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = """　　守住一湖清水
　　留住满城书香
　　望川市委书记  桑  榆
　　三年来，望川把数字经济和湿地保护放在一起谋划。
　　一是护水。全市关停沿湖小作坊４１家。

　　让老街亮起来
　　让游客慢下来
　　望川市副市长  闻一鹤
　　老街的灯，去年冬天重新亮了。
　　版式设计：艾  青
"""


class Archive:
    """An archive in a folder of its own, worked through manage.py."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {**os.environ, "ARCHIVE_HOME": str(folder / "data"), "LC_ALL": "zh_CN.UTF-8"}

    def run(self, *arguments: str, language: str = "zh_CN.UTF-8") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env={**self.environ, "LC_ALL": language},
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def file(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def found(archive: Archive, *query: str) -> list[str]:
    done = archive.run("search", *query, "--json")
    assert done.returncode == 0, done.stderr
    return [hit["text"] for hit in json.loads(done.stdout)["hits"]]


def test_from_a_file_to_a_passage(archive: Archive) -> None:
    done = archive.run("ingest", archive.file("望川日报/0305.txt", PAGE))
    assert done.returncode == 0, done.stderr
    assert "新增" in done.stderr
    assert found(archive, "湿地保护") == ["三年来，望川把数字经济和湿地保护放在一起谋划。"]
    answer = json.loads(archive.run("search", "“41家”", "--json").stdout)
    assert [(hit["speaker"], hit["title"], hit["collection"], hit["number"]) for hit in answer["hits"]] == [
        ("桑榆", "守住一湖清水 留住满城书香", "望川日报", 2)
    ]
    assert "<mark>４１家</mark>" in answer["hits"][0]["html"]
    figures = json.loads(archive.run("stats", "--json").stdout)
    assert (figures["documents"], figures["speeches"], figures["paragraphs"], figures["indexed"]) == (1, 2, 3, 3)


def test_the_same_bytes_twice_change_nothing_and_say_so(archive: Archive) -> None:
    path = archive.file("集/a.txt", PAGE)
    archive.run("ingest", path)
    before = archive.run("search", "望川", "--json").stdout
    again = archive.run("ingest", path)
    assert again.returncode == 0
    assert "未变" in again.stderr
    ids = [[hit["id"] for hit in json.loads(text)["hits"]] for text in (before, archive.run("search", "望川", "--json").stdout)]
    assert ids[0] == ids[1]


def test_bad_files_are_refused_the_rest_goes_on_and_the_exit_code_tells(archive: Archive) -> None:
    archive.file("集/a.txt", PAGE)
    archive.file("集/empty.txt", b"")
    archive.file("集/binary.txt", bytes(range(256)) * 40)
    archive.file("集/undecodable.txt", b"\xff\xff\xfe\x81\x20\xff" * 50)
    (archive.folder / "集/large.txt").touch()
    os.truncate(archive.folder / "集/large.txt", 1 << 40)
    done = archive.run("ingest", str(archive.folder / "集"), str(archive.folder / "not-there.txt"), "--json")
    assert done.returncode == 1
    outcomes = {Path(one["path"]).name: one for one in json.loads(done.stdout)["files"]}
    assert {name for name, one in outcomes.items() if one["outcome"] == "refused"} == {
        "empty.txt",
        "binary.txt",
        "undecodable.txt",
        "large.txt",
        "not-there.txt",
    }
    assert all(one["reason"] and "\n" not in one["reason"] for one in outcomes.values() if one["outcome"] == "refused")
    assert outcomes["a.txt"]["outcome"] == "added"
    assert found(archive, "湿地保护")


def test_a_file_no_layout_knows_enters_whole_with_a_warning(archive: Archive) -> None:
    done = archive.run("ingest", archive.file("集/list.txt", "白鹭\n苍鹭\n夜鹭\n"), "--json")
    assert done.returncode == 0
    outcome = json.loads(done.stdout)["files"][0]
    assert (outcome["outcome"], outcome["speeches"]) == ("added", 1)
    assert outcome["warnings"]
    assert found(archive, "“夜鹭”")


def test_parse_shows_a_reading_and_stores_nothing(archive: Archive) -> None:
    path = archive.file("集/a.txt", PAGE)
    reading = json.loads(archive.run("parse", path, "--json").stdout)
    assert [(one["speaker"], one["office"], len(one["paragraphs"])) for one in reading["speeches"]] == [
        ("桑榆", "望川市委书记", 2),
        ("闻一鹤", "望川市副市长", 1),
    ]
    assert set(reading) == {"speeches", "credits", "layout", "confidence", "warnings"}
    assert "桑榆" in archive.run("parse", path).stdout
    assert not (archive.folder / "data").exists()


def test_reindex_finds_the_same(archive: Archive) -> None:
    archive.run("ingest", archive.file("集/a.txt", PAGE))
    before = found(archive, "望川")
    done = archive.run("reindex")
    assert done.returncode == 0, done.stderr
    assert found(archive, "望川") == before


def test_an_edited_file_is_searchable_without_a_reindex(archive: Archive) -> None:
    archive.run("ingest", archive.file("集/a.txt", PAGE))
    archive.run("ingest", archive.file("集/a.txt", PAGE.replace("湿地保护", "候鸟保护")))
    assert found(archive, "“候鸟保护”")
    assert not found(archive, "“湿地保护”")


def test_filters_at_the_terminal_are_those_of_the_site(archive: Archive) -> None:
    archive.run("ingest", archive.file("集/a.txt", PAGE))
    assert found(archive, "", "--speaker", "闻一鹤") == ["老街的灯，去年冬天重新亮了。"]
    assert found(archive, "", "--not.speaker", "桑榆") == ["老街的灯，去年冬天重新亮了。"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["stats", "--no-such-option"], 2), (["no-such-command"], 2), (["ingest"], 2), (["parse", "not-there.txt"], 1), (["--help"], 0)],
)
def test_exit_codes_tell_done_failed_and_misused(archive: Archive, arguments: list[str], code: int) -> None:
    done = archive.run(*arguments)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_errors_are_one_sentence_in_the_language_of_the_person(archive: Archive) -> None:
    archive.environ["ARCHIVE_ENGINE"] = "sphinx"
    chinese, english = archive.run("stats"), archive.run("stats", language="en_GB.UTF-8")
    assert (chinese.returncode, english.returncode) == (1, 1)
    assert "设置 engine" in chinese.stderr
    assert english.stderr.startswith("The setting engine")
    assert len(english.stderr.splitlines()) == 1

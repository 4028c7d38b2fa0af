"""The commands, run as a person runs them: as processes, on files of our own."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from io import BytesIO
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


def test_parse_shows_every_document_of_a_table(archive: Archive) -> None:
    path = archive.file("集/表.csv", "标题,发言人,正文\n水,桑榆,白鹭湖水位上升。\n灯,闻一鹤,\n")
    done = archive.run("parse", path, "--json")
    reading = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(one["document"], one["speaker"], one["paragraphs"]) for one in reading["speeches"]] == [
        ("表-1.txt", "桑榆", ["白鹭湖水位上升。"])
    ]
    assert [(one["name"], "refused" in one) for one in reading["documents"]] == [("表-1.txt", False), ("表-2.txt", True)]
    shown = archive.run("parse", path).stdout
    assert "# 表-1.txt" in shown
    assert "拒收" in shown


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
    [
        (["stats", "--no-such-option"], 2),
        (["no-such-command"], 2),
        (["ingest"], 2),
        (["ingest", "--watch", ".", "--json"], 2),
        (["export"], 2),
        (["people", "apply", "not-there.yaml"], 1),
        (["review", "--reject", "7"], 1),
        (["parse", "not-there.txt"], 1),
        (["--help"], 0),
    ],
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


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(archive: Archive) -> None:
    archive.file("集/a.txt", PAGE)
    archive.file("集/b.txt", PAGE)
    archive.file("集/c.txt", b"")
    done = archive.run("ingest", "--dry-run", str(archive.folder / "集"), "--json")
    assert done.returncode == 1
    outcomes = json.loads(done.stdout)["files"]
    assert [one["outcome"] for one in outcomes] == ["added", "unchanged", "refused"]
    assert (outcomes[0]["layout"], outcomes[0]["speeches"]) == ("newspaper", 2)
    assert outcomes[0]["confidence"] > 0.5
    table = archive.run("ingest", "--dry-run", str(archive.folder / "集"))
    assert any("a.txt" in line and "newspaper" in line for line in table.stdout.splitlines()), "no name is cut off"
    assert json.loads(archive.run("stats", "--json").stdout)["documents"] == 0


def test_what_failed_is_on_a_list_until_it_goes_in(archive: Archive) -> None:
    path = archive.file("集/a.txt", b"")
    gone = archive.file("集/gone.txt", b"")
    archive.run("ingest", path, gone, str(archive.folder / "never-was.txt"))
    listed = json.loads(archive.run("failures", "--json").stdout)
    assert [Path(one["path"]).name for one in listed] == ["a.txt", "gone.txt"]
    assert all(one["reason"] for one in listed)
    archive.file("集/a.txt", PAGE)
    Path(gone).unlink()
    done = archive.run("ingest", "--retry-failed", "--json")
    assert done.returncode == 0, done.stderr
    assert [one["outcome"] for one in json.loads(done.stdout)["files"]] == ["added"]
    assert "gone.txt" in done.stderr
    assert json.loads(archive.run("failures", "--json").stdout) == []


def test_duplicates_are_told_and_counted(archive: Archive) -> None:
    archive.run("ingest", archive.file("集/a.txt", PAGE))
    done = archive.run("ingest", archive.file("集/a-gbk.txt", PAGE.encode("gb18030")), "--json")
    outcome = json.loads(done.stdout)["files"][0]
    assert outcome["outcome"] == "added"
    assert [(Path(one["source"]).name, one["kind"]) for one in outcome["duplicates"]] == [("a.txt", "same")]
    assert "文字全同" in done.stderr
    assert json.loads(archive.run("stats", "--json").stdout)["duplicates"] == 1


def test_the_documents_of_a_zip_go_in_and_the_zip_comes_out(archive: Archive) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as box:
        box.writestr("一版.txt", PAGE)
        box.writestr("里/简报.txt", "简报\n\n白鹭湖水位上升。\n")
        box.writestr("空.txt", b"")
    path = archive.file("集/box.zip", packed.getvalue())
    done = archive.run("ingest", path, "--json")
    assert [(Path(one["path"]).name, one["outcome"]) for one in json.loads(done.stdout)["files"]] == [
        ("box.zip!一版.txt", "added"),
        ("简报.txt", "added"),
        ("box.zip!空.txt", "refused"),
    ]
    assert found(archive, "白鹭湖") == ["白鹭湖水位上升。"]
    again = archive.run("ingest", path, "--json")
    assert [one["outcome"] for one in json.loads(again.stdout)["files"]] == ["unchanged", "unchanged", "refused"]


def test_the_name_of_a_file_is_said_as_it_is(archive: Archive) -> None:
    name = "笑:smile:[b]页[/b].txt"
    file = archive.file(name, PAGE)
    assert name in archive.run("ingest", "--dry-run", file).stdout
    assert name in archive.run("ingest", file).stderr


def test_every_original_is_given_back_under_its_name(archive: Archive) -> None:
    for name, text in {"甲/a.txt": PAGE, "乙/a.txt": "别的简报\n\n白鹭湖。\n", "乙/b.txt": "又一份\n\n苍鹭。\n"}.items():
        archive.run("ingest", archive.file(name, text))
    archive.run("ingest", archive.file("乙/b.txt", "又一份\n\n苍鹭和夜鹭。\n"))
    target = archive.folder / "out"
    assert archive.run("export", "--originals", str(target)).returncode == 0
    contents = {path.name: path.read_text(encoding="utf-8") for path in target.iterdir()}
    assert sorted(contents.values()) == sorted([PAGE, "别的简报\n\n白鹭湖。\n", "又一份\n\n苍鹭。\n", "又一份\n\n苍鹭和夜鹭。\n"])
    assert contents["b.txt"] == "又一份\n\n苍鹭和夜鹭。\n"
    assert contents["b.v1.txt"] == "又一份\n\n苍鹭。\n"
    assert "a.txt" in contents
    assert archive.run("export", "--originals", str(target)).returncode == 1


def test_an_authority_file_is_put_in_force_and_printed(archive: Archive) -> None:
    archive.run("ingest", archive.file("集/a.txt", PAGE))
    people = archive.file("people.yaml", "- heading: 桑榆（1962）\n  when:\n    - office: 望川市\n- heading: 闻一鹤\n  aliases: [闻鹤]\n")
    done = archive.run("people", "apply", people, "--json")
    assert json.loads(done.stdout) == {"people": 2, "moved": 1, "documents": 1, "undecided": 0}
    assert found(archive, "", "--speaker", "桑榆（1962）")
    assert not found(archive, "", "--speaker", "桑榆")
    printed = archive.run("people", "export").stdout
    assert archive.run("people", "apply", archive.file("again.yaml", printed), "--json").stdout.count('"moved": 0') == 1
    assert archive.run("people", "apply", archive.file("bad.yaml", "- {heading: 桑榆, nickname: 榆}")).returncode == 1


def test_a_weak_match_is_reviewed(archive: Archive) -> None:
    first, second = "湖区简报\n\n", "\n护湖队每天清早沿岸走一圈，捡拾垃圾，风雨无阻。\n"
    old, new = (
        "白鹭湖今年来了三千只候鸟，比去年多出一半，游人也跟着多了起来。",
        "今年到湖上来的候鸟有三千只，比去年多，游人也多，停车成了难题。",
    )
    archive.run("ingest", archive.file("集/a.txt", first + old + second))
    done = archive.run("ingest", archive.file("集/a.txt", first + new + second), "--json")
    assert json.loads(done.stdout)["files"][0]["doubts"] == 1
    (doubt,) = json.loads(archive.run("review", "--json").stdout)["open"]
    assert (doubt["before"], doubt["after"]) == (old, new)
    assert old in archive.run("review").stdout
    rejected = archive.run("review", "--reject", str(doubt["id"]), "--json")
    assert json.loads(rejected.stdout) == {"accepted": [], "rejected": [doubt["id"]], "open": []}
    hits = json.loads(archive.run("search", "停车", "--json").stdout)["hits"]
    assert [hit["text"] for hit in hits] == [new]
    assert hits[0]["id"] != doubt["paragraph_id"]
    assert archive.run("review", "--accept", str(doubt["id"])).returncode == 1


def test_a_watched_folder_is_taken_in_as_files_come(archive: Archive) -> None:
    archive.file("集/a.txt", PAGE)
    command = [sys.executable, str(ROOT / "manage.py"), "ingest", "--watch", str(archive.folder / "集")]
    with subprocess.Popen(command, env=archive.environ, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stderr is not None
        assert any("新增" in line and "a.txt" in line for line in process.stderr)
        archive.file("集/b.txt", "简报\n\n白鹭湖水位上升。\n")
        assert any("新增" in line and "b.txt" in line for line in process.stderr)
        archive.file("集/b.yaml", "speaker: 桑榆\n")
        assert any("修订" in line and "b.txt" in line for line in process.stderr)
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait() == 0, rest
    assert "Traceback" not in rest
    assert json.loads(archive.run("stats", "--json").stdout)["documents"] == 2


def test_what_is_the_same_is_not_read_again_and_what_is_said_beside_it_counts(archive: Archive) -> None:
    path = archive.file("集/a.txt", "简报\n\n白鹭湖水位上升。\n")
    archive.run("ingest", path)
    os.utime(path, (0, 0))
    again = json.loads(archive.run("ingest", path, "--json").stdout)["files"][0]
    assert (again["outcome"], again["layout"]) == ("unchanged", "")
    archive.file("集/a.yaml", "speaker: 桑榆\n")
    beside = json.loads(archive.run("ingest", path, "--json").stdout)["files"][0]
    assert (beside["outcome"], beside["kept"]) == ("revised", 2)
    assert found(archive, "", "--speaker", "桑榆")

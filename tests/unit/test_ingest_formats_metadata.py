"""What is said of files from outside: options, sidecars, tables of folders, containers; and which of them counts."""

from pathlib import Path

import pytest

from archive.commands.files import find_files, metadata_for
from archive.errors import BadFile
from archive.ingest import parse, unpack
from archive.ingest.metadata import known, layered, read_sidecar, rows_by_file
from tests.golden.formats import making

TEXT = (
    "---\ntitle: 前言里的标题\nspeaker: 甲\noffice: 店员\nplace: 岚山\n---\n小城的书店\n"
    "书店是一座城市的客厅，亮着灯，等着人，也等着下一个爱读书的孩子。\n"
)
TABLE = "文件,标题,发言人,职务\n书店.txt,表里的标题,周彤,馆长\n别的.txt,别的,,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "书店.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "metadata.csv").write_bytes(TABLE.encode("gb18030"))
    (tmp_path / "书店.yaml").write_text("标题: 旁注里的标题\n发言人: 何守真\n", encoding="utf-8")
    return tmp_path


def test_what_stands_nearer_to_the_command_counts_more(folder: Path) -> None:
    path = folder / "书店.txt"
    speech = parse(path.name, path.read_bytes(), metadata_for(path, {"title": "选项里的标题"})).speeches[0]
    assert (speech.title, speech.speaker, speech.office, speech.place) == ("选项里的标题", "何守真", "馆长", "岚山")


def test_a_sidecar_named_after_the_whole_file_counts_before_one_named_after_its_stem(folder: Path) -> None:
    assert metadata_for(folder / "书店.txt")["title"] == "旁注里的标题"
    (folder / "书店.txt.yaml").write_text("title: 更近的标题", encoding="utf-8")
    assert metadata_for(folder / "书店.txt") == {"title": "更近的标题", "speaker": "周彤", "office": "馆长"}


def test_a_table_that_changed_is_read_again(folder: Path) -> None:
    path = folder / "书店.txt"
    assert metadata_for(path)["office"] == "馆长"
    (folder / "metadata.csv").write_text("file,office\n书店.txt,总经理，兼馆长\n", encoding="utf-8")
    assert metadata_for(path)["office"] == "总经理，兼馆长"


def test_files_without_anything_beside_them(tmp_path: Path) -> None:
    assert metadata_for(tmp_path / "a.txt") == {}
    assert metadata_for(tmp_path / ("长" * 84 + ".txt")) == {}


def test_what_is_said_of_files_is_no_document(folder: Path) -> None:
    assert [path.name for path in find_files([folder])] == ["书店.txt"]
    assert [path.name for path in find_files(sorted(folder.iterdir()))] == ["书店.txt"]


def test_a_sidecar_that_cannot_be_read_refuses_its_document(folder: Path) -> None:
    (folder / "书店.txt.yaml").write_text("title: [", encoding="utf-8")
    with pytest.raises(BadFile, match=r"书店\.txt\.yaml 不是合格的 YAML"):
        metadata_for(folder / "书店.txt")


@pytest.mark.parametrize("text", ["- 甲", "一句话", "title: [甲, 乙]", "a: &a {b: c}\nc: *a"])
def test_a_sidecar_holds_keys_and_single_values(text: str) -> None:
    with pytest.raises(BadFile, match="里不是键和值"):
        read_sidecar("a.yaml", text.encode())


def test_aliases_of_yaml_do_not_multiply() -> None:
    bomb = "a0: &a0 哈\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    with pytest.raises(BadFile, match="不是合格的 YAML"):
        read_sidecar("a.yaml", bomb.encode())


def test_keys_have_other_names() -> None:
    values = {"标题": "甲", "Author": "周彤", "日期": "2020年3月5日", "報刊": "望川日报", "版次": "第4版", "地点": " ", "心情": "好"}
    found, warnings = known(values)
    assert found == {"title": "甲", "speaker": "周彤", "date": "2020年3月5日", "publication": "望川日报", "page": "4"}
    assert [dict(warning.values)["key"] for warning in warnings] == ["心情"]


def test_values_are_cleaned() -> None:
    assert known({"title": "甲\0\ud800\n乙\u200b"})[0] == {"title": "甲 乙"}


def test_layers_meet_under_one_name_of_a_key() -> None:
    assert layered({"作者": ""}, {"author": "甲"}, {"speaker": "乙", "url": "u"}) == {"speaker": "甲", "url": "u"}


def test_the_last_row_of_a_file_counts() -> None:
    assert rows_by_file([{"file": "a", "title": "甲"}, {"file": "", "title": "乙"}, {"file": "a", "title": "丙"}]) == {"a": {"title": "丙"}}


def test_members_of_a_zip_have_sidecars_and_tables_too() -> None:
    said = {"讲话/metadata.csv": TABLE, "讲话/书店.txt.yaml": "speaker: 何守真"}
    data = making.zip_of({"讲话/书店.txt": TEXT, **said, "讲话/别的.txt": "湖水清了。"})
    items = {item.name: item.metadata for item in unpack("a.zip", data, {"collection": "文集"})}
    assert items == {
        "讲话/书店.txt": {"collection": "文集", "speaker": "何守真", "title": "表里的标题", "office": "馆长"},
        "讲话/别的.txt": {"collection": "文集", "title": "别的"},
    }


def test_records_of_a_table_in_a_zip_are_documents() -> None:
    data = making.zip_of({"表/讲话.csv": "编号,正文\nx,湖水清了。\ny,鸟也多了。\n"})
    assert [(item.name, item.data.decode()) for item in unpack("a.zip", data)] == [
        ("表/讲话-x.txt", "湖水清了。"),
        ("表/讲话-y.txt", "鸟也多了。"),
    ]


def test_records_are_named_by_number_where_their_ids_are_not_their_own() -> None:
    assert [item.name for item in unpack("讲话.csv", "id,text\nx,好。\nx,也好。\n".encode())] == ["讲话-1.txt", "讲话-2.txt"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_tables_with_any_delimiter(delimiter: str) -> None:
    source = f"标题{delimiter}正文\n甲{delimiter}湖水清了。\n"
    (item,) = unpack("a.csv", source.encode("utf-8-sig"))
    assert (item.data.decode(), item.metadata) == ("湖水清了。", {"title": "甲"})


def test_the_title_of_a_record_does_not_swallow_its_first_line() -> None:
    (item,) = unpack("a.csv", '标题,正文\n甲,"小城的书店\n书店是一座城市的客厅，亮着灯，等着人，也等着爱读书的孩子。"\n'.encode())
    speech = parse(*item).speeches[0]
    assert speech.title == "甲"
    assert speech.paragraphs[0].text == "小城的书店"


def test_any_other_file_is_itself() -> None:
    assert list(unpack("a.txt", b"x", {"title": "t"})) == [("a.txt", b"x", {"title": "t"})]

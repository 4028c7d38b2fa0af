"""From bytes to lines: encodings, cleaning, markup, wrapped pages."""

import codecs

import pytest

from archive.errors import BadFile
from archive.ingest import parse
from archive.ingest.lines import Line, split_lines
from archive.ingest.markup import link, plain
from archive.ingest.normalise import clean, heading, squeeze, unpad
from archive.ingest.readers import LARGEST, SUFFIXES, read
from archive.ingest.unwrap import unwrap

SIMPLIFIED = "近年来，望川市坚持保护优先，湿地面积不断扩大，候鸟数量逐年增加。\n市民说，湖水清了，鸟也多了。\n"
TRADITIONAL = "近年來，望川市堅持保護優先，濕地面積不斷擴大，候鳥數量逐年增加。\n市民說，湖水清了，鳥也多了。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"])
def test_simplified_text_in_every_encoding(encoding: str) -> None:
    assert clean(read("a.txt", SIMPLIFIED.encode(encoding)).text) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5", "cp950", "big5hkscs"])
def test_traditional_text_in_every_encoding(encoding: str) -> None:
    assert clean(read("a.txt", TRADITIONAL.encode(encoding)).text) == TRADITIONAL


def test_a_rare_character_of_hong_kong_survives() -> None:
    text = TRADITIONAL + "深水埗的街坊都來了，衞生署也派了人。\n"
    assert read("a.txt", text.encode("big5hkscs")).text == text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "空"),
        ("a.txt", b" \r\n\t", "空"),
        ("a.txt", b"\0" * 100, "二进制"),
        ("a.txt", b"RIFF\0\0\0\0WAVEfmt " + bytes(range(256)) * 4, "二进制"),
        ("a.txt", bytes(range(1, 32)) * 40, "二进制"),
        ("a.txt", "Café, déjà vu, naïve. ".encode("latin-1") * 20, "编码"),
        ("a.txt", SIMPLIFIED.encode("gbk") + b"\xff\xff\xff", "编码"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("no-suffix", b"text", "格式"),
        ("a.xlsx", b"PK", "格式"),
        ("a.txt", b"---\n\n----\n", "没有正文"),
        ("a.txt", codecs.BOM_UTF8, "没有正文"),
        ("a.txt", b"x" * (LARGEST + 1), "太大"),
    ],
)
def test_refused_with_a_sentence(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(BadFile, match=reason) as refusal:
        parse(name, data)
    assert name in str(refusal.value)
    assert str(refusal.value).endswith("。")


def test_null_bytes_at_the_end_are_taken_off_with_a_warning() -> None:
    reading = read("a.txt", SIMPLIFIED.encode("gbk") + b"\0" * 40)
    assert reading.text == SIMPLIFIED.rstrip("\n")
    assert [warning.message for warning in reading.warnings] == ["文件末尾的空字节已去掉。"]


def test_suffixes_are_read_whatever_their_case() -> None:
    assert ".md" in SUFFIXES
    assert read("A.TXT", SIMPLIFIED.encode()).text == SIMPLIFIED


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\x0c", "\x85"])
def test_line_ends(end: str) -> None:
    assert clean(f"甲{end}乙{end}") == "甲\n乙\n"


def test_cleaning_keeps_wording_and_glyphs() -> None:
    assert clean("\ufeff５Ｇ\u200b基站\u00a0１２个\ue3ad〇㐀\U00020000") == "５Ｇ基站 １２个\ue3ad〇㐀\U00020000"
    assert clean("\U0001f468\u200d\U0001f469 中\u200d文") == "\U0001f468\u200d\U0001f469 中文"
    assert clean("中\u200b\u200d文") == "中文"


def test_padding() -> None:
    assert unpad("徐  昊") == unpad("徐　昊") == "徐昊"
    assert squeeze(" 打造　　引擎  建设 ") == "打造 引擎 建设"
    assert heading("第一章　 总　　则") == "第一章 总则"
    assert heading("報　告　事　項") == "報告事項"


def test_lines_know_how_they_are_set() -> None:
    assert split_lines("　　正文  \n\n\n# 标题\n> 引文\n----\n\n尾") == (
        Line("正文", indented=True),
        Line("标题", gap=2, kind="heading", level=1),
        Line("引文", kind="quote"),
        Line("----", kind="rule"),
        Line("尾", gap=1),
    )


def test_markup_becomes_lines() -> None:
    assert plain("<p><b>新华社</b>消息</p><p>正文&nbsp;完<br></p>").split() == ["新华社消息", "正文", "完"]
    assert [
        line.text for line in split_lines(plain("甲\n<TABLE border=0><tr><td><p>子</p></td><td>丑</td></tr><tr><td>寅</td></tr></table>乙"))
    ] == ["甲", "子　丑", "寅", "乙"]
    assert plain("前<!-- 注 -->后<!-- 没有完") == "前后<!-- 没有完"
    assert plain("《关于修改<国境卫生检疫法>的决定》3<5") == "《关于修改<国境卫生检疫法>的决定》3<5"
    assert plain("**重点**与AT&T") == "重点与AT&T"
    assert plain("甲<hr>乙") == "甲\n---\n乙"
    assert link("[查看原文](https://example.org)") == "查看原文 https://example.org"
    assert link("见[原文](https://example.org)") is None


WIDE = [f"這第{number}行文字排滿了整個版面，並且沒有在行末結束，而是接著寫下去" for number in "零一二三四五六七八九十"]


def test_wrapped_pages_are_joined_across_running_heads() -> None:
    page = "".join(
        f"立法會  2015年\n\n{40 + number}\n\n {WIDE[number]}\n{WIDE[number + 1]}\n{WIDE[number + 2]}\n下一行。\n\n" for number in (1, 4, 7)
    )
    paragraphs = ["".join(WIDE[number : number + 3]) + "下一行。" for number in (1, 4, 7)]
    assert [line.text for line in unwrap(split_lines(page))] == ["立法會  2015年", *paragraphs]


def test_a_paragraph_broken_by_a_page_is_whole_again() -> None:
    page = (
        "頁首\n1\n "
        + "\n".join(WIDE[:4])
        + "\n頁首\n\n2\n"
        + "\n".join(WIDE[4:7])
        + "\n終於結束。\n\n "
        + "\n".join(WIDE[7:])
        + "\n頁首\n3\n又結束了。\n"
    )
    assert [line.text for line in unwrap(split_lines(page))] == ["頁首", "".join(WIDE[:7]) + "終於結束。", "".join(WIDE[7:]) + "又結束了。"]


def test_short_lines_are_not_joined() -> None:
    lines = split_lines("春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少\n" * 5)
    assert unwrap(lines) == lines

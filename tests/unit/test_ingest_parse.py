"""`parse` on anything: it never fails but by BadFile, and no word of a page is lost."""

import re
from collections.abc import Mapping

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.errors import BadFile
from archive.ingest import parse
from archive.ingest.dates import find_date, whole_date
from archive.ingest.layouts import BY_NAME
from archive.ingest.lines import split_lines
from archive.ingest.markup import plain
from archive.ingest.metadata import KEYS
from archive.ingest.normalise import clean
from archive.model import Document

CHARACTERS = "望川云泽松溪江河湖海建设发展数字经济智慧城市湿地保护的是在和我们同志一二三123ABC，。：；！？“”（）《》、 　\u00a0—"
KNOWN_LINES = (
    "打造开放高地",
    "加快数字经济发展",
    "云泽省委常委、望川市委书记  林知远",
    "松溪市市长　周  彤",
    "近年来，望川市坚持以人民为中心，统筹推进湿地保护和城市更新，城市面貌焕然一新。",
    "一是做强产业。全市新开工项目120个，总投资超过三百亿元。",
    "同志们：",
    "各位代表：",
    "记者：今年的重点工作是什么？",
    "李明：主要有三个方面。",
    "主席：現在開會。",
    "王委員廷升：請問部長，經費夠不夠？",
    "第一章  总  则",
    "第一条 为了保护湿地，制定本条例。",
    "第二条 本条例适用于本市。",
    "第三条 本条例自公布之日起施行。",
    "2020年3月5日",
    "——2021年1月15日在望川市第十六届人民代表大会第五次会议上",
    "（作者为望川市委书记）",
    "版式设计：张小丹",
    "（记者 李 明）",
    "■本报记者 陈 晓",
    "# 一个标题",
    "### 一条新闻",
    "新华社望川5月4日电 一场及时雨缓解了旱情。",
    "[查看原文](https://example.org/a)",
    "> 一段引文",
    "---",
    "散会",
    "第十二次会议议事录",
    "望川日报",
    "<p>一段<b>网页</b>文字。</p>",
    "编辑：王小路     共 3 页",
)
LINES = st.one_of(st.sampled_from(KNOWN_LINES), st.text(CHARACTERS, max_size=60), st.just(""))
PAGES = st.lists(st.tuples(st.sampled_from(("", "　　", "\t", " ")), LINES), max_size=40).map(
    lambda lines: "\n".join(indent + line for indent, line in lines)
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def lost(page: str, document: Document) -> list[str]:
    """The lines of a page that are nowhere in the document: not in a text, a title, a credit, a byline, a date."""
    kept = [squeezed(paragraph.text) for speech in document.speeches for paragraph in speech.paragraphs]
    kept += [squeezed(credit) for credit in document.credits] + [squeezed(speech.title or "") for speech in document.speeches]
    kept += [squeezed(value) for warning in document.warnings for _, value in warning.values]
    people = {squeezed(value) for speech in document.speeches for value in (speech.speaker, speech.office) if value}
    dates = {speech.date for speech in document.speeches}
    labels = {"".join(sorted(squeezed((speech.speaker or "") + (speech.office or "")))) for speech in document.speeches}
    everything = "\n".join(kept)
    return [line for line in split_lines_of(page) if not _found(line, everything, people, dates) and not _is_turn(line, everything, labels)]


def split_lines_of(page: str) -> list[str]:
    """The lines with words in them; a lone number may be the number of a page, which is not kept."""
    return [line.text for line in split_lines(clean(plain(clean(page)))) if line.kind != "rule" and not line.text.strip("—- 　").isdigit()]


def _is_turn(line: str, everything: str, labels: set[str]) -> bool:
    """Whether a line is a turn whose label went to speaker and office, in whatever order (`王委員廷升：`)."""
    label, colon, rest = squeezed(line).partition("：")
    return bool(colon) and "".join(sorted(label)) in labels and rest in everything


def _found(line: str, everything: str, people: set[str], dates: set[str | None]) -> bool:
    text = squeezed(line)
    if text in everything or (dates & {whole_date(line), find_date(line)} - {None}):
        return True
    for part in sorted(people, key=len, reverse=True):
        text = text.replace(part, "", 1)
    if not people or text == squeezed(line):
        link = re.fullmatch(r"\[(.*)\]\((.*)\)", line)
        parts = link.groups() if link else re.split(r"[ \u3000]{3,}", line)
        return all(squeezed(part) in everything for part in parts)
    return not text.strip("■：:（）") or text.lstrip("：:") in everything


def read(name: str, data: bytes, metadata: Mapping[str, str] | None = None) -> Document | None:
    """The document, or None where the file is refused with a sentence."""
    try:
        return parse(name, data, metadata)
    except BadFile as error:
        return None if str(error).startswith("文件 ") and str(error).endswith("。") else parse(name, data, metadata)


@given(st.binary(max_size=3000), st.sampled_from(("a.txt", "a.md", "a.bin", "a", "")))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    document = read(name, data)
    assert document is None or all(paragraph.text.strip() for speech in document.speeches for paragraph in speech.paragraphs)


@given(st.text(max_size=400), st.sampled_from(("utf-8", "utf-16", "gb18030")))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str, encoding: str) -> None:
    document = read("a.txt", text.encode(encoding, "ignore"))
    if document:
        assert 0 < document.confidence <= 1
        assert document.reason
        assert document.speeches
        assert all(speech.paragraphs for speech in document.speeches)


@given(PAGES)
@example("加快数字经济发展\n松溪市市长　周  彤\n" + KNOWN_LINES[4] + "\n")
@settings(max_examples=600, deadline=None)
def test_no_line_of_a_page_is_lost(page: str) -> None:
    document = read("a.txt", page.encode("utf-8"))
    assert lost(page, document) == [] if document else not split_lines_of(page)


@given(PAGES, st.sampled_from(sorted(BY_NAME)))
@settings(max_examples=600, deadline=None)
def test_no_layout_fails_on_a_page_that_is_none_of_its_own(page: str, layout: str) -> None:
    document = read("a.txt", page.encode("utf-8"), {"layout": layout})
    if document:
        assert document.layout == layout
        assert document.speeches
        assert all(speech.paragraphs for speech in document.speeches)
        assert lost(page, document) == []


@given(st.dictionaries(st.sampled_from((*KEYS, "标题", "不认识")), st.text(max_size=60), max_size=6), st.sampled_from(KNOWN_LINES))
@settings(max_examples=300, deadline=None)
def test_whatever_is_said_of_a_file_it_is_read(said: dict[str, str], line: str) -> None:
    document = read("a.txt", f"{line}\n近年来，望川市统筹推进湿地保护和城市更新。\n".encode(), said)
    assert document
    assert all(speech.paragraphs for speech in document.speeches)


@given(PAGES)
@settings(max_examples=100, deadline=None)
def test_reading_is_the_same_twice_and_in_another_encoding(page: str) -> None:
    document = read("a.txt", page.encode("utf-8"))
    assert read("a.txt", page.encode("utf-8")) == document
    if document:
        assert read("a.txt", page.encode("utf-16")) == document

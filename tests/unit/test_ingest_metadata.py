"""Front matter and sidecars overrule what the text shows."""

import pytest

from archive.ingest import parse
from archive.ingest.metadata import split_front_matter
from archive.model import Document

ARTICLE = "小城也要有书店\n2019-11-05\n书店是一座城市的客厅，亮着灯，等着人，也等着下一个爱读书的孩子。\n（作者为岚山市新华书店总经理）\n"
PAGE = "".join(
    f"　　标题{number}\n　　望川市副市长  林知{number}\n　　这是第{number}篇讲话的正文，说的是怎样把一件小事办好。\n　　\n"
    for number in ("远", "近", "新")
)


def fronted(front: str, text: str = ARTICLE) -> Document:
    return parse("a.txt", f"---\n{front}\n---\n{text}".encode())


def messages(document: Document) -> list[str]:
    return [warning.message.format(**dict(warning.values)) for warning in document.warnings]


def test_front_matter_overrules_the_text() -> None:
    document = fronted(
        "title: 书店\nspeaker: 何  守真\noffice: 店员\ndate: 2020年1月\nplace: 望川\ncollection: 副刊\npage: 3\nurl: https://example.org"
    )
    speech = document.speeches[0]
    assert (speech.title, speech.speaker, speech.office, speech.date, speech.place) == ("书店", "何守真", "店员", "2020-01", "望川")
    assert (document.collection, document.origin.page, document.origin.url) == ("副刊", "3", "https://example.org")
    assert not document.warnings


def test_the_caller_overrules_front_matter() -> None:
    document = parse("a.txt", f"---\ntitle: 书店\ndate: 2020-01-02\n---\n{ARTICLE}".encode(), {"title": "客厅", "licence": "CC0-1.0"})
    assert (document.speeches[0].title, document.speeches[0].date, document.origin.licence) == ("客厅", "2020-01-02", "CC0-1.0")


def test_the_text_speaks_where_metadata_is_silent() -> None:
    speech = fronted("language: zh-Hans").speeches[0]
    assert (speech.title, speech.date, speech.office) == ("小城也要有书店", "2019-11-05", "岚山市新华书店总经理")


def test_a_page_of_several_speeches_takes_date_and_place_but_no_speaker() -> None:
    document = fronted("date: 2021-05-06\nplace: 望川\nspeaker: 何守真\ntitle: 发言摘编", PAGE)
    assert [(speech.speaker, speech.title, speech.date, speech.place) for speech in document.speeches] == [
        (f"林知{number}", f"标题{number}", "2021-05-06", "望川") for number in ("远", "近", "新")
    ]
    assert messages(document) == ["文件里有几篇发言，元数据里的发言人和职务没有用上。"]


def test_a_layout_can_be_demanded() -> None:
    document = fronted("layout: speech")
    assert (document.layout, document.confidence) == ("speech", 1.0)


@pytest.mark.parametrize(
    "layout", ["newspaper", "symposium", "signed", "transcript", "interview", "law", "news", "report", "speech", "article", "plain"]
)
def test_any_layout_can_be_demanded_of_any_page(layout: str) -> None:
    document = parse("a.txt", ARTICLE.encode(), {"layout": layout})
    assert document.layout == layout
    assert document.speeches


@pytest.mark.parametrize(
    ("front", "warning"),
    [
        ("date: 昨天", "元数据里的日期“昨天”读不懂，已略去。"),
        ("layout: poem", "元数据里的版式“poem”不认识，已略去。"),
        ("colour: red", "元数据里的“colour”不认识，已略去。"),
        ("title: [a, b]", "元数据里的“title”不是一个值，已略去。"),
    ],
)
def test_unfit_values_are_left_out_with_a_warning(front: str, warning: str) -> None:
    document = fronted(front)
    assert messages(document) == [warning]
    assert document.speeches[0].title == "小城也要有书店"


@pytest.mark.parametrize("front", ["title: [", "a: b: c", "date: 2020-13-45", "- 甲\n- 乙", "只是一句话", "[" * 200, "{" * 30 + "a"])
def test_what_is_no_front_matter_is_text(front: str) -> None:
    text = f"---\n{front}\n---\n正文在这里。\n"
    found = split_front_matter(text)
    assert found.text == text
    assert len(found.warnings) == 1
    kept = "\n".join(paragraph.text for paragraph in parse("a.txt", text.encode()).speeches[0].paragraphs)
    assert all(line in kept for line in front.split("\n"))


@pytest.mark.parametrize("text", ["---\n正文，没有第二道横线。\n", "正文\n---\ntitle: x\n---\n", "---\n" + "a: b\n" * 5000 + "---\n正文\n"])
def test_rules_elsewhere_are_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == split_front_matter(text).__class__(text, {})

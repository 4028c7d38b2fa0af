"""Names, offices, and the lines and labels that join them."""

import pytest
from opencc import OpenCC

from archive.ingest.bylines import read_byline
from archive.ingest.credits import is_credit, signature, split_credit
from archive.ingest.labels import find_labels, read_label
from archive.ingest.lines import Line
from archive.ingest.names import NEVER_SIMPLIFIED, Person, is_name, is_office, names_in
from archive.ingest.surnames import SIMPLIFIED, TRADITIONAL, WORDS


@pytest.mark.parametrize("name", ["林知远", "周彤", "欧阳磊", "葉劉淑慧", "阿不都·热合曼", "伊姆兰・汗"])
def test_is_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["", "林", "打造发展引擎", "文化", "云南", "长沙", "安全局", "市委书记", "林知远同志们"])
def test_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "office",
    ["望川市委书记", "云泽省委常委、望川市委书记", "某某公司高级副总裁、华东区总裁", "運輸局局長", "民间藏书家", "经济学院教授（返聘）"],
)
def test_is_an_office(office: str) -> None:
    assert is_office(office)


@pytest.mark.parametrize("text", ["打造发展引擎", "他是市长，也是书记", "建设智慧城市", ""])
def test_is_no_office(text: str) -> None:
    assert not is_office(text)


def test_names_of_a_list_may_be_padded() -> None:
    assert names_in("任 明 程小冬、周　远") == ("任明", "程小冬", "周远")
    assert names_in("海  洋") == ("海洋",)
    assert names_in("任明 报道") == ()


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("云泽省委常委、望川市委书记  林知远", Person("林知远", "云泽省委常委、望川市委书记")),
        ("松溪市市长  周  彤", Person("周彤", "松溪市市长")),
        ("松溪市市长　周　彤", Person("周彤", "松溪市市长")),
        ("岚山纺织集团总经理 欧阳  磊", Person("欧阳磊", "岚山纺织集团总经理")),
        ("林知远　望川市市长", Person("林知远", "望川市市长")),
        ("林知远（望川市市长）", Person("林知远", "望川市市长")),
        ("云山自治州文化局局长 洛松巴措", Person("洛松巴措", "云山自治州文化局局长")),
        ("■本报记者 高  原 通讯员 石小川", Person("高原", "本报记者", ("石小川",))),
        ("■任 明 本报特约记者 海 洋", Person("任明", None, ("海洋",))),
        ("作者：何守真", Person("何守真", None)),
    ],
)
def test_bylines(line: str, person: Person) -> None:
    assert read_byline(line) == person


@pytest.mark.parametrize(
    "line", ["加快数字基建", "推动共建共享 强化产数融合", "■会议审议通过了实施办法", "望川市委书记", "第一章 总则", "提案人：高　岳"]
)
def test_no_bylines(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "speaker", "office", "rest"),
    [
        ("王委員廷升：請問", "王廷升", "委員", "請問"),
        ("高委員金素梅：好", "高金素梅", "委員", "好"),
        ("黃次長兼代關稅局局長定方：是", "黃定方", "次長兼代關稅局局長", "是"),
        ("主席（簡委員東明代）：請", "簡東明", "主席", "請"),
        ("主席：開會", None, "主席", "開會"),
        ("林健鋒議員：主席，", "林健鋒", "議員", "主席，"),
        ("2. 莫乃光議員 (譯文 )：主席", "莫乃光", "議員", "主席"),
        ("食物及衞生局局長 (在他缺席期間 )：多謝", None, "食物及衞生局局長", "多謝"),
        ("林委員滄敏書面質詢：", "林滄敏", "委員", ""),
        ("望川市市长李明：大家好", "李明", "望川市市长", "大家好"),
        ("李明（望川市市长）：大家好", "李明", "望川市市长", "大家好"),
        ("王代表：我先问", "王代表", "代表", "我先问"),
        ("记者：为什么", None, "记者", "为什么"),
        ("答：因为", None, None, "因为"),
        ("卢定海：因为", "卢定海", None, "因为"),
    ],
)
def test_labels(line: str, speaker: str | None, office: str | None, rest: str) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.speaker, label.office, label.rest) == (speaker, office, rest)


@pytest.mark.parametrize(
    "line",
    [
        "各位代表：",
        "一是抓好三件事：",
        "出席委員：高　岳",
        "主　　席：林召集委員郁方",
        "提案人：高　岳",
        "我想問局長：",
        "决议：照案通过。",
        "https://example.org",
        "增长：3%",
    ],
)
def test_no_labels(line: str) -> None:
    assert read_label(line) is None


def test_a_label_that_only_looks_like_a_name_must_come_again() -> None:
    once = [Line("卢定海：因为"), Line("主席：開會")]
    assert [bool(label) for label in find_labels(once)] == [False, True]
    assert [bool(label) for label in find_labels([*once, Line("卢定海：所以")])] == [True, True, True]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("（作者为望川市委书记）", Person(None, "望川市委书记")),
        ("（作者：何守真，系岚山市教育局局长）", Person("何守真", "岚山市教育局局长")),
        ("【作者系云泽大学教授，本文系作者在论坛上的致辞摘选】", Person(None, "云泽大学教授")),
        ("这条路要走下去。（作者系岚山市委书记）", Person(None, "岚山市委书记")),
        ("（执笔：杜  鹃）", Person("杜鹃", None)),
        ("（作者单位：海洋研究所）", None),
        ("他是一位作者。", None),
    ],
)
def test_signatures(line: str, person: Person | None) -> None:
    assert signature(line) == person


@pytest.mark.parametrize(
    "line",
    [
        "版式设计：方小满",
        "编辑:苏琳",
        "（记者 夏 静 通讯员 丁继国）",
        "（新华社望川11月27日电）",
        "——编 者",
        "来源：云泽网",
        "（刘煜志）",
        "[原文](https://example.org/a)",
    ],
)
def test_credits(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "（在座位上）不够吧？",
        "（议员举手）",
        "记者在现场看到，工程已经开工。",
        "作者认为这是好事。",
        "编辑部讨论了三次：一次比一次热烈，最后还是决定把这篇稿子放在头版，因为它讲的是大家都关心的事情，而且讲得清楚、讲得动人。",
    ],
)
def test_no_credits(line: str) -> None:
    assert not is_credit(line)


def test_credits_on_one_line_are_parted_by_wide_gaps() -> None:
    assert split_credit("版式设计：方小满　　　责任编辑：罗  岚") == ("版式设计：方小满", "责任编辑：罗  岚")
    assert split_credit("[原文](https://example.org/a)") == ("原文 https://example.org/a",)


def test_every_surname_has_its_traditional_forms_but_those_that_are_words() -> None:
    forms = [OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
    other = {form.convert(char) for char in SIMPLIFIED for form in forms} - set(SIMPLIFIED)
    assert other - set(WORDS) == set(TRADITIONAL)
    assert set(WORDS) <= other


def test_words_that_are_no_names_are_none_in_traditional_characters_either() -> None:
    forms = [OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
    assert not [word for simple in NEVER_SIMPLIFIED.split() for form in forms if is_name(word := form.convert(simple))]


def test_rarer_surnames() -> None:
    assert all(map(is_name, ("溫瀾", "商亦", "蘭心怡", "豐子明")))
    assert not any(map(is_name, ("商业", "商務", "農村", "管理员", "於是", "強調")))


def test_a_signature_that_joins_office_and_name() -> None:
    assert signature("（作者为云泽大学湿地研究所副教授温澜）") == Person("温澜", "云泽大学湿地研究所副教授")


def test_credits_two_spaces_apart_are_two() -> None:
    assert split_credit("责任编辑：王小路  校对：李明") == ("责任编辑：王小路", "校对：李明")
    assert split_credit("版式设计：张  丹") == ("版式设计：张  丹",)

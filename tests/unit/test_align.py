"""Which paragraph is which: the alignment, and a thousand edit histories whose truth is known."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from archive.store.align import Link, align, inherit, rehome

HISTORIES = 1000
OPENINGS = ("一是", "二是", "三是", "近年来，", "同时，", "要", "我们坚持", "全市", "各级", "")
WORDS = re.findall(
    r"\w+",
    """
推进 湿地 保护 数字 经济 发展 老街 改造 学校 医院 道路 公园 候鸟 水质 监测 企业 服务 乡村 振兴 茶园 合作社 增收 培训 青年 返乡 创业
图书馆 开放 时间 延长 社区 养老 食堂 新建 完成 投入 使用 覆盖 人口 万元 公里 座 家 个 百分之 提高 下降 增长 稳定 机制 平台 系统
建立 健全 责任 落实 检查 通报 整改 到位 群众 满意 基础 设施 更新 管网 排水 防洪 堤岸 加固 巡查 志愿者 参与 共建 共享 绿色 低碳 转型
能源 光伏 屋顶
""",
)


def links(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, str, bool]]:
    return [(link.old, link.new, link.kind, link.heir) for link in align(old, new)]


LONG = ["白鹭湖今年来了三千只候鸟，比去年多出一半。", "护湖队每天清早沿岸走一圈，捡拾垃圾。", "沿湖六个村的茶园，今春一共卖出四万斤新茶。"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], ["甲"], []),
        (["甲"], [], []),
        (["甲", "乙", "甲"], ["甲", "丁", "甲"], [(0, 0, "same", True), (2, 2, "same", True)]),
        (LONG, [LONG[0], LONG[1].replace("清早", "傍晚"), LONG[2]], [(0, 0, "same", True), (1, 1, "edited", True), (2, 2, "same", True)]),
        (LONG, [LONG[0] + LONG[1], LONG[2]], [(0, 0, "merged", True), (1, 0, "merged", False), (2, 1, "same", True)]),
        ([LONG[0] + LONG[1], LONG[2]], LONG, [(0, 0, "split", True), (0, 1, "split", False), (1, 2, "same", True)]),
        (LONG, [LONG[2], LONG[0], LONG[1]], [(2, 0, "moved", True), (0, 1, "same", True), (1, 2, "same", True)]),
        (LONG, ["毫不相干的另外一句话。"], []),
    ],
    ids=["from nothing", "to nothing", "repeated", "edited", "merged", "split", "moved", "unlike"],
)
def test_links(old: list[str], new: list[str], expected: list[tuple[int, int, str, bool]]) -> None:
    assert links(old, new) == expected


def test_thousands_of_equal_lines_are_aligned_in_order() -> None:
    found = align(["（掌声）"] * 3000, ["（掌声）"] * 2500)
    assert [(link.old, link.new) for link in found] == [(place, place) for place in range(2500)]


def test_a_group_inherits_from_where_most_members_come() -> None:
    assert inherit([[0, 1, 1], [1, 0], [None], []]) == [1, 0, None, None]


@dataclass
class Line:
    """A paragraph of the simulation: its words, and the first paragraphs it holds, each with the place where it begins."""

    text: str
    origins: dict[int, int] = field(default_factory=dict)


def sentence(source: random.Random) -> str:
    return source.choice(OPENINGS) + "".join(source.choices(WORDS, k=source.randint(5, 18))) + "。"


def typo(source: random.Random, lines: list[Line]) -> None:
    line = source.choice(lines)
    for _ in range(max(1, len(line.text) // 20)):
        place, replaced = source.randrange(len(line.text)), source.randint(0, 1)
        line.text = line.text[:place] + source.choice(WORDS)[0] + line.text[place + replaced :]
        line.origins = {number: start + (start > place) * (1 - replaced) for number, start in line.origins.items()}


def insertion(source: random.Random, lines: list[Line]) -> None:
    lines.insert(source.randint(0, len(lines)), Line("".join(sentence(source) for _ in range(source.randint(1, 4)))))


def deletion(source: random.Random, lines: list[Line]) -> None:
    if len(lines) > 5:
        del lines[source.randrange(len(lines))]


def split(source: random.Random, lines: list[Line]) -> None:
    place = source.randrange(len(lines))
    line = lines[place]
    ends = [at + 1 for at, char in enumerate(line.text[:-1]) if char == "。"]
    if ends:
        at = source.choice(ends)
        head = {number: start for number, start in line.origins.items() if start < at}
        tail = {number: start - at for number, start in line.origins.items() if start >= at}
        lines[place : place + 1] = [Line(line.text[:at], head), Line(line.text[at:], tail)]


def merge(source: random.Random, lines: list[Line]) -> None:
    place = source.randrange(len(lines) - 1)
    first, second = lines[place : place + 2]
    behind = {number: start + len(first.text) for number, start in second.origins.items()}
    lines[place : place + 2] = [Line(first.text + second.text, first.origins | behind)]


def move(source: random.Random, lines: list[Line]) -> None:
    start = source.randrange(len(lines))
    some = lines[start : start + 6]
    del lines[start : start + 6]
    place = source.randint(0, len(lines))
    lines[place:place] = some


EDITS: list[tuple[Callable[[random.Random, list[Line]], None], int]] = [
    (typo, 6),
    (insertion, 3),
    (deletion, 2),
    (split, 2),
    (merge, 2),
    (move, 1),
]


@dataclass(frozen=True)
class Held:
    """An identifier somebody holds: where it leads, the words it had when it was merged away, and whether every step was certain."""

    place: int | None
    words: str | None = None
    certain: bool = True


def follow(held: Held, before: Sequence[str], after: Sequence[str], found: Sequence[Link]) -> Held:
    """Where the identifier leads after one more reading, as the store does it."""
    mine = [link for link in found if link.old == held.place]
    if not mine:
        return Held(None, held.words, held.certain)
    certain = held.certain and mine[0].certain
    assert held.place is not None
    words = held.words if mine[0].kind != "merged" or mine[0].heir else held.words or before[held.place]
    place, found_again = (mine[0].new, True) if held.words is None else rehome(held.words, after, mine[0].new)
    return Held(place, words, certain and found_again)


def test_a_thousand_edit_histories(record_property: Callable[[str, object], None]) -> None:
    """Old links lead where the words went: the first half of a split, the whole of a merger, nowhere for what was deleted."""
    right = wrong = misleading = 0
    for seed in range(HISTORIES):
        source = random.Random(seed)
        lines = [Line("".join(sentence(source) for _ in range(source.randint(1, 5))), {n: 0}) for n in range(source.randint(8, 40))]
        held = {number: Held(number) for number in range(len(lines))}
        first = [line.text for line in lines]
        for _ in range(source.randint(1, 4)):
            before = [line.text for line in lines]
            for edit in source.choices([edit for edit, _ in EDITS], [weight for _, weight in EDITS], k=source.randint(1, 8)):
                edit(source, lines)
            after = [line.text for line in lines]
            found = align(before, after, first)
            heirs = {link.new: link.old for link in found if link.heir}
            first = [first[heirs[place]] if place in heirs else text for place, text in enumerate(after)]
            held = {number: follow(one, before, after, found) for number, one in held.items()}
        truth = {number: place for place, line in enumerate(lines) for number in line.origins}
        for number, one in held.items():
            right += one.place == truth.get(number)
            wrong += one.place != truth.get(number)
            misleading += one.place not in (None, truth.get(number)) and one.certain
    share = right / (right + wrong)
    told = f"{HISTORIES}: {right + wrong} links, {share:.4%} right, {misleading} wrong and not marked uncertain"
    record_property("edit histories", told)
    assert share >= 0.995
    assert misleading == 0

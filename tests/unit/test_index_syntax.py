"""What a person types, and the tree it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexer import MAX_DEPTH, MAX_LENGTH
from index.syntax import parse
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word

LIANG, DI, SHUI = Word("粮食"), Word("耕地"), Word("水渠")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", Everything()),
        (" \u3000\n", Everything()),
        ("粮食", LIANG),
        ("粮食\u3000耕地 水渠", And((LIANG, DI, SHUI))),
        ("粮食 AND 耕地", And((LIANG, DI))),
        ("粮食，耕地", Word("粮食，耕地")),
        ('"粮食 安全"', Exact("粮食 安全")),
        ("“粮食”「耕地」『水渠』＂云岭＂", And((Exact("粮食"), Exact("耕地"), Exact("水渠"), Exact("云岭")))),
        ('“粮食“ ”耕地"', And((Exact("粮食"), Exact("耕地")))),
        ("「他说“好”」", Exact("他说“好”")),
        ('粮食"耕地"水渠', And((LIANG, Exact("耕地"), SHUI))),
        ('"云岭"!"云岭市"', Exact("云岭", None, "云岭市")),
        ("“云岭”！「云岭市」 粮食", And((Exact("云岭", None, "云岭市"), LIANG))),
        ('正文:"云岭"!"云岭市"', Exact("云岭", "text", "云岭市")),
        ("-粮食", Not(LIANG)),
        ("－粮食 −耕地", And((Not(LIANG), Not(DI)))),
        ('耕地 -"粮食" NOT 水渠', And((DI, Not(Exact("粮食")), Not(SHUI)))),
        ("NOT NOT 粮食", LIANG),
        ("NOT -粮食", LIANG),
        ("-(粮食 OR 耕地)", Not(Or((LIANG, DI)))),
        ("粮食-耕地", Word("粮食-耕地")),
        ("粮食 OR 耕地", Or((LIANG, DI))),
        ("粮食|耕地｜水渠", Or((LIANG, DI, SHUI))),
        ("粮食 或者 耕地", Or((LIANG, DI))),
        ("或者粮食", Word("或者粮食")),
        ("粮食 or 耕地", And((LIANG, Word("or"), DI))),
        ("粮食 耕地 OR 水渠", Or((And((LIANG, DI)), SHUI))),
        ("粮食 (耕地 OR 水渠)", And((LIANG, Or((DI, SHUI))))),
        ("粮食（耕地）", And((LIANG, DI))),
        ("((粮食))", LIANG),
        ("() 粮食", LIANG),
        ("title:粮食", Word("粮食", "title")),
        ("TITLE：粮食", Word("粮食", "title")),
        ('标题:"粮食"', Exact("粮食", "title")),
        ("讲话人：顾望舒 职务：市长", And((Word("顾望舒", "speaker"), Word("市长", "office")))),
        ("speaker: 顾望舒", Word("顾望舒", "speaker")),
        ("-title:粮食", Not(Word("粮食", "title"))),
        ('title:(粮食 OR "耕地" -text:水渠)', Or((Word("粮食", "title"), And((Exact("耕地", "title"), Not(Word("水渠", "text"))))))),
        ("地点:云岭 文集：「晨 报」", And((Facet("place", "云岭"), Facet("collection", "晨 报")))),
        ("place:(云岭 OR 海屏)", Or((Facet("place", "云岭"), Facet("place", "海屏")))),
        ("https://example.org/a?b", Word("https://example.org/a?b")),
        ("时间:粮食", Word("时间:粮食")),
        ("date:2019", Dates("2019", "2019")),
        ("日期：2019-3..2020-11-05", Dates("2019-03", "2020-11-05")),
        ("日期:２０１９年３月５日", Dates("2019-03-05", "2019-03-05")),
        ("date:2019/3..", Dates("2019-03", "")),
        ("粮食 ..2021", And((LIANG, Dates("", "2021")))),
        ("2021..2019", Dates("2019", "2021")),
        ("2019-03..2019", Dates("2019-03", "2019")),
        ("-date:2019", Not(Dates("2019", "2019"))),
        ("date:(2019 OR 2021)", Or((Dates("2019", "2019"), Dates("2021", "2021")))),
        ("2019", Word("2019")),
        ("1..2", Word("1..2")),
        ("粮食..耕地", Word("粮食..耕地")),
        ('"粮食" NEAR/5 “耕地”', Near("粮食", "耕地", 5)),
        ("粮食 NEAR/0 耕地 NEAR/12 水渠", And((Near("粮食", "耕地", 0), Near("耕地", "水渠", 12)))),
        ("NOT 粮食 NEAR/5 耕地", Not(Near("粮食", "耕地", 5))),
        ("数字*", Wildcard("数字*")),
        ("标题:数＊", Wildcard("数＊", "title")),
        ("什么是粮食?", Word("什么是粮食?")),
    ],
)
def test_notation_without_notes(query: str, tree: Node) -> None:
    parsed = parse(query)
    assert (parsed.node, parsed.notes) == (tree, ())


@pytest.mark.parametrize(
    ("query", "tree", "told"),
    [
        ('"粮食', LIANG, "引号"),
        ("「粮食", LIANG, "引号"),
        ('""', Everything(), "引号"),
        ("“ ” 粮食", LIANG, "引号"),
        ("(粮食", LIANG, "括号"),
        ("粮食))", LIANG, "括号"),
        ("OR", Word("OR"), "缺少"),
        ("粮食 OR", And((LIANG, Word("OR"))), "缺少"),
        ("| 粮食", LIANG, "缺少"),
        ("(OR 粮食)", And((Word("OR"), LIANG)), "缺少"),
        ("粮食 AND NOT", And((LIANG, Word("NOT"))), "缺少"),
        ("(-) 粮食", LIANG, "缺少"),
        ("- 粮食", LIANG, "没有可以查找的字"),
        ("，！ 粮食", LIANG, "没有可以查找的字"),
        ('"云岭"! 粮食', And((Exact("云岭"), LIANG)), "没有可以查找的字"),
        ("*", Everything(), "没有可以查找的字"),
        ("title:", Word("title:"), "缺少"),
        ("标题: -粮食", And((Word("标题:"), Not(LIANG))), "缺少"),
        ("NEAR/5 粮食", And((Word("NEAR/5"), LIANG)), "缺少"),
        ("(粮食) NEAR/5 耕地", And((LIANG, Word("NEAR/5"), DI)), "缺少"),
        ("date:去年", Word("去年"), "不是日期"),
        ("date:2019-13", Word("2019-13"), "不是日期"),
        ("date:2019-02-30..", Word("2019-02-30.."), "不是日期"),
        ("date:0000", Word("0000"), "不是日期"),
    ],
)
def test_what_cannot_be_meant_is_plain_text_and_told(query: str, tree: Node, told: str) -> None:
    parsed = parse(query)
    assert parsed.node == tree
    assert any(told in note.message for note in parsed.notes)


def test_a_long_query_is_cut() -> None:
    parsed = parse("粮食 " * 100_000)
    assert parsed.node == And((LIANG,) * (MAX_LENGTH // 3) + (Word("粮"),))
    assert parsed.notes[0].values == (("count", str(MAX_LENGTH)),)


def test_deep_brackets_are_cut() -> None:
    depth = MAX_DEPTH + 5
    query = "".join(f"(云{level} OR " for level in range(depth)) + "粮食" + ")" * depth
    parsed = parse(query)
    assert _depth(parsed.node) <= 2 * MAX_DEPTH + 2
    assert [note.values for note in parsed.notes] == [(("count", str(MAX_DEPTH)),)]


PARTS = (
    '"',
    "“",
    "”",
    "「",
    "」",
    "(",
    ")",
    "（",
    "-",
    "|",
    "!",
    "*",
    " ",
    "OR",
    "NOT",
    "AND",
    "NEAR/3",
    "title:",
    "地点：",
    "date:",
    "2019..",
    "云",
    "a",
)


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(PARTS), max_size=60).map("".join), st.lists(st.sampled_from(PARTS), max_size=40).map(" ".join)
    )
)
def test_any_text_can_be_read(query: str) -> None:
    parsed = parse(query)
    assert all(note.message.format(**dict(note.values)) for note in parsed.notes)
    for leaf in _leaves(parsed.node):
        match leaf:
            case Word(text) | Exact(text) | Wildcard(text):
                assert text.strip()
                assert text in query
            case Near(left, right):
                assert left in query
                assert right in query


def _leaves(node: Node) -> list[Node]:
    match node:
        case And(children) | Or(children):
            assert len(children) > 1
            return [leaf for child in children for leaf in _leaves(child)]
        case Not(child):
            return _leaves(child)
        case _:
            return [node]


def _depth(node: Node) -> int:
    match node:
        case And(children) | Or(children):
            return 1 + max(map(_depth, children))
        case Not(child):
            return 1 + _depth(child)
        case _:
            return 1

"""What a query that finds nothing was probably meant to be, over a small index."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engine import Engine
from index.model import Doc, Query
from index.suggest import Suggestions, as_query, correct
from index.syntax import parse
from index.tree import Node
from tests.engines.stock.engine import StockEngine

TEXTS = (
    "数字经济是港口转型的先手棋，码头先要聪明起来。",
    "发展数字经济，港口要讲安全生产。",
    "安全生产没有终点，乡村振兴没有旁观者。",
    "乡村振兴要靠人，港口的灯塔照着渔船。",
    "灯塔下的渔船都装了 beacon 信标，未来可期。",
    "把未来交给孩子，装上 beacon 的渔船不会迷路。",
    "长江大桥连着两岸，粮食和水果都从桥上过。",
    "长江大桥下水流湍急，粮食要走铁路。",
)

Correct = Callable[[str], str | None]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("corrections")
    opened = StockEngine(folder)
    speakers = ("沈砚秋", "单望舒")
    opened.rebuild(
        [
            Doc(str(number), f"s{number % 2}", number, text, ("守望灯塔三十年", "走向（深蓝）")[number % 2], speakers[number % 2])
            for number, text in enumerate(TEXTS)
        ],
        "",
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def meant(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Correct:
    suggestions = Suggestions(tmp_path_factory.mktemp("suggestions"))
    suggestions.refresh(engine)
    lexicon = suggestions.lexicon()

    def count(node: Node) -> int:
        return engine.search(Query(node, size=1)).total

    return lambda q: correct(lexicon, q, count(parse(q).node), count)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("数字经挤", "数字经济"),  # the same sound
        ("暗全生产", "安全生产"),
        ("南果", None),  # similar to nothing that is there
        ("乡村政兴", "乡村振兴"),  # zheng for zhen
        ("灯搭", "灯塔"),
        ("末来", "未来"),  # looks alike
        ("长江小桥", "长江大桥"),  # one wrong
        ("长江桥", "长江大桥"),  # one missing
        ("长江的大桥", "长江大桥"),  # one too many
        ("经济数字", None),
        ("长大江桥", "长江大桥"),  # two exchanged
    ],
)
def test_slips_in_words(meant: Correct, typed: str, proposed: str | None) -> None:
    assert meant(typed) == proposed


@pytest.mark.parametrize("typed", ["沈砚丘", "沈研秋", "沉砚秋", "沈秋砚", "shenyanqiu", "Shen Yan Qiu", "syq", "申雁秋"])
def test_slips_in_names_and_pinyin(meant: Correct, typed: str) -> None:
    assert meant(typed) == "沈砚秋"


def test_a_surname_sounds_like_a_surname(meant: Correct) -> None:
    assert meant("山望舒") == meant("shanwangshu") == "单望舒"
    assert meant("danwangshu") is None


def test_titles_are_found_by_pinyin_and_quoted_where_they_hold_symbols(meant: Correct) -> None:
    assert meant("shouwangdengtasanshinian") == "守望灯塔三十年"
    assert meant("zxsl") == "“走向（深蓝）”"


def test_latin_words_too(meant: Correct) -> None:
    assert meant("becon") == meant("baecon") == meant("beacan") == "beacon"
    assert meant("xyzzy") is None


def test_the_rest_of_the_query_stays_as_it_was_typed(meant: Correct) -> None:
    assert meant("港口 -旅游 “数字经挤”") == "港口 -旅游 “数字经济”"
    assert meant("(港口 OR 灯搭) date:2019") == "(港口 OR 灯塔) date:2019"
    assert meant("正文：暗全生产") == "正文：安全生产"
    assert meant("讲话人：沈砚丘") == "讲话人：沈砚秋"
    assert meant("港口暗全生产的铁路") == "港口安全生产的铁路"


def test_traditional_script_is_no_slip(meant: Correct) -> None:
    assert meant("數字經濟") is None
    assert meant("數字經擠") == "数字经济"


@pytest.mark.parametrize(
    "typed", ["数字经济", "沈砚秋", "港口灯塔", "粮食 水果", "铁路 灯塔", "没有旁观者", "-灯搭", "“，”", "", "2019", "的", "*"]
)
def test_nothing_is_proposed_for_what_is_right(meant: Correct, typed: str) -> None:
    assert meant(typed) is None


def test_of_a_query_that_finds_something_only_what_nothing_holds_is_set_right(meant: Correct) -> None:
    assert meant("港口的桥") is None
    assert meant("港口 OR 灯踏") == "港口 OR 灯塔"
    assert meant("港口 OR 灯笼") is None, "one of two characters tells too little"


@pytest.mark.parametrize("value", ["沈砚秋", "走向（深蓝）", "“双引号”和「单」", "OR", "a: b", "date:2019", "*", "-去", "两 半"])
def test_any_name_or_title_can_be_asked_for(value: str) -> None:
    query = as_query(value)
    (text,) = [node.text for node in [parse(query).node] if hasattr(node, "text")]
    assert text in (value, "双引号和单")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("数字经挤灯搭沈砚丘abeconOR -“”()：:/*的", max_size=14))
def test_any_query_can_be_set_right_and_what_is_proposed_is_another(meant: Correct, typed: str) -> None:
    proposed = meant(typed)
    assert proposed != typed
    if proposed:
        parse(proposed)

"""A quotation that is remembered more or less: exactly, but for the punctuation, roughly."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.letters import Letters
from archive.quotation import LONGEST, Quotation, best
from index.fold import fold
from index.tree import Exact, Or

PASSAGES = (
    "潮水每天来两次，灯塔只守一个地方。守塔的人说：灯亮着，船就认得回家的路，这比什么奖状都要紧。",
    "三年里我们修了七座小桥，没有一座以人名命名。桥是给走路的人修的，名字留给走路的人去起。",
    "县里的账要让卖菜的人看得懂。一笔钱从哪里来，到哪里去，写在村口的墙上，比锁在柜子里放心。",
    "图书馆夜里不关门，是因为下夜班的工人也要看书。第一年只来了十一个人，第二年座位就不够了。",
    "雨季之前把沟渠清完，这句话说了二十年；今年换一种说法：谁家门前的沟，谁家写上名字。",
    "老街不拆，水管要换；招牌可旧，电线要新。修旧如旧不是不修，是修在看不见的地方。",
    "Harbour 2020 计划用了四年，花了三亿元，省下的是每条船十一个小时的等待。",
    "學校搬到山上去，不是為了看得遠，是為了讓山裏的孩子少走兩個小時的夜路。",
)
STRANGE = "龘靐齉爩鱻麤灪爨癵籱"


def found(typed: str) -> list[tuple[int, str]]:
    return [(number, match.kind) for number, match in best(Quotation(typed), PASSAGES)]


@pytest.mark.parametrize(
    ("typed", "number", "kind"),
    [
        ("船就认得回家的路", 0, "exact"),
        ("灯亮着船就认得回家的路", 0, "letters"),
        ("灯亮着，船就认的回家路", 0, "similar"),
        ("学校搬到山上去，不是为了看得远", 7, "exact"),
        ("学校搬到山上，不为看得很远", 7, "similar"),
        ("ＨＡＲＢＯＵＲ　2020计划", 6, "letters"),
    ],
)
def test_the_passage_is_first_and_it_is_told_how_close(typed: str, number: int, kind: str) -> None:
    assert found(typed)[0] == (number, kind)


def test_nothing_is_found_where_nothing_is_alike() -> None:
    assert found("关于调整本市出租汽车运价的通知") == []


def test_exact_goes_before_letters_and_letters_before_similar() -> None:
    texts = ("灯亮看，船就认得家", "灯亮着。船就认得", "人说灯亮着，船就认得路", "没有关系的话放在这里")
    assert [(number, match.kind) for number, match in best(Quotation("灯亮着，船就认得"), texts)] == [
        (2, "exact"),
        (1, "letters"),
        (0, "similar"),
    ]


def test_the_place_is_where_it_stands() -> None:
    for typed, stretch in (
        ("认得回家的路，这比什么", "认得回家的路，这比什么"),
        ("认得回家路这比什么状都要紧", "认得回家的路，这比什么奖状都要紧"),
    ):
        [(number, match)] = best(Quotation(typed), PASSAGES)
        assert PASSAGES[number][slice(*match.span)] == stretch


def test_letters_that_were_left_out_belong_to_the_place() -> None:
    [(_, match)] = best(Quotation("守塔的说灯亮船就认回家的路"), PASSAGES)
    assert PASSAGES[0][slice(*match.span)] == "守塔的人说：灯亮着，船就认得回家的路"


def test_a_short_paragraph_is_found_within_what_was_pasted() -> None:
    pasted = "主席说的第一点我不同意。" + PASSAGES[6] + "第二点也要再商量，散会以后再谈。"
    assert best(Quotation(pasted), PASSAGES)[0][0] == 6


@pytest.mark.parametrize("typed", ["", "，。！", "灯", "灯亮着"])
def test_too_little_is_no_quotation(typed: str) -> None:
    assert not Quotation(typed).is_long_enough


def test_a_long_text_is_read_as_far_as_it_tells_passages_apart() -> None:
    quotation = Quotation("潮水每天来两次。" * 200)
    assert len(quotation.letters.text) == LONGEST
    exact, alike = quotation.nodes()
    assert isinstance(exact, Exact)
    assert isinstance(alike, Or)
    assert len(alike.children) == 7
    assert len(Letters.of(exact.text).text) == LONGEST


def test_of_a_long_quotation_pairs_are_chosen_from_all_over_it() -> None:
    text = "".join(char for char in map(chr, range(0x4E00, 0x5200)) if fold(char) == char)[:280]
    _, alike = Quotation(text).nodes()
    assert isinstance(alike, Or)
    asked = [text.index(child.text) for child in alike.children if isinstance(child, Exact)]
    assert len(asked) == len(set(asked)) == 96
    assert max(later - earlier for earlier, later in itertools.pairwise(asked)) <= 3
    assert (asked[0], asked[-1] > 270) == (0, True)


@given(st.integers(0, len(PASSAGES) - 1), st.randoms(use_true_random=False))
def test_a_sentence_with_every_fifth_character_wrong_is_found_first(number: int, chance: random.Random) -> None:
    assert found(distorted(PASSAGES[number], chance))[0][0] == number


@given(st.text(alphabet="灯塔船，。 a1\u0000\U0002a6d6", max_size=40), st.text(alphabet="灯塔船，。 A１\u0000\U0002a6d6", max_size=40))
def test_any_two_texts_can_be_compared(typed: str, text: str) -> None:
    quotation = Quotation(typed)
    if not quotation.is_long_enough:
        return
    for _, match in best(quotation, [text]):
        start, end = match.span
        assert 0 <= start < end <= len(text)
        assert 0 < match.score <= 1
        assert (match.score == 1) >= (match.kind != "similar")


def distorted(text: str, chance: random.Random) -> str:
    """Up to every fifth character replaced, dropped or changed for its neighbour."""
    chars = list(text)
    for _ in range(chance.randint(0, len(text) // 5)):
        at, change = chance.randrange(len(chars) - 1), chance.choice(("replace", "drop", "exchange"))
        if change == "replace":
            chars[at] = chance.choice(STRANGE)
        elif change == "drop":
            del chars[at]
        else:
            chars[at : at + 2] = reversed(chars[at : at + 2])
    return "".join(chars)

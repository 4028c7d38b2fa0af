"""Folding is a map of single characters that keeps the length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fold import TABLE, fold

anything = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢＣ１２３，！？（）", "abc123,!?()"),
        ("Yanlu YANLU", "yanlu yanlu"),
        ("漁港改造與後續發展", "渔港改造与后续发展"),
        ("裏衞啓峯", "里卫启峰"),
        ("緖論", "绪论"),
        ("一\u3000二\xa0三\t四\n五", "一 二 三 四 五"),
        ("「云」『云』“云”„云‟", '"云""云""云""云"'),
        ("don’t", "don't"),
        ("一—二–三－四", "一-二-三-四"),
        ("阿·明 阿•明 阿・明", "阿·明 阿·明 阿·明"),
        ("二○二○年", "二〇二〇年"),
        ("⽉⻓⻢", "月长马"),
        ("\ufa0c\U0002f804", "兀你"),
        ("︵云︶", "(云)"),
        ("ｶﾀ", "カタ"),
        ("\ud800云", "\ufffd云"),
    ],
)
def test_what_differs_only_in_writing_folds_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("text", ["²", "①", "İ", "㎡", "ﬁ", "著名", "着急", "の", "é", "👩‍🌾", "\U0010ffff", "\ue000", "\u200b"])
def test_what_means_something_else_or_has_another_length_stays(text: str) -> None:
    assert fold(text) == text


@given(anything, anything)
def test_folding_goes_character_by_character(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)
    assert len(fold(left)) == len(left)


def test_folding_twice_changes_nothing_and_everything_folded_can_be_encoded() -> None:
    assert TABLE.translate(TABLE) == TABLE
    assert fold("".join(map(chr, range(len(TABLE))))) == TABLE
    assert TABLE.encode().decode() == TABLE

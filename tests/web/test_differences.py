"""Two wordings side by side: nothing is lost, nothing is made up, and what is close together is one change."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.web.differences import differences

WORDS = st.text("湖水清了，岸上的人ab", max_size=40)


def shown(before: str, after: str) -> str:
    signs = {"same": "{}", "deleted": "[-{}]", "inserted": "[+{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in differences(before, after))


def test_a_change_stands_where_it_was_made() -> None:
    assert shown("单证由四十三张减少到十一张。", "单证由四十五张减少到了十一张。") == "单证由四十[-三][+五]张减少到[+了]十一张。"


def test_changes_close_together_are_one() -> None:
    assert shown("候鸟三千，比去年多。", "候鸟五百，比前年多。") == "候鸟[-三千，比去][+五百，比前]年多。"
    assert shown("白鹭三只来了", "白鹭四头来了") == "白鹭[-三只][+四头]来了"


def test_equal_and_empty_wordings() -> None:
    assert shown("湖", "湖") == "湖"
    assert shown("", "") == ""
    assert (shown("", "湖"), shown("湖", "")) == ("[+湖]", "[-湖]")


@given(WORDS, WORDS)
def test_both_wordings_are_there_in_full(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "inserted") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == after
    kinds = [piece.kind for piece in pieces]
    assert all(one != other for one, other in pairwise(kinds))


def test_changes_may_be_told_one_by_one() -> None:
    finely = differences("甲乙丙丁", "甲子丙丑", shortest=1)
    assert [(piece.kind, piece.text) for piece in finely] == [
        ("same", "甲"),
        ("deleted", "乙"),
        ("inserted", "子"),
        ("same", "丙"),
        ("deleted", "丁"),
        ("inserted", "丑"),
    ]

"""Wording that several passages share."""

from hypothesis import given
from hypothesis import strategies as st

from archive.letters import Letters
from archive.reuse import RUN, Wording
from index.fold import fold
from index.tree import Exact, Or

MINE = "守塔的人说：灯亮着，船就认得回家的路。这比什么奖状都要紧，也比什么口号都长久。"


def shared(text: str, mine: str = MINE) -> list[str]:
    found = Wording(mine).shared(text)
    assert sum(len(Letters.of(text[slice(*span)]).text) for span in found.spans) == found.letters
    return [text[slice(*span)] for span in found.spans]


def test_runs_are_found_wherever_they_stand() -> None:
    assert shared("大会认为，这比什么奖状都要紧！并指出灯亮着、船就认得回家的路。") == ["这比什么奖状都要紧", "灯亮着、船就认得回家的路"]


def test_script_width_and_punctuation_make_no_difference() -> None:
    assert shared("「船就認得，回家的路」") == ["船就認得，回家的路"]


def test_set_phrases_are_too_short_to_count() -> None:
    assert shared("船就认得回家，各走各的") == []
    assert shared("") == []


def test_runs_that_touch_are_one() -> None:
    assert shared(MINE) == [MINE.rstrip("。")]


def test_it_asks_for_strings_of_every_clause_and_no_more_than_needed() -> None:
    node = Wording(MINE).node()
    assert isinstance(node, Or)
    strings = [child.text for child in node.children if isinstance(child, Exact)]
    assert strings == ["船就认得回家的路", "这比什么奖状都要", "比什么奖状都要紧", "也比什么口号都长", "比什么口号都长久"]
    many = Wording("，".join(f"第{chr(0x4E00 + number)}件事情要这样办才好" for number in range(300))).node()
    assert isinstance(many, Or)
    assert len(many.children) == 64


def test_of_too_short_a_passage_nothing_is_asked() -> None:
    assert Wording("各位代表：").node() is None
    assert Wording("").node() is None


@given(st.text(alphabet="灯塔船，。", max_size=60), st.text(alphabet="灯塔船，。", max_size=60))
def test_shared_is_what_a_plain_comparison_of_all_runs_finds(mine: str, text: str) -> None:
    one, other = Letters.of(mine).text, Letters.of(text).text
    covered = {at + step for at in range(len(other) - RUN + 1) if other[at : at + RUN] in one for step in range(RUN)}
    found = Wording(mine).shared(text)
    assert found.letters == len(covered)
    assert all(fold(text)[end - 1].isalnum() and text[start].isalnum() for start, end in found.spans)

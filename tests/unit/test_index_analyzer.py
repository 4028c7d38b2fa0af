"""Words and grams of folded text."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import fast_segmenter, reference_segmenter
from index.analyzer import grams, is_word, pieces, placed_words, words
from index.fold import fold

TEXTS = (
    "云岭市人民政府今年新修水渠三十里，粮食安全有了保障。",
    "海屏縣的「漁港」改造，是為了漁民的安全；二〇二一年完工",
    "The 3rd meeting, held at 9:30 a.m., cost 1,234.50 yuan (up 5%).",
    "用C++写的IP地址程序在4S店和T恤衫厂都能用,X光片AA制",
    "𠮷野家的老板姓𪚥,住在㐂乐街,叫王㛃㛃。",
    "他说👩‍🌾很高兴😀!#云岭# @水渠 a_b-c.d&e",
    "中华人民共和国国务院办公厅关于印发全国农业可持续发展规划的通知",
    "的的的的地得着了过",
    "e\u0301cole naïve Привет мир γ射线 カタカナ 한국어 ไทย",
    "\ue123\ufffd\x00\u200b\ufeff",
    "０１２　３４５\n\r\n\t第１０條（修正）",
    "阿·明和Q版小S去了江南Style店",
)
CHARACTERS = (
    "云岭市人民政府中华人民共和国国务院粮食安全的〇一㐀龥鿕鿖鿿𠀀𠮷豈"
    "γ射线恤店语言地址光小大号abcxyzABCTQS0123459+#&%._- ,。「\"'é한カ😀\n\t\u3000·"
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("change", [str, fold], ids=["as written", "folded"])
def test_the_fast_segmenter_is_the_reference(text: str, change: type[str]) -> None:
    _assert_same(change(text))


@given(st.text(CHARACTERS, max_size=40))
def test_the_fast_segmenter_is_the_reference_on_any_text(text: str) -> None:
    _assert_same(text)


def _assert_same(text: str) -> None:
    assert fast_segmenter.cut(text) == reference_segmenter.cut(text)
    assert fast_segmenter.cut_for_search(text) == reference_segmenter.cut_for_search(text)
    assert fast_segmenter.tokenize_for_search(text) == reference_segmenter.tokenize_for_search(text)


def test_without_the_fast_segmenter_the_reference_works_and_leaves_nothing_behind(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['rjieba'] = None; from index import segmenter; print(segmenter.cut.__module__, *segmenter.cut('修水渠'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["index.reference_segmenter", "修", "水渠"]
    assert "jieba" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_letter_digit_and_character_is_kept_and_nothing_else() -> None:
    assert words("水渠的长度是3里,二〇〇〇年!") == ["水渠", "的", "长度", "是", "3", "里", "二", "〇", "〇", "〇", "年"]
    assert words("𠮷\ue123㛃é") == ["𠮷", "\ue123", "㛃", "é"]
    assert words("，。 —…“”😀\n") == []


def test_search_mode_puts_the_words_inside_a_word_before_it() -> None:
    assert words("自来水厂") == ["自来", "水厂", "自来水", "自来水厂"]
    assert pieces("自来水厂") == ["自来水厂"]


def test_neighbouring_single_characters_are_a_name_and_particles_stand_apart() -> None:
    assert pieces("闻砚鹤的水渠") == ["闻砚鹤", "的", "水渠"]
    assert pieces("闻,砚") == ["闻", "砚"]
    assert pieces("长3里") == ["长", "3", "里"]


@given(st.text(CHARACTERS, max_size=40))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    placed = placed_words(text)
    assert [word for word, _, _ in placed] == words(text)
    assert all(text[start:end] == word for word, start, end in placed)
    assert "".join(pieces(text)) == "".join(word for word in fast_segmenter.cut(text) if is_word(word))


def test_grams_run_over_every_character() -> None:
    assert grams("水 渠。") == ["水", " ", "渠", "。", "水 ", " 渠", "渠。"]
    assert grams("水") == ["水"]
    assert grams("") == []


@given(st.text(CHARACTERS, max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_the_grams_of_a_part_are_among_those_of_the_whole(text: str, start: int, length: int) -> None:
    assert set(grams(text[start : start + length])) <= set(grams(text))

"""Pinyin of names and titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fold import fold
from index.pinyin import blurred, name_keys, reading, title_keys, typed_letters

SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "曾": "zeng",
    "区": "ou",
    "缪": "miao",
    "朴": "piao",
    "查": "zha",
    "盖": "ge",
    "葛": "ge",
    "尉迟": "yuchi",
    "万俟": "moqi",
    "乐": "yue",
    "翟": "zhai",
    "黑": "he",
    "员": "yun",
    "冼": "xian",
    "逄": "pang",
    "覃": "qin",
    "洗": "xian",
    "任": "ren",
    "尉": "wei",
    "卜": "bu",
    "薄": "bo",
    "阚": "kan",
    "种": "chong",
    "长孙": "zhangsun",
    "澹台": "tantai",
    "欧阳": "ouyang",
    "诸葛": "zhuge",
    "夏侯": "xiahou",
}


def test_a_name_is_typed_whole_or_by_initials() -> None:
    assert name_keys("胡衡华") == ("huhenghua", "hhh")
    assert name_keys("歐陽澍")[:2] == ("ouyangshu", "oys")
    assert name_keys("吕布") == ("lvbu", "lb")


@pytest.mark.parametrize(("surname", "spelled"), SURNAMES.items())
def test_surnames_are_read_as_surnames(surname: str, spelled: str) -> None:
    assert name_keys(f"{surname}明远")[0] == f"{spelled}mingyuan"


@pytest.mark.parametrize(("name", "other"), [("覃明", "tanming"), ("乐明", "leming"), ("翟明", "diming"), ("单長明", "shanchangming")])
def test_what_may_be_read_in_several_ways_has_several_keys(name: str, other: str) -> None:
    assert other in name_keys(name)[1:]


def test_a_surname_is_one_only_at_the_beginning_of_a_chinese_name() -> None:
    assert name_keys("王单") == ("wangdan", "wd")
    assert name_keys("查尔斯·布朗") == ("chaersibulang", "cesbl")
    assert name_keys("解放军报评论员") == ("jiefangjunbaopinglunyuan", "jfjbply")


def test_readings_of_one_name_are_bounded() -> None:
    assert len(name_keys("乐行长乐")) <= 16


def test_words_in_titles_are_read_as_words() -> None:
    assert title_keys("在重庆银行的讲话") == ("zaichongqingyinhangdejianghua", "zcqyhdjh")
    assert title_keys("“重重”困难（2020年）") == ("chongchongkunnan2020nian", "cckn2020n")
    assert title_keys("关于《战略》的意见")[0] == "guanyuzhanluedeyijian"
    assert title_keys("……") == ()


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("huhenghua", "huhenghua"),
        ("Hu Heng-hua", "huhenghua"),
        ("hú hénghuá", "huhenghua"),
        ("ＨＨＨ", "hhh"),
        ("xi'an", "xian"),
        ("lü bu", "lvbu"),
        ("Lyu", "lv"),
        ("zhanlüe", "zhanlue"),
        ("zhanlve", "zhanlue"),
        ("2020", ""),
        ("胡hh", ""),
        ("hu*", ""),
        ("", ""),
        (" ", ""),
    ],
)
def test_pinyin_is_taken_as_people_type_it(typed: str, letters: str) -> None:
    assert typed_letters(typed) == letters


def test_speakers_who_do_not_tell_sounds_apart_are_understood() -> None:
    assert blurred(("zhang", "liu", "shen", "qing")) == blurred(("zan", "niu", "sen", "qin"))
    assert blurred(("hu",)) != blurred(("fu",))


@given(st.text(max_size=40))
def test_any_text_has_keys_that_can_be_typed(text: str) -> None:
    for key in (*name_keys(text), *title_keys(text)):
        assert key.isascii()
        assert key.isalnum()
    assert all(reading(fold(text)))
    assert typed_letters(text).isascii()


@given(st.text("胡衡华单解长行乐重", min_size=1, max_size=4))
def test_a_key_is_found_by_typing_it(name: str) -> None:
    assert [typed_letters(key) for key in name_keys(name)] == list(name_keys(name))

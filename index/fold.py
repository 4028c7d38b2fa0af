"""Folding: one character to one character, so that a place in the folded text is the same place in the original.

Every rule looks at a single character: `fold(a + b) == fold(a) + fold(b)`, and a substring of a text folds to
a substring of the folded text. Phrase rules, which would convert better now and then, would break that.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from opencc import OpenCC

_PLANES: Final = 0x32400
"""The table ends behind CJK extension H; no character further on is folded."""

_HAN: Final = ((0x3400, 0xA000), (0x20000, 0x2FA20), (0x30000, 0x323B0))

_ONE_TO_ONE_NFKC: Final = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0xFE30, 0xFE70), (0xFF01, 0xFFEF), (0x2F800, 0x2FA20))
"""Radicals, compatibility ideographs, vertical, small, full width and half width forms. Elsewhere NFKC changes meanings (² is not 2)."""

_CASED: Final = (
    (0x41, 0x2190),
    (0x24B6, 0x24D0),
    (0x2C00, 0x2D00),
    (0xA640, 0xA800),
    (0x10400, 0x10600),
    (0x118A0, 0x118C0),
    (0x1E900, 0x1E922),
)

_SPACES: Final = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"

_SURROGATES: Final = (0xD800, 0xE000)
"""Lone surrogates cannot be encoded; they become the replacement character."""

_VARIANTS: Final = {
    # punctuation that differs by region, layout or keyboard
    '"': "“”„‟〝〞〟「」『』",
    "'": "‘’‚‛",
    "-": "‐‑‒–—―−─",
    "~": "〜",
    "·": "•‧∙⋅・",
    "…": "⋯",
    # the round zero of 二○二○年
    "〇": "○◯",
    # radicals that PDF files hold in place of characters and that NFKC leaves alone
    "民": "⺠",
    "长": "⻓",
    "见": "⻅",
    "贝": "⻉",
    "车": "⻋",
    "门": "⻔",
    "青": "⻘靑",
    "韦": "⻙",
    "页": "⻚",
    "风": "⻛",
    "飞": "⻜",
    "食": "⻝",
    "马": "⻢",
    "骨": "⻣",
    "鬼": "⻤",
    "鱼": "⻥",
    "鸟": "⻦",
    "卤": "⻧",
    "麦": "⻨",
    "黄": "⻩",
    "齐": "⻬",
    "齿": "⻮歯",
    "龙": "⻰竜",
    "西": "⻄",
    "角": "⻆",
    "虎": "⻁",
    "王": "⺩",
    "示": "⺬",
    # glyph variants of one and the same character that OpenCC leaves alone
    "卫": "衞",
    "叙": "敍",
    "污": "汚",
    "略": "畧",
    "炮": "砲",
    "场": "塲",
    "历": "歴暦",
    "回": "囘囬",
    "并": "竝",
    "妆": "粧",
    "麻": "蔴",
    "仿": "倣",
    "冤": "寃",
    "厂": "厰",
    "创": "剏剙",
    "敕": "勅",
    "叫": "呌",
    "国": "囯圀",
    "克": "尅",
    "昆": "崐",
    "巡": "廵",
    "遍": "徧",
    "怪": "恠",
    "德": "悳徳",
    "博": "愽",
    "惭": "慙",
    "举": "擧",
    "暨": "曁",
    "朵": "朶",
    "柏": "栢",
    "概": "槪",
    "款": "欵",
    "毗": "毘",
    "冰": "氷",
    "清": "淸",
    "阔": "濶",
    "煮": "煑",
    "熙": "熈",
    "珍": "珎",
    "耕": "畊",
    "留": "畱",
    "疏": "疎",
    "侯": "矦",
    "研": "硏",
    "年": "秊",
    "稚": "穉",
    "奇": "竒",
    "绪": "緖",
    "总": "縂緫総",
    "纤": "纎",
    "罚": "罸",
    "听": "聼聴",
    "庄": "荘",
    "盖": "葢",
    "苏": "蘓",
    "霸": "覇",
    "解": "觧",
    "赞": "賛讃",
    "软": "輭",
    "罪": "辠",
    "乡": "鄕郷",
    "锁": "鎻",
    "闹": "閙",
    "关": "関",
    "邻": "隣",
    "隶": "隷",
    "杂": "雑",
    "饮": "飮",
    "驱": "駈",
    "斗": "鬪鬭",
    "默": "黙",
    "效": "効",
    "往": "徃",
    "从": "従",
    "协": "恊",
    "慎": "愼",
    "戏": "戱戯",
    "插": "挿揷",
    "搜": "捜",
    "摇": "揺",
    "晚": "晩",
    "柳": "栁",
    "窗": "窓窻",
    "值": "値",
    "偷": "偸",
    "兔": "兎",
    "券": "劵",
    "咒": "呪",
    "喻": "喩",
    "尚": "尙",
    "岛": "嶋",
    "卷": "巻",
    "带": "帯",
    "帮": "幇幚",
    "彝": "彜彞",
    "瓶": "甁",
    "叠": "疉畳",
    "剩": "賸剰",
    "达": "逹",
    "郎": "郞",
    "矿": "鑛",
    "阴": "隂",
    "堤": "隄",
    "灵": "霊霛",
    "赖": "頼",
    "颠": "顚",
    "飘": "飃",
    "高": "髙",
    "鹅": "鵞",
    "鸡": "鶏",
    "盐": "塩",
    "黑": "黒",
    "龄": "齢",
    "龟": "亀",
    "俞": "兪",
    "吴": "呉",
    "步": "歩",
    "每": "毎",
    "余": "馀",
}
"""Our own variants. Not here, because the merged characters are different words: 著/着, 邨/村, 甯/宁, 堃/坤, 祇/只."""


def _lower() -> Iterator[tuple[str, str]]:
    """Yield the lower case of each character that has one of length one (İ has not)."""
    for first, end in _CASED:
        for char in map(chr, range(first, end)):
            lower = char.lower()
            if lower != char and len(lower) == 1:
                yield char, lower


def _simplified() -> Iterator[tuple[str, str]]:
    """Yield what OpenCC's t2s makes of each character by itself: a line each, so that no phrase rule applies."""
    han = [chr(code) for first, end in _HAN for code in range(first, end)]
    for char, simple in zip(han, OpenCC("t2s").convert("\n".join(han)).split("\n"), strict=True):
        if simple != char and len(simple) == 1:
            yield char, simple


def _compatible() -> Iterator[tuple[str, str]]:
    for first, end in _ONE_TO_ONE_NFKC:
        for char in map(chr, range(first, end)):
            plain = unicodedata.normalize("NFKC", char)
            if plain != char and len(plain) == 1:
                yield char, plain


def _table() -> str:
    steps = dict.fromkeys(_SPACES, " ")
    steps.update(_lower())
    steps.update(_simplified())
    steps.update(_compatible())
    steps.update((variant, plain) for plain, variants in _VARIANTS.items() for variant in variants)
    table = list(map(chr, range(_PLANES)))
    table[slice(*_SURROGATES)] = "\N{REPLACEMENT CHARACTER}" * (_SURROGATES[1] - _SURROGATES[0])
    for char, plain in steps.items():
        last = plain
        while last in steps:  # one rule's result may be another's subject: Ａ -> A -> a, 緖 -> 緒 -> 绪
            last = steps[last]
        table[ord(char)] = last
    return "".join(table)


TABLE: Final = _table()
"""The folded character of each code point; code points behind its end stay as they are.

A string, because `str.translate` looks up a position in a string faster than a key in a dictionary.
"""


def fold(text: str) -> str:
    """Fold width, case, script and glyph variants: half width, lower case, simplified, one kind of quotation mark, dash, dot and space.

    The result has the length of the text, and folding it again changes nothing.
    """
    return text.translate(TABLE)

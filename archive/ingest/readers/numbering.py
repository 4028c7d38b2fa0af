"""The numbers Word writes before paragraphs by itself: they are nowhere in the text, yet a reader sees and cites them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_CHINESE: Final = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    )
)
_DIGITS: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_CLOSED: Final = "、，：．）)〕】 \u3000"
_DEEPEST: Final = 9
"""How many levels a list of Word can have."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    text: str


class Numbering:
    """Counts the paragraphs of a document's lists, in the order in which they are asked for."""

    def __init__(self, part: BaseOxmlElement | None) -> None:
        self._lists = _lists(part) if part is not None else {}
        self._counts: dict[str, list[int]] = {}

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of list `number` on `level` (0 to 8), with the space behind it; empty for bullets."""
        found = self._lists.get(number)
        if found is None or level not in found[1]:
            return ""
        key, levels = found
        counts = self._counts.setdefault(key, [levels[place].start - 1 if place in levels else 0 for place in range(_DEEPEST)])
        counts[level] += 1
        for deeper in range(level + 1, _DEEPEST):
            counts[deeper] = levels[deeper].start - 1 if deeper in levels else 0
        if levels[level].style in ("bullet", "none"):
            return ""
        label = levels[level].text
        for place in range(_DEEPEST):
            if f"%{place + 1}" in label and place in levels:
                count = counts[place] if place <= level else 0
                label = label.replace(f"%{place + 1}", _written(max(count, levels[place].start), levels[place].style))
        return label if not label or label[-1] in _CLOSED else label + " "


def _lists(part: BaseOxmlElement) -> Mapping[str, tuple[str, Mapping[int, _Level]]]:
    """For every list its key and its levels; lists of the same abstract one count on together."""
    abstract = {found.get(qn("w:abstractNumId"), ""): _levels(found) for found in part.iter(qn("w:abstractNum"))}
    lists = {}
    for num in part.iter(qn("w:num")):
        key, own = _value(num, "w:abstractNumId", ""), num.get(qn("w:numId"), "")
        overridden = next(num.iter(qn("w:startOverride")), None) is not None
        lists[own] = (own if overridden else f"a{key}", abstract.get(key, {}))
    return lists


def _levels(abstract: BaseOxmlElement) -> Mapping[int, _Level]:
    levels = ((level.get(qn("w:ilvl"), "0"), level) for level in abstract.iterchildren(qn("w:lvl")))
    return {int(depth): _level(level) for depth, level in levels if depth.isdecimal()}


def _level(element: BaseOxmlElement) -> _Level:
    start = _value(element, "w:start", "1")
    return _Level(int(start) if start.isdecimal() else 1, _value(element, "w:numFmt", "decimal"), _value(element, "w:lvlText", ""))


def _value(element: BaseOxmlElement, child: str, default: str) -> str:
    found = element.find(qn(child))
    return default if found is None else found.get(qn("w:val"), default)


def _written(count: int, style: str) -> str:
    """A number as its style writes it; Arabic for what is rare, and beyond what a style can write."""
    if style in _CHINESE and count < 1000:
        return _chinese(count)
    if style.startswith("chineseLegal") and count < 1000:
        return _chinese(count).translate(str.maketrans(_DIGITS + "十百", _FORMAL + "拾佰"))
    if style == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(0x245F + count)
    if style in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((0x60 if style == "lowerLetter" else 0x40) + count)
    if style in ("lowerRoman", "upperRoman") and 1 <= count < 4000:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (count // value)
            count %= value
        return roman.lower() if style == "lowerRoman" else roman
    return str(count)


def _chinese(count: int) -> str:
    """A number below a thousand in Chinese (`十二`, `二十`, `一百〇三`)."""
    hundreds, tens, ones = count // 100, count // 10 % 10, count % 10
    written = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        written += "〇"
    return written + (_DIGITS[ones] if ones else "") or "〇"

"""The outline of a text: which numbered points a paragraph stands under.

Every kind of label has a rank, outermost first, as official writing nests them: 编 章 节 条, then `一、` `（一）` `1.`
`（1）`, then `第一，` and `一是`. A label closes the open ones of its own rank and below. A point that is only a part of a
sentence (`一是…`), or an item of a law, covers its own paragraph; headings and the other points cover what follows,
until the speaker addresses the audience again (`各位代表！`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from archive.ingest.normalise import heading
from archive.model import Paragraph

_HAN: Final = "[一二三四五六七八九十百千零〇○]{1,7}"
_END: Final = "(?=[ \u3000]|$)"
_KINDS: Final = (
    ("part", rf"第{_HAN}[编編]{_END}"),
    ("part", rf"第(?:{_HAN}|\d{{1,3}})部分"),
    ("chapter", rf"第{_HAN}章{_END}"),
    ("section", rf"第{_HAN}[节節]{_END}"),
    ("article", rf"第(?:{_HAN}|\d{{1,4}})[条條](?:之{_HAN})?{_END}"),
    ("big", "[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,3}、"),
    ("one", "[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]{1,3}、)"),
    ("two", "[（(][ \u3000]?[一二三四五六七八九十]{1,3}[ \u3000]?[）)]"),
    ("three", r"\d{1,2}[.．、](?!\d)"),
    ("four", "[（(][ \u3000]?[0-9０-９]{1,2}[ \u3000]?[）)]|[①-⑳]"),
    ("ordinal", rf"(?:第|其){_HAN}[，,、：:]"),
    ("clause", "[一二三四五六七八九十]{1,3}(?:是|要)"),
)
_LABEL: Final = re.compile("|".join(f"(?P<k{number}>{pattern})" for number, (_, pattern) in enumerate(_KINDS)))
_RANKS: Final = {name: rank for rank, name in enumerate(dict.fromkeys(name for name, _ in _KINDS))}
_SENTENCE: Final = re.compile(r"[。！？；：，,;:!?…]")
_LONGEST_HEADING: Final = 40
_ADDRESS: Final = re.compile(r"(?:尊敬的)?(?:各位|诸位|諸位|同志|朋友|女士|先生|代表|委员|同学|老师|乡亲)[^，。；]{0,20}?[！!：:]")


@dataclass(frozen=True, slots=True)
class _Point:
    rank: int
    label: str
    covers: bool


def outline(texts: Iterable[str], *, law: bool = False) -> tuple[Paragraph, ...]:
    """Give every paragraph its path. In a law the items of an article cover only themselves."""
    open_points: list[_Point] = []
    paragraphs = []
    for text in texts:
        point = _point(text, law=law)
        if point:
            while open_points and open_points[-1].rank >= point.rank:
                open_points.pop()
            open_points.append(point)
        else:
            while open_points and not open_points[-1].covers:
                open_points.pop()
            if _ADDRESS.match(text) and not law:
                open_points.clear()
        paragraphs.append(Paragraph(text, tuple(point.label for point in open_points)))
    return tuple(paragraphs)


def is_heading(text: str) -> bool:
    """Whether a line can be a heading by its length and punctuation alone."""
    return len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text)


def is_point(text: str) -> bool:
    """Whether a text begins with the label of a numbered point."""
    return _LABEL.match(text) is not None


def _point(text: str, *, law: bool) -> _Point | None:
    found = _LABEL.match(text)
    if found is None:
        return None
    name = _KINDS[int(found.lastgroup[1:])][0] if found.lastgroup else ""
    rank = _RANKS[name]
    if name != "article" and is_heading(text):
        return _Point(rank, heading(text), covers=True)
    covers = name != "clause" and not (law and rank > _RANKS["article"])
    return _Point(rank, found[0].strip("，,：: \u3000"), covers)

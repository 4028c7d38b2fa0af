"""Printed pages as text: running heads and page numbers taken out, hard-wrapped lines joined to paragraphs.

All of it goes by where the lines stand. A line ends its paragraph unless the first word of the next would not have fitted
behind it; the next begins one where it is set further in, after a gap, or in another size.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from archive.ingest.outline import is_point

_MARGIN: Final = 0.12
"""The part of a page's height, at the top and at the bottom, in which running heads stand."""
_EDGE: Final = 3
"""How many lines at the top and at the bottom of a page can be running heads."""
_NUMBER: Final = re.compile(
    r"[-—–―·•.\s]*(?:第\s*)?(?:\d{1,5}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百〇]{1,5})\s*[页頁]?[-—–―·•.\s]*(?:[/／,，共]?\s*共?\s*\d{1,5}\s*[页頁]?)?"
)
_MARKED_NUMBER: Final = re.compile(r"[-—–―·•]\s*\d{1,5}\s*[-—–―·•]|第?\s*\d{1,5}\s*[页頁].{0,12}|\d{1,5}\s*[/／]\s*\d{1,5}")
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[A-Za-z0-9'’.,;:!?%/-]+|.")
_CLOSING: Final = frozenset("，。、；：？！”’）》」』】〉…,.;:?!)]}—")
_ENDING: Final = frozenset("。；：！？;:")
_SPACED: Final = 1.35
"""How many times the usual distance of two lines is a gap."""
_SAME_SIZE: Final = 0.12
_LARGER: Final = 1.2
"""How many times the size of the text is the size of a heading."""
_LONGEST_HEADING: Final = 60


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line on a page: its text, where it starts and ends, its lowest point and its height, in points; pages from 0."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    page: int

    @property
    def em(self) -> float:
        """The width of an ideograph in it."""
        return 2 * (self.right - self.left) / max(_columns(self.text), 1)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the text is set: size, width of an ideograph, distance of lines, left edge, and the right edges by left edge."""

    size: float
    em: float
    pitch: float
    left: float
    rights: dict[int, float]
    indents: bool

    def right(self, line: PdfLine) -> float:
        return self.rights.get(_place(line.left), max(self.rights.values(), default=line.right))


def without_furniture(lines: Sequence[PdfLine], heights: Sequence[float]) -> tuple[list[PdfLine], list[str]]:
    """The lines that are no running heads or page numbers, and the words of the heads, each once."""
    edges: list[PdfLine] = []
    for page, height in enumerate(heights):
        own = sorted((line for line in lines if line.page == page), key=lambda line: -line.bottom)
        near = [line for line in own if not _MARGIN * height < line.bottom < (1 - _MARGIN) * height]
        edges.extend(line for line in near if line in (*own[:_EDGE], *own[-_EDGE:]))
    often = Counter((_shape(line.text), round(line.bottom / 4)) for line in {(line.page, line.text): line for line in edges}.values())
    numbers = [line for line in edges if _NUMBER.fullmatch(line.text.strip())]
    counted = len({line.page for line in numbers}) > 1
    gone = {
        line
        for line in edges
        if often[_shape(line.text), round(line.bottom / 4)] > max(1, len(heights) // 5) or _MARKED_NUMBER.fullmatch(line.text.strip())
    }
    gone.update(numbers if counted else ())
    heads = dict.fromkeys(text for line in edges if line in gone and not _NUMBER.fullmatch(text := line.text.strip()))
    return [line for line in lines if line not in gone], list({_DIGITS.sub("", head): head for head in reversed(heads)}.values())[::-1]


def paragraphs(lines: Sequence[PdfLine]) -> str:
    """The lines as text: a paragraph a line, headings marked as Markdown marks them, first-line indents and gaps kept."""
    if not lines:
        return ""
    setting = _setting(lines)
    levels = _levels(lines, setting)
    out: list[str] = []
    before: PdfLine | None = None
    for line in lines:
        text = line.text.strip()
        level = levels.get(round(line.size), 0)
        if before is None or level != levels.get(round(before.size), 0) or _begins(before, line, setting, level):
            gap = before is not None and before.page == line.page and before.bottom - line.bottom > _SPACED * setting.pitch
            indented = _is_indented(line, setting)
            out.extend([""] if gap and not level else [])
            out.append("#" * level + " " + text if level else "\u3000\u3000" * indented + text)
        else:
            out[-1] += (" " if _are_words(out[-1], text) else "") + text
        before = line
    return "\n".join(out)


def _setting(lines: Sequence[PdfLine]) -> _Setting:
    weights: Counter[int] = Counter()
    for line in lines:
        weights[round(line.size)] += len(line.text)
    usual = weights.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - usual) <= max(1, _SAME_SIZE * usual)] or list(lines)
    em = median(line.em for line in body)
    steps = [a.bottom - b.bottom for a, b in pairwise(body) if a.page == b.page and 0.5 * em < a.bottom - b.bottom < 4 * em]
    lefts = Counter(_place(line.left) for line in body for _ in range(len(line.text)))
    left = min(place for place, weight in lefts.items() if 4 * weight >= lefts.most_common(1)[0][1])
    often = Counter(_place(line.left) for line in body)
    rights = {place: max(line.right for line in body if _place(line.left) == place) for place, count in often.items() if count > 2}
    widest = max(line.right for line in body)
    turns = sum(1 for a, b in pairwise(body) if 1.5 * em < a.left - b.left < 2.6 * em and a.right > widest - 3 * em)
    return _Setting(usual, em, median(steps) if steps else 1.5 * em, left * 2, rights or {left: widest}, turns > 1)


def _levels(lines: Iterable[PdfLine], setting: _Setting) -> dict[int, int]:
    """The heading level of every size that is larger than the text's, the largest first."""
    sizes = sorted(
        {round(line.size) for line in lines if line.size > _LARGER * setting.size and len(line.text) <= _LONGEST_HEADING}, reverse=True
    )
    return {size: min(level, 6) for level, size in enumerate(sizes, 1)}


def _begins(before: PdfLine, line: PdfLine, setting: _Setting, level: int) -> bool:
    """Whether a line begins a paragraph."""
    if abs(before.size - line.size) > max(1.0, _SAME_SIZE * before.size):
        return True
    step = before.bottom - line.bottom
    if level:
        return not 0 < step < 2 * line.size
    if before.page == line.page and step > _SPACED * setting.pitch:
        return True
    further_in = line.left > before.left + 0.8 * setting.em and not (before.page != line.page and _place(line.left) in setting.rights)
    if further_in or (setting.indents and _is_indented(line, setting)):
        return True
    if before.text.rstrip()[-1] in _ENDING and is_point(line.text.strip()):
        return True
    return before.right + _needed(line.text.lstrip(), setting.em) < setting.right(before)


def _needed(text: str, em: float) -> float:
    """How much room the first word of a line takes, with the closing marks that may not begin a line."""
    first = _WORD.match(text)
    end = first.end() if first else 0
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return (_columns(text[:end]) / 2 + 0.4) * em


def _is_indented(line: PdfLine, setting: _Setting) -> bool:
    return 1.2 * setting.em < line.left - setting.left < 4.5 * setting.em


def _are_words(before: str, text: str) -> bool:
    return bool(before) and before[-1].isascii() and before[-1].isalnum() and text[0].isascii() and text[0].isalpha()


def _shape(text: str) -> str:
    return _DIGITS.sub("0", "".join(text.split()))


def _place(left: float) -> int:
    """A left edge in steps of two points."""
    return round(left / 2)


def _columns(text: str) -> int:
    """Columns: two for an ideograph, one for a Latin character."""
    return len(text.encode("gbk", "replace"))

"""Undoing the pages of a printed or PDF text: running heads and page numbers go, hard-wrapped lines become paragraphs.

A running head is a line that stands next to a lone page number at least twice; it is said once, at the top. A text is
hard-wrapped when most lines that run on without a gap are nearly as wide as the widest, end in the middle of a
sentence and have commas or full stops in them (a list of offices and names has none).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from archive.ingest.dates import find_date
from archive.ingest.head import is_headline
from archive.ingest.labels import read_label
from archive.ingest.lines import Line

_NUMBER: Final = re.compile(r"[-—–·第 \u3000]{0,4}[A-Z]?\d{1,5}[-—–·页頁 \u3000]{0,4}")
_LONGEST_HEAD: Final = 40
_TOP: Final = 3
_WORDS: Final = re.compile("[\u3400-\u9fffA-Za-z]{2}")
_SEPARATED: Final = re.compile("[─—―–|｜]")
"""What parts the name from the day in a running head that is known by that, though it stands only once."""
_WIDEST: Final = 140
"""The most columns a hard-wrapped line can have; a column is half an ideograph."""
_FULL: Final = 0.75
"""How much of the width a line that runs on fills; lists are set a little narrower than the text."""
_NARROW: Final = 0.5
"""How much of it a line of a list within a list fills: it runs on if it breaks off in the middle of a sentence."""
_SLACK: Final = 4
"""How many columns narrower than the widest a wrapped line is: punctuation does not begin a line."""
_ENDS: Final = "。！？；：”」』）)"
_FEWEST: Final = 8


def unwrap(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with running heads taken out and wrapped paragraphs joined; unchanged where nothing is wrapped."""
    lines, broken = _without_heads(lines)
    width = _wrapped_at(lines)
    if width is None:
        return tuple(lines)
    joined: list[Line] = []
    pieces: list[str] = []
    last_full = False
    for place, line in enumerate(lines):
        after_page = place in broken
        starts = bool(joined) and after_page and pieces[-1][-1] in _ENDS and _is_heading(lines, place)
        gap = 0 if after_page and last_full else line.gap
        starts = starts or not last_full or gap > 0 or line.indented or line.kind != "text" or _begins_turn(line)
        if joined and joined[-1].kind == "text" and not starts:
            pieces.append(_glue(pieces[-1], line.text))
        else:
            if joined:
                joined[-1] = replace(joined[-1], text="".join(pieces))
            joined.append(replace(line, gap=max(line.gap, 1)) if after_page else line)
            pieces = [line.text]
        last_full = _runs_on(line.text, width)
    joined[-1] = replace(joined[-1], text="".join(pieces))
    return tuple(joined)


def _without_heads(lines: Sequence[Line]) -> tuple[Sequence[Line], frozenset[int]]:
    """The lines without running heads and their page numbers, and the places in them where a page broke."""
    numbers = {place for place, line in enumerate(lines) if _NUMBER.fullmatch(line.text)}
    beside = {near for place in numbers for near in (place - 1, place + 1) if 0 <= near < len(lines)} - numbers
    near = [lines[place].text for place in beside]
    often = Counter(text for text in near if len(text) <= _LONGEST_HEAD and text[-1] not in "。！？；，：:" and _WORDS.search(text))
    heads = {text for text, count in often.items() if count > 1 or (_SEPARATED.search(text) and find_date(text))}
    if not heads:
        return lines, frozenset()
    kept: list[Line] = []
    broken: set[int] = set()
    seen: set[str] = set()
    moved: list[Line] = []
    dropped = False
    for place, line in enumerate(lines):
        is_head = line.text in heads and (place - 1 in numbers or place + 1 in numbers)
        is_number = place in numbers and any(lines[near].text in heads for near in (place - 1, place + 1) if 0 <= near < len(lines))
        if is_head and line.text not in seen and place > _TOP:
            moved.append(replace(line, gap=1, kind="quote"))
            seen.add(line.text)
        if is_number or (is_head and line.text in seen):
            dropped = True
            continue
        if is_head:
            seen.add(line.text)
        elif dropped:
            broken.add(len(kept))
        kept.append(line)
        dropped = False
    top = 1 if kept and is_headline(kept[0].text) and not _begins_turn(kept[0]) else 0
    return [*kept[:top], *moved, *kept[top:]], frozenset(place + len(moved) for place in broken)


def _wrapped_at(lines: Sequence[Line]) -> float | None:
    """The width at which the text is wrapped, or None."""
    widths = sorted(_width(line.text) for line in lines if line.kind == "text")
    if len(widths) < _FEWEST:
        return None
    widest = widths[len(widths) * 19 // 20]
    if widest > _WIDEST or widest < 24:
        return None
    running = [line.text for line, after in pairwise(lines) if line.kind == "text" == after.kind and not after.gap and not after.indented]
    full = [text for text in running if _width(text) >= _FULL * widest]
    open_ended = sum(1 for text in full if text[-1] not in _ENDS)
    sentences = sum(1 for text in full if any(mark in text for mark in "，。、"))
    enough = len(full) >= _FEWEST // 2 and (10 * len(full) >= 7 * len(running) or _is_even(running, full, widest))
    return widest if enough and 2 * open_ended >= len(full) and 2 * sentences >= len(full) else None


def _is_even(running: Sequence[str], full: Sequence[str], widest: float) -> bool:
    """Whether short paragraphs are wrapped: wide lines all but one width that break off, and between them only ends and headings."""
    even = sum(1 for text in full if _width(text) >= widest - _SLACK and text[-1] not in _ENDS)
    closed = sum(1 for text in running if _width(text) < _FULL * widest and (text[-1] in _ENDS or is_headline(text)))
    return 4 * even >= 3 * len(full) and len(full) + closed == len(running)


def _runs_on(text: str, width: float) -> bool:
    """Whether a line is so wide that the next one goes on with it."""
    filled = _width(text) / width
    broken_off = not text[-1].isascii() and text[-1] not in _ENDS and any(mark in text for mark in "，。、")
    return filled >= _FULL or (filled >= _NARROW and broken_off)


def _is_heading(lines: Sequence[Line], place: int) -> bool:
    """Whether the first line of a page is a heading: it could be one, and a gap follows it."""
    return place + 1 < len(lines) and lines[place + 1].gap > 0 and is_headline(lines[place].text)


def _begins_turn(line: Line) -> bool:
    label = read_label(line.text)
    return label is not None and label.kind != "name"


def _glue(before: str, text: str) -> str:
    """The next piece, with a space where two Latin words meet."""
    return f" {text}" if before[-1].isascii() and before[-1].isalnum() and text[0].isascii() and text[0].isalpha() else text


def _width(text: str) -> int:
    """Columns: two for an ideograph, one for a Latin character, as GBK spends bytes; encoding is far quicker than counting."""
    return len(text.encode("gbk", "replace"))

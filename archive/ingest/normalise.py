"""Cleaning without touching the wording: line ends, invisible characters, spacing, padding.

A paragraph keeps its glyphs (full-width digits, variants, private-use characters); what goes is indentation,
trailing space and characters nobody can see.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_LINE_ENDS: Final = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ud800-\udfff\ufeff]"
)
_JOINER: Final = re.compile("(?<=[\u2e80-\u9fff])\u200d")
"""A joiner between emoji has a meaning, after an ideograph it has none."""
_SPACES: Final = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")
# each of these is a single set of characters: a search for one is many times faster than for alternatives
_RUN: Final = re.compile(r"[ \u3000]+")


def clean(text: str) -> str:
    """The text with `\\n` as the only line end, ordinary spaces for exotic ones and no invisible characters.

    The ideographic space U+3000 stays; `archive.ingest.lines` takes it off the ends of lines.
    """
    text = _LINE_ENDS.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub("", text)
    return _SPACES.sub(" ", _JOINER.sub("", text) if "\u200d" in text else text)


def cut_long(text: str, longest: int) -> tuple[str, int]:
    """The text with lines of more than `longest` characters cut, at the end of a sentence where there is one; and how many there were."""
    if len(text) <= longest:
        return text, 0
    lines, count = text.split("\n"), 0
    for place, line in enumerate(lines):
        if len(line) > longest:
            lines[place] = "\n".join(_cut(line, longest))
            count += 1
    return "\n".join(lines), count


def _cut(line: str, longest: int) -> Iterator[str]:
    start = 0
    while len(line) - start > longest:
        end = max(line.rfind(mark, start, start + longest) for mark in "。！？；") + 1
        end = end if end > start else start + longest
        yield line[start:end]
        start = end
    yield line[start:]


def squeeze(text: str) -> str:
    """The text on one line with single spaces: for titles and labels."""
    return _RUN.sub(" ", text).strip(" ")


def unpad(name: str) -> str:
    """A name or office without the spaces that pad it to a column (`徐  昊` is 徐昊)."""
    return _RUN.sub("", name)


def heading(text: str) -> str:
    """A heading with padding taken out between single characters (`第一章  总　则` is `第一章 总则`)."""
    parts = squeeze(text).split(" ")
    joined = [parts[0]]
    for before, part in pairwise(parts):
        joined.append(part if len(before) == len(part) == 1 else " " + part)
    return "".join(joined)

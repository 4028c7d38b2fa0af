"""Closing notes: a heading (`注释`) and the numbered notes below it."""

import re
from collections.abc import Sequence
from typing import Final

from archive.ingest.lines import Line
from archive.ingest.normalise import unpad

_HEADINGS: Final = frozenset(("注释", "註釋", "注解", "附注", "参考文献"))
_MARK: Final = re.compile(r"[〔［\[（(【][ \u3000]?[0-9０-９]{1,3}[ \u3000]?[〕］\]）)】]|[①-⑳]")
_LONGEST_NOTE: Final = 4
"""How many lines a note can have for the next one to be found."""


def note_places(lines: Sequence[Line]) -> frozenset[int]:
    """The places of closing notes and their headings, up to the last note that has a number; text can go on below them."""
    places: set[int] = set()
    last = -1
    for place, line in enumerate(lines[:-1]):
        if place <= last or unpad(line.text).rstrip("：:") not in _HEADINGS or not _MARK.match(lines[place + 1].text):
            continue
        last = place + 1
        for below in range(place + 2, len(lines)):
            if below - last > _LONGEST_NOTE:
                break
            last = below if _MARK.match(lines[below].text) else last
        places.update(range(place, last + 1))
    return frozenset(places)

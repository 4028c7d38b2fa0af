"""Turns: text in which every contribution begins with a label (`王委員廷升：…`, `记者：…`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from archive.ingest.credits import is_credit, split_credit
from archive.ingest.head import is_headline
from archive.ingest.labels import Label
from archive.ingest.layouts.base import Draft, Parsed
from archive.ingest.lines import Line
from archive.ingest.names import is_office, split_joined
from archive.ingest.normalise import heading
from archive.ingest.notes import note_places

_BRACKETED: Final = re.compile(r"[（(【“「〔［].*[）)】”」〕］]\Z")
_NUMBERED: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(*＊※]")
_PRESENT: Final = re.compile(
    r"(?:时间|時間|地点|地點|主题|主持人?|主讲人?|.{0,2}嘉宾|受访者?|受访人|采访者?|采访人|(?:出席|列席|参加|与会).{0,6}|记录人?|整理人?)"
    r"[ \u3000]*[：:]"
)
"""The lines above a conversation that say when, where and between whom it was."""
_CELLS: Final = re.compile(r"[^\u3000]{2}\u3000|\u3000[^\u3000]{2}")
"""The gap between the cells of a table; a padded heading (`討　論`) has gaps between single characters."""
_RESUMED: Final = re.compile(r"恢復|恢复|繼續|继续")
_CLOSED: Final = re.compile(r"(?:散会|散會|完)(?:[（(].{1,20}[）)])?")
_CLOCK: Final = re.compile(r"\d{1,2}[ \u3000]?[时時点點]|[会會][议議](?:开始|開始|继续|繼續)")
_AGENDA: Final = re.compile(r"(?:[一二三四五六七八九十]{1,3}、)?(?:继续|繼續)?(?:审查|審查|邀请|邀請|处理|處理|审议|審議).*[案。】」]\Z")


@dataclass(slots=True)
class _Turn:
    """A turn being read."""

    title: str | None
    label: str = ""
    speaker: str | None = None
    office: str | None = None
    texts: list[str] = field(default_factory=list)

    def draft(self, date: str | None) -> Draft:
        return Draft(self.title, self.speaker, self.office, date, tuple(self.texts))


def read_turns(lines: Sequence[Line], found: Sequence[Label | None], title: str | None, date: str | None, *, close: bool = False) -> Parsed:
    """One speech a turn; short lines right above a label, and an agenda item alone there, title the turns below them.

    Headings stand after a gap, or `close` to the lines above in papers that set them so.
    """
    turns: list[_Turn] = []
    imprint: list[str] = []
    pending: str | None = None  # of several headings the last is the title, but not one that says a debate goes on
    headings, agenda, notes = headings_above(lines, found, close=close), _agenda(lines, found), note_places(lines)
    for place, (line, label) in enumerate(zip(lines, found, strict=True)):
        if place in headings:
            again = pending is not None and _RESUMED.match(line.text)
            imprint.extend([line.text] if again else [pending] if pending else [])
            pending = pending if again else heading(line.text)
        elif label:
            title, pending = pending or title, None
            turns.append(_Turn(title, line.text, label.speaker, label.office, [label.rest] if label.rest else []))
        elif line.kind == "rule":
            continue
        elif place in notes:
            imprint.append(line.text)
        elif is_credit(line.text) or _CLOSED.fullmatch(line.text) or (not turns and _PRESENT.match(line.text)):
            imprint.extend(split_credit(line.text))
        else:
            if not turns:
                turns.append(_Turn(title))
            turns[-1].texts.append(line.text)
            title = line.text if place in agenda else title
    imprint.extend(turn.label for turn in turns if not turn.texts)
    return Parsed(tuple(turn.draft(date) for turn in turns if turn.texts), tuple(imprint))


def with_offices(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The turns with the office a speaker has in another: a record gives it once, then only the name."""
    known: dict[str, str] = {}
    for draft in drafts:
        if draft.speaker and draft.office:
            known.setdefault(draft.speaker, draft.office)
    return tuple(replace(draft, office=draft.office or known.get(draft.speaker or "")) for draft in drafts)


def headings_above(lines: Sequence[Line], found: Sequence[Label | None], *, close: bool = False) -> frozenset[int]:
    """The places of headings: short lines, no sentences, with nothing but other headings before the next label."""
    places = set()
    below = False
    for place in range(len(lines) - 1, -1, -1):
        if found[place]:
            below = True
        elif below and lines[place].kind != "rule":
            below = _is_heading(lines[place]) and (close or lines[place].gap > 0 or lines[place].kind == "heading")
            if below:
                places.add(place)
    return frozenset(places)


def _is_heading(line: Line) -> bool:
    text = line.text
    if line.kind == "heading":
        return True
    if _CELLS.search(text):
        return False
    marked = _BRACKETED.fullmatch(text) or _PRESENT.match(text) or _NUMBERED.match(text) or _CLOSED.match(text) or _CLOCK.search(text)
    return is_headline(text) and not marked and split_joined(text) is None and not is_office(text)


def _agenda(lines: Sequence[Line], found: Sequence[Label | None]) -> frozenset[int]:
    """The places of agenda items that stand alone above a label."""
    items = [found[place] is None and _AGENDA.match(line.text) is not None for place, line in enumerate(lines)]
    return frozenset(place for place in range(len(lines) - 1) if items[place] and found[place + 1] and not (place and items[place - 1]))

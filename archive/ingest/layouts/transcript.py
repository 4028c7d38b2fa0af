"""Records of a sitting (hansards): a head with time, place and attendance, then turns of members and officials.

The minutes of an earlier sitting, read out at the beginning, are one speech under their own title.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from archive.ingest.dates import find_date
from archive.ingest.head import read_head
from archive.ingest.labels import Label, asks
from archive.ingest.layouts.base import NO, Draft, Layout, Parsed, Score, unused
from archive.ingest.layouts.turns import headings_above, read_turns, with_offices
from archive.ingest.lines import Line
from archive.ingest.normalise import heading, unpad
from archive.ingest.page import Page

_MEETING: Final = re.compile(r"(?:会|會|会议|會議|座谈|论坛).{0,12}(?:纪录|紀錄|记录|記錄|纪要|紀要|实录|實錄|速记|速記)\Z")
_SEATED: Final = ("议员", "議員", "委员", "委員", "主席", "议长", "議長")
_GENERIC: Final = re.compile(r"(?:会议|會議|院会|院會|委员会|委員會|公听会|公聽會)(?:过程|過程)?(?:正式)?(?:纪录|紀錄|记录|記錄)")
_MINUTES: Final = re.compile(r"(?:会|會).{0,40}(?:议事录|議事錄)\Z")
_TIME: Final = re.compile(r"[时時][间間]")
_CLOSED: Final = re.compile(r"散[会會]")


def recognise(page: Page) -> Score:
    """Several turns of members or officials."""
    sure = sum(1 for label in page.labels if label and label.kind in ("member", "office") and not asks(label))
    if sure >= 4 and 25 * sure >= len(page.lines):
        return Score(0.95, "有多段以发言人和职务开头的发言。")
    if sure >= 2 and any(_MEETING.search(line.text) for line in page.lines[:4]):
        return Score(0.9, "标题是会议记录，并有以发言人开头的发言。")
    seated = sum(1 for label in page.labels if label and (label.office or "").endswith(_SEATED))
    if seated >= 2 and 15 * seated >= len(page.lines):
        return Score(0.8, "有议员或者主席的发言。")
    return NO


def read(page: Page) -> Parsed:
    """One speech a turn. What stands above the first turn is attendance and goes to the credits."""
    lines, found = page.lines, page.labels
    start = next((place for place, label in enumerate(found) if label), len(lines))
    above = headings_above(lines[: start + 1], found[: start + 1]) if start < len(lines) and lines[start].gap else frozenset()
    start = min(above, default=start)
    title = _title(lines[:start])
    date = next((date for line in lines[:start] if (date := find_date(line.text))), None)
    drafts: list[Draft] = []
    imprint = [line.text for line in lines[:start] if line.kind != "rule" and heading(line.text) != title]
    for first, last, minutes in _pieces(lines, found, start):
        if minutes:
            texts = tuple(line.text for line in lines[first + 1 : last] if line.kind != "rule")
            drafts.append(Draft(heading(lines[first].text), None, None, date, texts))
        else:
            parsed = read_turns(lines[first:last], found[first:last], title, date)
            drafts.extend(parsed.drafts)
            imprint.extend(parsed.credits)
    return Parsed(with_offices(drafts), (*unused(title, drafts), *imprint))


def _title(lines: Sequence[Line]) -> str | None:
    """The name of the sitting, or the title of the page, unless it only says that this is a record, or of what day."""
    named = [heading(line.text) for line in lines[:4] if line.kind == "heading" or _MEETING.search(line.text)]
    above = None if named else read_head(lines).title
    return next((title for title in (*named, above) if title and not _GENERIC.fullmatch(title) and (named or not find_date(title))), None)


def _pieces(lines: Sequence[Line], found: Sequence[Label | None], start: int) -> Iterator[tuple[int, int, bool]]:
    """Runs of lines as (first, last + 1, whether they are minutes)."""
    first = place = start
    while place < len(lines):
        if not _opens_minutes(lines, found, place):
            place += 1
            continue
        if first < place:
            yield first, place, False
        first = place
        while place < len(lines) and lines[place].kind != "rule" and not _CLOSED.match(lines[place].text):
            place += 1
        place = min(place + 1, len(lines))
        yield first, place, True
        first = place
    if first < len(lines):
        yield first, len(lines), False


def _opens_minutes(lines: Sequence[Line], found: Sequence[Label | None], place: int) -> bool:
    if found[place] or len(lines[place].text) > 80 or place + 1 == len(lines) or not _MINUTES.search(lines[place].text):
        return False
    return _TIME.match(unpad(lines[place + 1].text)) is not None or (place > 0 and lines[place - 1].kind == "rule")


LAYOUT: Final = Layout("transcript", recognise, read)

"""Laws and rules: articles (条) under chapters (章), the history of enactment above them."""

import re
from collections.abc import Sequence
from typing import Final

from archive.ingest.dates import find_date
from archive.ingest.layouts.base import NO, Draft, Layout, Parsed, Score, read_body
from archive.ingest.lines import Line
from archive.ingest.normalise import unpad
from archive.ingest.page import Page

_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百千零〇○\d]{1,7}[条條](?:之[一二三四五六七八九十]{1,3})?(?:[ \u3000]|\Z)")
_TITLE: Final = re.compile(r"(?:法|条例|條例|规定|規定|办法|辦法|决定|解释|规则|規則|细则|章程|规程|修正案)(?:[（(][^（()）]*[）)])?\Z")
_HISTORY: Final = re.compile(
    r"[（(]?(?:根据)?[12]\d{3}年\d{1,2}月\d{1,2}日.{0,200}?(?:通过|修订|修正|公布|发布|施行|实施|批准|印发|公告|废止)"
)
_IN_FORCE: Final = re.compile(r"(?:施行|实施)[）)]?\Z")
_CONTENTS: Final = re.compile(r"目[ \u3000]*[录錄次]")
_DATED: Final = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日")


def recognise(page: Page) -> Score:
    """At least three articles, or a title for rules with its history of enactment."""
    articles = sum(1 for line in page.lines if _ARTICLE.match(line.text))
    if articles >= 3 and 8 * articles >= len(page.lines):
        return Score(0.95, "有多条以“第……条”开头。")
    head = page.head
    if head.title and _TITLE.search(head.title) and any(_HISTORY.match(line.text) for line in page.lines[1:4]):
        return Score(0.9, "标题是法规，下面有通过或者公布的日期。")
    return NO


def read(page: Page) -> Parsed:
    """One text; its date is the last one on which it was passed, amended or published."""
    head = page.head
    end = _front(head.body, unpad(head.title or ""))
    history = (*head.credits, *(line.text for line in head.body[:end]))
    first = next((place for place, line in enumerate(head.body) if _ARTICLE.match(line.text)), end)
    enacted = (*history, *(line.text for line in head.body[end:first] if _is_history(line.text)))
    dates = [date for line in enacted if not _IN_FORCE.search(line) for written in _DATED.findall(line) if (date := find_date(written))]
    body = read_body(head.body[end:])
    draft = Draft(head.title, head.person.name, head.person.office, max(dates, default=head.date), body.texts)
    return Parsed((draft,), history + body.credits)


def _front(lines: Sequence[Line], title: str) -> int:
    """How many lines stand before the text: the history, the title (without padding) once more, the table of contents."""
    place, contents = 0, False
    while place < len(lines):
        text = lines[place].text
        if not contents and _CONTENTS.fullmatch(text):
            place, contents = _end_of_contents(lines, place), True
        elif _is_history(text) or unpad(text) == title:
            place += 1
        else:
            break
    return place


def _end_of_contents(lines: Sequence[Line], start: int) -> int:
    """Where the first heading of a table of contents stands again, at the head of its own part; `start` where it does not."""
    headings = [unpad(line.text) for line in lines[start + 1 :]]
    return next((start + place for place, text in enumerate(headings[1:], 2) if text == headings[0]), start)


def _is_history(text: str) -> bool:
    return _HISTORY.match(text) is not None and not _ARTICLE.match(text)


LAYOUT: Final = Layout("law", recognise, read, law=True)

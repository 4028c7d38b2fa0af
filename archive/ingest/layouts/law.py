"""Laws and rules: articles (条) under chapters (章), the history of enactment above them."""

import re
from typing import Final

from archive.ingest.dates import find_date
from archive.ingest.layouts.base import NO, Draft, Layout, Parsed, Score, read_body
from archive.ingest.page import Page

_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百千零〇○\d]{1,7}[条條](?:之[一二三四五六七八九十]{1,3})?(?:[ \u3000]|\Z)")
_TITLE: Final = re.compile(r"(?:法|条例|條例|规定|規定|办法|辦法|决定|解释|规则|規則|细则|章程|规程|修正案)(?:[（(][^（()）]*[）)])?\Z")
_HISTORY: Final = re.compile(
    r"[（(]?(?:根据)?[12]\d{3}年\d{1,2}月\d{1,2}日.{0,200}?(?:通过|修订|修正|公布|发布|施行|实施|批准|印发|公告|废止)"
)
_IN_FORCE: Final = re.compile(r"(?:施行|实施)[）)]?\Z")
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
    end = next((place for place, line in enumerate(head.body) if not _is_history(line.text)), len(head.body))
    history = (*head.credits, *(line.text for line in head.body[:end]))
    dates = [date for line in history if not _IN_FORCE.search(line) for written in _DATED.findall(line) if (date := find_date(written))]
    body = read_body(head.body[end:])
    draft = Draft(head.title, head.person.name, head.person.office, max(dates, default=head.date), body.texts)
    return Parsed((draft,), history + body.credits)


def _is_history(text: str) -> bool:
    return _HISTORY.match(text) is not None and not _ARTICLE.match(text)


LAYOUT: Final = Layout("law", recognise, read, law=True)

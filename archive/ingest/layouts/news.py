"""News: one report, or a Markdown page of several under headings of their own."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from archive import model
from archive.ingest.credits import is_credit
from archive.ingest.dates import find_date
from archive.ingest.head import is_lead, read_head
from archive.ingest.layouts.base import NO, Draft, Layout, Parsed, Score, read_body
from archive.ingest.layouts.single import read_single
from archive.ingest.lines import Line
from archive.ingest.normalise import heading
from archive.ingest.page import Page

_PRESS: Final = re.compile(r"[（(](?:本报|见习|实习)?(?:首席)?(?:记者|通讯员)[ \u3000/:：]?[^（()）]{1,40}[）)]")
_EMPTY: Final = model.Warning("“{title}”一条没有正文，已略去。")


def recognise(page: Page) -> Score:
    """Several headed items that begin like news, or one text that does."""
    items = [item for item in _items(page.lines) if read_body(item[1:]).texts]
    leads = sum(1 for item in items if _begins_like_news(item[1:]))
    if len(items) >= 2 and 2 * leads >= len(items):
        return Score(0.96, "有几条各有标题的新闻。")
    head = page.head
    if _begins_like_news(head.body):
        return Score(0.7, "开头有电头。")
    if any(_PRESS.search(line.text) for line in (*head.body[:2], *head.body[-2:]) if len(line.text) < 2000):
        return Score(0.6, "文中有记者署名。")
    return NO


def read(page: Page) -> Parsed:
    """One speech an item; items without text are left out with a warning."""
    items = list(_items(page.lines))
    if sum(1 for item in items if _begins_like_news(item[1:])) < 2:
        return read_single(page)
    top = next(place for place, line in enumerate(page.lines) if line is items[0][0])
    head = read_head(page.lines[:top])
    intro = read_body(head.body)
    date = head.date or find_date(head.title or "")
    drafts = [Draft(head.title, None, None, date, intro.texts)] if intro.texts else []
    imprint = [*filter(None, (None if intro.texts else head.title, head.byline)), *head.credits, *intro.credits]
    warnings = []
    for (first, *rest), below in zip(items, [*items[1:], None], strict=True):
        title, body = heading(first.text), read_body(rest)
        imprint.extend(body.credits)
        if body.texts:
            drafts.append(Draft(title, None, None, date, body.texts))
        elif not rest and below and below[0].level > first.level:
            imprint.append(title)  # the heading of a section, not of an item
        else:
            warnings.append(replace(_EMPTY, values=(("title", title),)))
    return Parsed(tuple(drafts), tuple(imprint), tuple(warnings))


def _items(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The heading and lines of every section, from the second heading on where the first titles the whole page."""
    levels = Counter(line.level for line in lines if line.level)
    top = min(levels, default=0)
    if levels[top] == 1 and len(levels) > 1:
        levels.pop(top)
    item: list[Line] = []
    for line in lines:
        if line.level in levels:
            if item:
                yield item
            item = [line]
        elif item:
            item.append(line)
    if item:
        yield item


def _begins_like_news(lines: Sequence[Line]) -> bool:
    first = next((line for line in lines if line.kind == "text" and not is_credit(line.text)), None)
    return first is not None and (is_lead(first.text) or _PRESS.search(first.text[:80]) is not None)


LAYOUT: Final = Layout("news", recognise, read)

"""An article: `（作者为…）` at the end or a byline below the title, or no more than a title and a date, or nothing but its text."""

from typing import Final

from archive.ingest.layouts.base import NO, Layout, Score
from archive.ingest.layouts.single import find_signature, read_single
from archive.ingest.page import Page

_ENDS: Final = frozenset("。！？…；：”’」』）)!?.")
"""What a paragraph ends with, and a heading or an entry of a list hardly ever."""


def recognise(page: Page) -> Score:
    """A signature, a byline, or at least a title and a date; else a title, or paragraphs throughout: then there is nothing to mistake."""
    head = page.head
    if find_signature(head.body):
        return Score(0.85, "文末有作者署名。")
    if head.title and head.person.name:
        return Score(0.7, "标题下有作者署名。")
    if head.title and head.date:
        return Score(0.5, "有标题和日期。")
    if head.title:
        return Score(0.3, "有标题。")
    return Score(0.2, "没有标题，全是成句的段落。") if all(line.kind == "text" and line.text[-1] in _ENDS for line in page.lines) else NO


LAYOUT: Final = Layout("article", recognise, read_single)

"""An article: `（作者为…）` at the end or a byline below the title, or no more than a title and a date."""

from typing import Final

from archive.ingest.layouts.base import NO, Layout, Score
from archive.ingest.layouts.single import find_signature, read_single
from archive.ingest.page import Page


def recognise(page: Page) -> Score:
    """A signature, a byline, or at least a title and a date."""
    head = page.head
    if find_signature(head.body):
        return Score(0.85, "文末有作者署名。")
    if head.title and head.person.name:
        return Score(0.7, "标题下有作者署名。")
    if head.title and head.date:
        return Score(0.5, "有标题和日期。")
    return Score(0.3, "有标题。") if head.title else NO


LAYOUT: Final = Layout("article", recognise, read_single)

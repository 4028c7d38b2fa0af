"""Government reports: the title says so, an official gives it to an assembly."""

import re
from typing import Final

from archive.ingest.head import is_address
from archive.ingest.layouts.base import NO, Layout, Score
from archive.ingest.layouts.single import read_single
from archive.ingest.page import Page

_TITLE: Final = re.compile(r"(?:工作|情况|执行|预算|计划|决算|专题|述职).{0,12}(?:报告|報告)(?:[（(][^（()）]*[）)])?\Z")


def recognise(page: Page) -> Score:
    """A title that ends with `…工作报告`, with an official or an address below it."""
    head = page.head
    if head.title is None or not _TITLE.search(head.title):
        return NO
    if head.person.office or any(is_address(line.text) for line in head.body[:3]):
        return Score(0.92, "标题是报告，后面有报告人或者称呼。")
    return Score(0.7, "标题是报告。")


LAYOUT: Final = Layout("report", recognise, read_single)

"""A symposium page: one title, then contributions that begin with a line of office and name."""

from typing import Final

from archive.ingest.layouts.base import NO, Layout, Score
from archive.ingest.layouts.bylined import read_contributions
from archive.ingest.page import Page


def recognise(page: Page) -> Score:
    """At least two bylines, most of them without a headline of their own."""
    found = page.contributions
    own = sum(1 for one in found if one.start < one.byline)
    if len(found) >= 2 and 2 * own <= len(found):
        return Score(0.9, "有几段署名文字，共用一个标题。")
    return NO


LAYOUT: Final = Layout("symposium", recognise, read_contributions)

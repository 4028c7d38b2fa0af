"""A newspaper page: contributions with headlines of their own, each with `office  name` below the headline."""

from typing import Final

from archive.ingest.layouts.base import NO, Layout, Score
from archive.ingest.layouts.bylined import read_contributions
from archive.ingest.page import Page


def recognise(page: Page) -> Score:
    """At least two bylines, most of them under a headline."""
    found = page.contributions
    own = sum(1 for one in found if one.start < one.byline)
    if len(found) >= 2 and 2 * own > len(found):
        return Score(0.94, "有几篇署名文字，各有标题、职务和姓名。")
    return NO


LAYOUT: Final = Layout("newspaper", recognise, read_contributions)

"""Layouts: one module a kind of page. Each says how sure it is of a page; the surest reads it."""

from typing import Final

from archive.ingest.layouts import article, interview, law, news, newspaper, plain, report, signed, speech, symposium, transcript
from archive.ingest.layouts.base import Layout, Score
from archive.ingest.page import Page

LAYOUTS: Final[tuple[Layout, ...]] = (
    newspaper.LAYOUT,
    symposium.LAYOUT,
    signed.LAYOUT,
    transcript.LAYOUT,
    interview.LAYOUT,
    law.LAYOUT,
    news.LAYOUT,
    report.LAYOUT,
    speech.LAYOUT,
    article.LAYOUT,
    plain.LAYOUT,
)
BY_NAME: Final = {layout.name: layout for layout in LAYOUTS}


def choose(page: Page, wanted: str | None = None) -> tuple[Layout, Score]:
    """The layout with the highest score, the first of equals; or the wanted one, which is then certain."""
    if wanted in BY_NAME:
        return BY_NAME[wanted], Score(1.0, "版式由元数据指定。")
    scores = [(layout, layout.recognise(page)) for layout in LAYOUTS]
    return max(scores, key=lambda scored: scored[1].value)

"""A page of several contributions that are signed at their ends: `（作者为…）` or `——office name` closes each."""

import re
from collections.abc import Sequence
from typing import Final

from archive.ingest.bylines import read_byline
from archive.ingest.credits import signature
from archive.ingest.head import is_headline
from archive.ingest.layouts.base import NO, Draft, Layout, Parsed, Score, read_body, unused
from archive.ingest.layouts.single import author_named
from archive.ingest.lines import Line
from archive.ingest.names import Person, split_joined
from archive.ingest.normalise import heading, squeeze
from archive.ingest.page import Page

_DASH: Final = re.compile(r"[—―–]{1,2}[ \u3000]*(?P<who>[^，。；：！？]{4,60})")
_MOST_HEADLINES: Final = 3
_NOTE: Final = re.compile(r"编者按|编者的话|【?按[：:】]|.*(?:敬请关注|敬请垂注|以飨读者|摘编如下|摘登如下|如下[。：]|刊发|刊登)")
"""What stands above the first contribution and is none."""


def recognise(page: Page) -> Score:
    """At least two signatures, each with paragraphs above it."""
    ends = _ends(page.head.body)
    return Score(0.93, "有几篇文字，篇末各有署名。") if len(ends) >= 2 else NO


def read(page: Page) -> Parsed:
    """One speech a signature; its headlines are its title, or else that of the page."""
    head = page.head
    lines, ends = head.body, _ends(head.body)
    drafts: list[Draft] = []
    imprint: list[str] = []
    start = 0
    for end, person in ends:
        part = lines[start : end + 1]
        note = next((place for place, line in enumerate(part) if _is_headline(line)), 0) if not drafts and _NOTE.match(part[0].text) else 0
        size = note + _headlines(part[note:])
        title = squeeze(" ".join(heading(line.text) for line in part[note:size])) or head.title
        whole = _is_whole(part[-1].text)
        body, above = read_body(part[size:-1] if whole else part[size:]), read_body(part[:note])
        drafts.extend([Draft(head.title, None, None, head.date, above.texts)] if above.texts else [])
        drafts.append(Draft(title, person.name or author_named(title), person.office, head.date, body.texts))
        imprint.extend((*above.credits, *body.credits, *([part[-1].text] if whole else [])))
        start = end + 1
    rest = read_body(lines[start:])
    drafts.extend([Draft(head.title, None, None, head.date, rest.texts)] if rest.texts else [])
    return Parsed(tuple(drafts), (*unused(head.title, drafts), *filter(None, [head.byline]), *head.credits, *imprint, *rest.credits))


def _ends(lines: Sequence[Line]) -> list[tuple[int, Person]]:
    """The places of the signatures that have a paragraph above them."""
    found = []
    for place, line in enumerate(lines):
        person = _closing(line.text) if line.kind == "text" else None
        if person and (not _is_whole(line.text) or (place and _is_paragraph(lines[place - 1]))):
            found.append((place, person))
    return found


def _is_paragraph(line: Line) -> bool:
    return line.kind == "text" and line.text[-1] in "。！？…”）)" and _closing(line.text) is None


def _closing(text: str) -> Person | None:
    dashed = _DASH.fullmatch(text)
    if dashed:
        return read_byline(dashed["who"]) or split_joined(dashed["who"])
    person = signature(text)
    return person if person and "作者" in text[-120:] else None


def _is_whole(text: str) -> bool:
    """Whether a line is a signature and nothing else."""
    return text[0] in "（(【[〔—―–" and "。" not in text[:-2]


def _headlines(lines: Sequence[Line]) -> int:
    """How many of the first lines of a contribution are its headlines."""
    return next((place for place, line in enumerate(lines[: _MOST_HEADLINES + 1]) if not _is_headline(line)), 0)


def _is_headline(line: Line) -> bool:
    return line.kind == "heading" or (line.kind == "text" and is_headline(line.text) and _closing(line.text) is None)


LAYOUT: Final = Layout("signed", recognise, read)

"""Reading pages of several signed contributions (`archive.ingest.contributions`)."""

from collections.abc import Sequence

from archive import model
from archive.ingest.contributions import Contribution
from archive.ingest.credits import split_credit
from archive.ingest.head import Head, read_head
from archive.ingest.layouts.base import Draft, Parsed, read_body, unused
from archive.ingest.layouts.single import read_single
from archive.ingest.lines import Line
from archive.ingest.names import NOBODY
from archive.ingest.normalise import heading, squeeze
from archive.ingest.page import Page


def read_contributions(page: Page) -> Parsed:
    """One speech a contribution. What stands above the first is the page's own head, and a speech if it has text."""
    lines, found = page.lines, page.contributions
    if not found:
        return read_single(page)
    shared = shares_title(found)
    head = read_head(lines[: found[0].byline if shared else found[0].start])
    intro = read_body(head.body)
    drafts = [Draft(head.title, head.person.name, head.person.office, head.date, intro.texts)] if intro.texts else []
    imprint = [*head.credits, *intro.credits]
    warnings = []
    ends = (*(one.start for one in found[1:]), len(lines))
    gaps = sorted(lines[one.start].gap for one in found)
    for number, (one, end) in enumerate(zip(found, ends, strict=True)):
        title = head.title if shared and not number else _title(lines[one.start : one.byline], head)
        imprint.extend(split_credit(lines[one.byline].text) if one.person.others else ())
        split = _end_of_signed(lines, one.byline + 1, end, gaps[len(gaps) // 2])
        for start, stop, person in ((one.byline + 1, split, one.person), (split, end, NOBODY)):
            body = read_body(lines[start:stop])
            imprint.extend(body.credits)
            drafts.extend([Draft(title, person.name, person.office, head.date, body.texts)] if body.texts else [])
        warnings.extend([model.Warning("《{title}》之后有一段文字没有署名，单独成篇。", (("title", title or "—"),))] if split < end else [])
    return Parsed(tuple(drafts), (*unused(head.title, drafts), *imprint), tuple(warnings))


def shares_title(found: Sequence[Contribution]) -> bool:
    """Whether the only headline on the page stands above its first contribution: then it is the title of the page."""
    return len(found) > 1 and [one.start < one.byline for one in found].count(True) == 1 and found[0].start < found[0].byline


def _title(headlines: Sequence[Line], head: Head) -> str | None:
    """The headlines of a contribution as one title, or else the title of the page."""
    return squeeze(" ".join(heading(line.text) for line in headlines)) or head.title


def _end_of_signed(lines: Sequence[Line], start: int, end: int, usual: int) -> int:
    """Where a signed text ends: at its first gap, if that is wider than the gaps the page sets between contributions."""
    gap = next((place for place in range(start + 1, end) if lines[place].gap), end)
    return gap if gap < end and lines[gap].gap > max(usual, 1) else end

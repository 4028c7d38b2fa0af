"""Ingest: the bytes of a file become a `Document`. No files, no store, no web.

One way through: bytes -> (unpacking ->) reader -> text -> front matter -> markup -> lines -> layout -> outline and places -> Document.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from archive import model
from archive.errors import BadFile
from archive.ingest.dates import read_date
from archive.ingest.layouts import BY_NAME, choose
from archive.ingest.layouts.base import Draft, Layout, Parsed, Score
from archive.ingest.layouts.plain import LAYOUT as PLAIN
from archive.ingest.layouts.single import read_single
from archive.ingest.lines import split_lines
from archive.ingest.markup import plain
from archive.ingest.metadata import known, split_front_matter
from archive.ingest.normalise import clean, cut_long, unpad
from archive.ingest.outline import outline
from archive.ingest.page import Page
from archive.ingest.places import place_of
from archive.ingest.readers import read
from archive.ingest.readers.limits import LONGEST_LINE
from archive.ingest.unpacking import Item, unpack
from archive.ingest.unwrap import unwrap
from archive.model import Document, Origin, Speech

__all__ = ["Item", "parse", "unpack"]


_SHOWN: Final = frozenset(("title", "speaker", "office", "date", "place"))
"""What a text itself may show."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A text as a layout understood it: a file has one, a book one a chapter."""

    layout: Layout
    score: Score
    parsed: Parsed


def parse(name: str, data: bytes, metadata: Mapping[str, str] | None = None) -> Document:
    """Understand a file. `name` gives the format by its suffix; `metadata` overrules what the file says of itself
    (`archive.ingest.metadata` has the whole order).

    A book is one document, each of its chapters understood by itself. Raises BadFile for a file that cannot be read:
    unknown format or encoding, empty, binary, damaged, locked, too large, without any text, or a container of others.
    """
    reading = read(PurePath(name).name or name, data)
    fronted = split_front_matter(clean(reading.text))
    given, unknown = known(metadata or {})
    hints = {key: value for key, value in reading.hints.items() if key not in _SHOWN}
    facts = {**hints, **reading.metadata, **fronted.metadata, **given}
    pages, cut = _pages(reading.chapters or (fronted.text,), marked=reading.marked)
    if not pages:
        raise BadFile("文件 {name} 里没有正文。", name=name)
    parts = [_understood(page, facts, reading.hints) for page in pages]
    layout = Counter(part.layout for part in parts).most_common(1)[0][0]
    drafts, ignored = _overruled([draft for part in parts for draft in part.parsed.drafts], facts)
    if layout is PLAIN and drafts[0].title is None:
        ignored = (*ignored, model.Warning("没有认出版式，整份文件作为一篇收录。"))
    laws = [part.layout.law for part in parts for _ in part.parsed.drafts]
    return Document(
        speeches=tuple(_speech(draft, facts.get("place"), law=law) for draft, law in zip(drafts, laws, strict=True)),
        credits=tuple(line for part in parts for line in part.parsed.credits),
        layout=layout.name,
        confidence=min(part.score.value for part in parts),
        reason=parts[0].score.reason if len(parts) == 1 else "书逐章识别，最多的是这种版式。",
        warnings=(
            *reading.warnings,
            *fronted.warnings,
            *unknown,
            *cut,
            *(warning for part in parts for warning in part.parsed.warnings),
            *ignored,
        ),
        collection=facts.get("collection"),
        origin=Origin(**{key: facts.get(key) for key in ("publication", "page", "url", "licence", "language")}),
    )


def _pages(texts: Sequence[str], *, marked: bool) -> tuple[list[Page], tuple[model.Warning, ...]]:
    """The texts as pages of lines, without those that have no words, and a warning where lines had to be cut."""
    pages, count = [], 0
    for text in texts:
        short, found = cut_long(clean(plain(text) if marked else text), LONGEST_LINE)
        page = Page(unwrap(split_lines(short)))
        pages.extend([page] if any(line.kind != "rule" for line in page.lines) else [])
        count += found
    values = (("count", str(count)), ("limit", str(LONGEST_LINE)))
    return pages, (model.Warning("有 {count} 行超过 {limit} 字，已在句末分段。", values),) if count else ()


def _understood(page: Page, facts: Mapping[str, str], hints: Mapping[str, str]) -> _Part:
    """A page as its layout reads it; where it is one speech, hints fill in what it does not show."""
    layout, score = choose(page, facts.get("layout"))
    parsed = _with_text(layout.read(page), page)
    if len(parsed.drafts) == 1:
        only = parsed.drafts[0]
        date = only.date or read_date(hints.get("date", ""))
        hinted = replace(only, title=only.title or hints.get("title"), speaker=only.speaker or hints.get("speaker"), date=date)
        parsed = replace(parsed, drafts=(hinted,))
    return _Part(layout, score, parsed)


def _with_text(parsed: Parsed, page: Page) -> Parsed:
    """A reading in which every speech has text; a page of nothing but a title keeps it as its text."""
    kept = tuple(draft for draft in parsed.drafts if draft.texts)
    if kept:
        return replace(parsed, drafts=kept)
    again = read_single(page)
    if again.drafts[0].texts:
        return again
    title = again.drafts[0].title
    texts = (title,) if title else tuple(line.text for line in page.lines if line.kind != "rule")
    return Parsed(
        (replace(again.drafts[0], texts=texts),), again.credits if title else (), (model.Warning("没有正文，只收录了标题和署名。"),)
    )


def _overruled(drafts: Sequence[Draft], facts: Mapping[str, str]) -> tuple[tuple[Draft, ...], tuple[model.Warning, ...]]:
    """The drafts with what the metadata says, and a warning for what it says in vain.

    Among several speeches the title fills in where there is none, and speaker and office cannot be meant for all.
    """
    warnings = []
    date = read_date(facts["date"]) if "date" in facts else None
    if "date" in facts and date is None:
        warnings.append(model.Warning("元数据里的日期“{date}”读不懂，已略去。", (("date", facts["date"]),)))
    if "layout" in facts and facts["layout"] not in BY_NAME:
        warnings.append(model.Warning("元数据里的版式“{layout}”不认识，已略去。", (("layout", facts["layout"]),)))
    if date:
        drafts = [replace(draft, date=date) for draft in drafts]
    title, speaker, office = (facts.get(key) for key in ("title", "speaker", "office"))
    if len(drafts) == 1:
        only = _titled(drafts[0], title)
        speaker = unpad(speaker) if speaker else None
        return (replace(only, speaker=speaker or only.speaker, office=office or only.office),), tuple(warnings)
    if speaker or office:
        warnings.append(model.Warning("文件里有几篇发言，元数据里的发言人和职务没有用上。"))
    return tuple(replace(draft, title=draft.title or title) for draft in drafts), tuple(warnings)


def _titled(draft: Draft, title: str | None) -> Draft:
    """The draft under another title; a line that was read as its title and says more than that becomes text again."""
    if title is None:
        return draft
    shown = draft.title and unpad(draft.title) not in unpad(title)
    return replace(draft, title=title, texts=(draft.title, *draft.texts) if shown and draft.title else draft.texts)


def _speech(draft: Draft, place: str | None, *, law: bool) -> Speech:
    where = place or place_of(draft.office, draft.title)
    return Speech(draft.title, draft.speaker, draft.office, draft.date, where, outline(draft.texts, law=law))

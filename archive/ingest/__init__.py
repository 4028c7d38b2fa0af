"""Ingest: the bytes of a file become a `Document`. Pure: no files, no store, no web.

One way through: bytes -> reader -> text -> front matter -> markup -> lines -> layout -> outline and places -> Document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from archive import model
from archive.errors import BadFile
from archive.ingest.dates import read_date
from archive.ingest.layouts import BY_NAME, choose
from archive.ingest.layouts.base import Draft, Parsed
from archive.ingest.layouts.plain import LAYOUT as PLAIN
from archive.ingest.layouts.single import read_single
from archive.ingest.lines import split_lines
from archive.ingest.markup import plain
from archive.ingest.metadata import known, split_front_matter
from archive.ingest.normalise import clean, unpad
from archive.ingest.outline import outline
from archive.ingest.page import Page
from archive.ingest.places import place_of
from archive.ingest.readers import read
from archive.ingest.unwrap import unwrap
from archive.model import Document, Origin, Speech

__all__ = ["parse"]


def parse(name: str, data: bytes, metadata: Mapping[str, str] | None = None) -> Document:
    """Understand a file. `name` gives the format by its suffix; `metadata` overrules the file's front matter and that its text.

    Raises BadFile for a file that cannot be read: unknown format or encoding, empty, binary, too large, or without any text.
    """
    reading = read(PurePath(name).name or name, data)
    fronted = split_front_matter(clean(reading.text))
    given, unknown = known(dict(metadata or {}))
    facts = {**reading.metadata, **fronted.metadata, **given}
    page = Page(unwrap(split_lines(clean(plain(fronted.text)))))
    if all(line.kind == "rule" for line in page.lines):
        raise BadFile("文件 {name} 里没有正文。", name=name)
    layout, score = choose(page, facts.get("layout"))
    parsed = _with_text(layout.read(page), page)
    drafts, ignored = _overruled(parsed.drafts, facts)
    if layout is PLAIN and drafts[0].title is None:
        ignored = (*ignored, model.Warning("没有认出版式，整份文件作为一篇收录。"))
    return Document(
        speeches=tuple(_speech(draft, facts.get("place"), law=layout.law) for draft in drafts),
        credits=parsed.credits,
        layout=layout.name,
        confidence=score.value,
        reason=score.reason,
        warnings=(*reading.warnings, *fronted.warnings, *unknown, *parsed.warnings, *ignored),
        collection=facts.get("collection"),
        origin=Origin(**{key: facts.get(key) for key in ("publication", "page", "url", "licence", "language")}),
    )


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
        only = drafts[0]
        speaker = unpad(speaker) if speaker else None
        return (replace(only, title=title or only.title, speaker=speaker or only.speaker, office=office or only.office),), tuple(warnings)
    if speaker or office:
        warnings.append(model.Warning("文件里有几篇发言，元数据里的发言人和职务没有用上。"))
    return tuple(replace(draft, title=draft.title or title) for draft in drafts), tuple(warnings)


def _speech(draft: Draft, place: str | None, *, law: bool) -> Speech:
    where = place or place_of(draft.office, draft.title)
    return Speech(draft.title, draft.speaker, draft.office, draft.date, where, outline(draft.texts, law=law))

"""An interview: questions and answers, labelled 记者, 问, 答 or with names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from archive.ingest.labels import Label
from archive.ingest.layouts.base import NO, Draft, Layout, Parsed, Score, unused
from archive.ingest.layouts.turns import read_turns
from archive.ingest.names import NOBODY, Person, is_name, is_office, split_joined
from archive.ingest.normalise import unpad
from archive.ingest.page import Page

_ASKING: Final = frozenset(("记者", "記者", "主持人", "问", "問"))
_GUEST: Final = re.compile(
    r"(?:专访|访|对话)(?P<visited>[^—―：]{4,40})\Z|(?:[—―][ \u3000]?|\A|[ \u3000])"
    r"(?P<answering>[^—―： \u3000]{2,40}?)(?:就.{2,40})?答.{0,8}记者.?问\Z"
)
_BEFORE_NAME: Final = re.compile(r"[^，。、；：！？“”‘’（）()\s]{2,40}\Z")
_MEETING: Final = re.compile(r".*(?:了|请到|邀请|采访|专访|对话|请教|走近)")
_JOINED: Final = "和与及同"
_LONGEST_INTRODUCTION: Final = 4000
"""How many characters of the introduction are searched for offices."""


def recognise(page: Page) -> Score:
    """At least two questions and two answers."""
    found = [label for label in page.labels if label]
    asked = sum(1 for label in found if label.kind == "question" or label.office in _ASKING)
    answered = len(found) - asked
    if asked >= 2 and answered >= 2 and 12 * len(found) >= len(page.lines):
        return Score(0.93, "有“记者：”“问：”这样的提问和回答。")
    if asked and answered:
        return Score(0.75, "有提问和回答。")
    return NO


def read(page: Page) -> Parsed:
    """One speech a question and an answer; what stands before the first question is a speech of its own."""
    head = page.head
    guest = head.person if head.person.name else _guest(head.title or "")
    labels = [_answered_by(label, guest) for label in page.labels[len(page.lines) - len(head.body) :]]
    parsed = read_turns(head.body, labels, head.title, head.date, close=True)
    drafts = _with_offices(parsed.drafts)
    return Parsed(drafts, (*unused(head.title, drafts), *([head.byline] if head.byline else []), *head.credits, *parsed.credits))


def _guest(title: str) -> Person:
    """Who a title says is interviewed (`——访望川市市长某某`, `望川市市长某某就某事答记者问`)."""
    found = _GUEST.search(title)
    named = unpad(found["visited"] or found["answering"]) if found else ""
    if is_name(named):
        return Person(named, None)
    return split_joined(named) or (Person(None, named) if is_office(named) else NOBODY)


def _answered_by(label: Label | None, guest: Person) -> Label | None:
    """The label `答` with the name and office of the guest."""
    return replace(label, speaker=guest.name, office=guest.office) if label and label.kind == "answer" else label


def _with_offices(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The turns with the offices by which the introduction presents the people (`专访了望川市市长某某`)."""
    introduced = bool(drafts) and drafts[0].speaker is None and drafts[0].office is None
    text = "".join(drafts[0].texts)[:_LONGEST_INTRODUCTION] if introduced else ""
    names = frozenset(draft.speaker for draft in drafts if draft.speaker)
    offices = {name: _office(text, name, names) for name in names}
    return tuple(replace(draft, office=draft.office or offices.get(draft.speaker or "")) for draft in drafts)


def _office(text: str, name: str, names: frozenset[str]) -> str | None:
    """The office right before a name, without the verb or the person before it."""
    before, found, _ = text.partition(name)
    phrase = _BEFORE_NAME.search(before[-41:]) if found else None
    office = _MEETING.sub("", phrase[0]) if phrase else ""
    for other in names:
        office = office.rpartition(other)[2].lstrip(_JOINED) if other in office else office
    return office if is_office(office) else None


LAYOUT: Final = Layout("interview", recognise, read)

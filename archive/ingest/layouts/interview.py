"""An interview: questions and answers, labelled 记者, 问, 答 or with names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from archive.ingest.labels import Label, asks
from archive.ingest.layouts.base import NO, Draft, Layout, Parsed, Score, unused
from archive.ingest.layouts.turns import read_turns, with_offices
from archive.ingest.names import NOBODY, Person, is_name, is_office, split_joined
from archive.ingest.normalise import unpad
from archive.ingest.page import Page

_GUEST: Final = re.compile(
    r"\A(?:独家)?(?:专访|访谈|访|对话)(?P<first>[^：:—―]{2,40})[：:]|(?:专访|访|对话)(?P<visited>[^—―：]{4,40})\Z"
    r"|(?:[—―][ \u3000]?|\A|[ \u3000])(?P<answering>[^—―： \u3000]{2,40}?)(?:就.{2,40})?答.{0,8}记者.?问\Z"
)
_MET: Final = re.compile(r"(?:采访|专访|对话|请教)了?(?P<met>[^，。；：“”]{2,40}?)(?:[，。；：]|就)")
_BEFORE_NAME: Final = re.compile(r"[^，。、；：！？“”‘’（）()\s]{2,40}\Z")
_BEHIND_NAME: Final = re.compile(r"[（(](?P<office>[^（()）]{2,60})[）)]")
_MEETING: Final = re.compile(r".*(?:了|请到|邀请|采访|专访|对话|请教|走近|会见|接见|会晤)")
_JOINED: Final = "和与及同"
_LONGEST_INTRODUCTION: Final = 4000
"""How many characters of the introduction are searched for offices."""


def recognise(page: Page) -> Score:
    """At least two questions and two answers, or named people who speak by turns and say nearly all there is."""
    found = [label for label in page.labels if label]
    asked = sum(1 for label in found if asks(label))
    answered = len(found) - asked
    if asked >= 2 and answered >= 2 and 12 * len(found) >= len(page.lines):
        return Score(0.93, "有“记者：”“问：”这样的提问和回答。")
    people = {label.speaker for label in found if label.speaker}
    most = 4 if sum(1 for label in found if label.kind == "member") >= 3 else 2
    if len(people) >= 2 and most * len(found) >= len(page.head.body):
        return Score(0.85, "几位发言人轮流发言，各段以姓名开头。")
    return Score(0.75, "有提问和回答。") if asked and answered else NO


def read(page: Page) -> Parsed:
    """One speech a question and an answer; what stands before the first question is a speech of its own."""
    head = page.head
    found = page.labels[len(page.lines) - len(head.body) :]
    first, second = (*(place for place, label in enumerate(found) if label), len(found), len(found))[:2]
    opening = found[first] if first < len(found) else None
    end = second if opening and asks(opening) else first  # a host presents the guest
    introduction = "\n".join(line.text for line in head.body[:end])[:_LONGEST_INTRODUCTION]
    named = head.person.name and not (head.person.office or "").endswith("记者")
    guest = head.person if named else _guest(head.title or "", introduction)
    labels = [_answered_by(label, guest) for label in found]
    parsed = read_turns(head.body, labels, head.title, head.date, close=True)
    drafts = with_offices(_introduced(parsed.drafts, introduction, guest))
    return Parsed(drafts, (*unused(head.title, drafts), *([head.byline] if head.byline else []), *head.credits, *parsed.credits))


def _guest(title: str, introduction: str) -> Person:
    """Who is interviewed: a title says so (`——访望川市市长某某`, `望川市市长某某就某事答记者问`) or the introduction (`采访了某某`)."""
    found = _GUEST.search(title)
    met = _MET.search(introduction)
    named = unpad(next(filter(None, found.groups()), "")) if found else met["met"] if met else ""
    if is_name(named):
        return Person(named, None)
    return split_joined(named) or (Person(None, named) if found and is_office(named) else NOBODY)


def _answered_by(label: Label | None, guest: Person) -> Label | None:
    """The label `答` with the name and office of the guest."""
    return replace(label, speaker=guest.name, office=guest.office) if label and label.kind == "answer" else label


def _introduced(drafts: Sequence[Draft], introduction: str, guest: Person) -> tuple[Draft, ...]:
    """The turns with the offices by which introduction or title present the people (`专访了望川市市长某某`, `某某（望川市市长）`)."""
    names = frozenset(draft.speaker for draft in drafts if draft.speaker)
    offices = {name: _office(introduction, name, names) or (guest.office if name == guest.name else None) for name in names}
    return tuple(replace(draft, office=draft.office or offices.get(draft.speaker or "")) for draft in drafts)


def _office(text: str, name: str, names: frozenset[str]) -> str | None:
    """The office in brackets behind a name or right before it, without the verb or the person before it."""
    before, found, after = text.partition(name)
    bracketed = _BEHIND_NAME.match(after)
    if bracketed and is_office(bracketed["office"]):
        return bracketed["office"]
    phrase = _BEFORE_NAME.search(before[-41:]) if found else None
    office = _MEETING.sub("", phrase[0]) if phrase else ""
    for other in names:
        office = office.rpartition(other)[2].lstrip(_JOINED) if other in office else office
    return office if is_office(office) else None


LAYOUT: Final = Layout("interview", recognise, read)

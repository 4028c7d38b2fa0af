"""What every layout takes and gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive import model
from archive.ingest.credits import is_credit, split_credit
from archive.ingest.lines import Line
from archive.ingest.notes import note_places
from archive.ingest.page import Page


@dataclass(frozen=True, slots=True)
class Score:
    """How sure a layout is that a page is of its kind, from 0 to 1, and why: a sentence for the archivist."""

    value: float
    reason: str


NO: Score = Score(0.0, "")


@dataclass(frozen=True, slots=True)
class Draft:
    """A speech as a layout found it, before outline and place are added."""

    title: str | None
    speaker: str | None
    office: str | None
    date: str | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The speeches of a page in order, the lines about it, and what the archivist should know."""

    drafts: tuple[Draft, ...]
    credits: tuple[str, ...] = ()
    warnings: tuple[model.Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of page: its name, how it is recognised, how it is read, and whether its points are those of a law."""

    name: str
    recognise: Callable[[Page], Score]
    read: Callable[[Page], Parsed]
    law: bool = False


def unused(title: str | None, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The title of a page, for its credits, where no speech bears it."""
    return (title,) if title and all(draft.title != title for draft in drafts) else ()


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs, and the credits that stood among them."""

    texts: tuple[str, ...]
    credits: tuple[str, ...]


_NOTES = ("注释", "註釋", "注解", "参考文献", "〔1〕", "［1］", "[1]", "（1）注")


def read_body(lines: Sequence[Line]) -> Body:
    """Part the paragraphs of a text from the credits, links and closing notes among them."""
    texts: list[str] = []
    imprint: list[str] = []
    notes = note_places(lines)
    for place, line in enumerate(lines):
        after_rule = place > 0 and lines[place - 1].kind == "rule"
        if after_rule and line.text.replace("\u3000", "").startswith(_NOTES):
            imprint.extend(note.text for note in lines[place:] if note.kind != "rule")
            break
        if line.kind == "rule":
            continue
        if place in notes:
            imprint.append(line.text)
        elif is_credit(line.text) or (line.kind == "quote" and not texts):
            imprint.extend(split_credit(line.text))
        elif (
            imprint
            and place == len(lines) - 1
            and not line.indented
            and not line.gap
            and is_credit(lines[place - 1].text)
            and len(line.text) < 20
        ):
            imprint[-1] += line.text
        else:
            texts.append(line.text)
    return Body(tuple(texts), tuple(imprint))

"""The words of a search, marked in a whole speech. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.store.records import SpeechRecord
from index.highlight import Marker
from index.model import Doc, Span
from index.syntax import parse

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SpeechMarks:
    """The spans to mark in the heading of a speech, and in its paragraphs by id."""

    title: Spans = ()
    speaker: Spans = ()
    office: Spans = ()
    texts: Mapping[str, Spans] = field(default_factory=dict)


def speech_marks(speech: SpeechRecord, q: str) -> SpeechMarks:
    """The places of what `q` looks for; none where it is empty."""
    if not q:
        return SpeechMarks()
    marker = Marker(parse(q).node)
    name = speech.speaker.name if speech.speaker else ""
    heading = marker.marks(Doc(speech.id, speech.id, 0, "", title=speech.title or "", speaker=name, office=speech.office or ""))
    texts = {one.id: marker.marks(Doc(one.id, speech.id, one.number, one.text)).get("text", ()) for one in speech.paragraphs}
    return SpeechMarks(heading.get("title", ()), heading.get("speaker", ()), heading.get("office", ()), texts)

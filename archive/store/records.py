"""What the store answers: frozen records."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.model import Origin

State = Literal["live", "merged", "withdrawn"]


@dataclass(frozen=True, slots=True)
class SpeakerRef:
    """A speaker by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SpeechRef:
    """A speech in a list; `paragraphs` is how many it has."""

    id: str
    title: str | None
    speaker_name: str | None
    office: str | None
    date: str | None
    collection: str | None
    paragraphs: int


@dataclass(frozen=True, slots=True)
class StoredParagraph:
    """A paragraph as it stands in its speech; `number` counts from 1."""

    id: str
    number: int
    text: str
    path: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class SpeechRecord:
    """A speech with its paragraphs, its document and its neighbours there."""

    id: str
    title: str | None
    speaker: SpeakerRef | None
    office: str | None
    date: str | None
    place: str | None
    collection: str | None
    document_id: str
    document_name: str
    origin: Origin
    number_in_document: int
    paragraphs: tuple[StoredParagraph, ...]
    previous: SpeechRef | None
    next: SpeechRef | None


@dataclass(frozen=True, slots=True)
class Revision:
    """The words of one version of a paragraph and when they came in (UTC)."""

    version: int
    text: str
    added: datetime


@dataclass(frozen=True, slots=True)
class ParagraphRecord:
    """A paragraph by its permalink: where it stands, or where it went.

    `speech_id` is None once it is withdrawn, `target` is the paragraph it was merged into. `revisions`
    holds every version, the current one last. `certain` is false where a change of its document left doubt
    that this is still the same paragraph.
    """

    id: str
    state: State
    speech_id: str | None
    number: int
    text: str
    version: int
    target: str | None
    certain: bool
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """A speaker and all speeches by date, undated ones last."""

    id: str
    name: str
    speeches: tuple[SpeechRef, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a document as they came in, and the name of its file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the archive holds."""

    documents: int
    speeches: int
    paragraphs: int
    speakers: int
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a document did.

    `outcome` is `added`, `revised` or `unchanged`; `source` names the document it is, which is another
    file's where the same bytes were there before. `kept`, `new` and `withdrawn` count paragraphs.
    """

    outcome: Literal["added", "revised", "unchanged"]
    document_id: str
    source: str
    kept: int = 0
    new: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A live paragraph with all the index wants to know of it."""

    id: str
    speech_id: str
    number: int
    text: str
    title: str | None
    speaker: str | None
    office: str | None
    place: str | None
    collection: str | None
    date: str | None

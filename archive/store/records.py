"""What the store answers: frozen records."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from archive.model import Origin

State = Literal["live", "merged", "withdrawn"]
LikenessKind = Literal["same", "near", "part"]


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
class OutlinePoint:
    """A point of an outline above a paragraph: its label, and the words of the paragraph it begins at."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What is cited of a speech, without its paragraphs."""

    id: str
    title: str | None
    speaker: SpeakerRef | None
    office: str | None
    date: str | None
    place: str | None
    collection: str | None
    document_name: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Harvested:
    """A speech as harvesters get it; `changed` is when it changed last (UTC, ISO 8601 with seconds), `stands` is false once it is no longer
    in its document."""

    heading: Heading
    changed: str
    stands: bool


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document: the name of its file, and its speeches in order."""

    id: str
    name: str
    speeches: tuple[SpeechRef, ...]


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
class SpeakerSummary:
    """A speaker in a list: how many speeches, and the first and the last date known of them."""

    id: str
    name: str
    speeches: int
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True, slots=True)
class Companion:
    """A speaker who speaks in the same documents as another, and in how many of them."""

    id: str
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a document as they came in, and the name of its file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Edition:
    """The bytes of a file as they came in once; `number` counts from 1, `current` says that they are those it has today. `key` is a
    short word that no other file has."""

    key: str
    name: str
    number: int
    current: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the archive holds; `duplicates` counts pairs of documents, `doubts` matches that wait for a review, `failures` files."""

    documents: int
    speeches: int
    paragraphs: int
    speakers: int
    first_date: str | None
    last_date: str | None
    duplicates: int = 0
    doubts: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another document with the same words: where it came from, and how alike the two are, from 0 to 1.

    `kind` is `same` (every letter: only encoding, spacing or format differ), `near` (a reprint: the share of their 5-grams
    that both have, estimated) or `part` (passages in common: their share of the shorter document's letters).
    """

    document_id: str
    source: str
    kind: LikenessKind
    score: float


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a document did.

    `outcome` is `added`, `revised` or `unchanged`; `source` names the document it is, which is another
    file's where the same bytes were there before. `kept`, `new` and `withdrawn` count paragraphs, `doubts` those of the kept
    that may be others, `duplicates` tells which documents have the same words.
    """

    outcome: Literal["added", "revised", "unchanged"]
    document_id: str
    source: str
    kept: int = 0
    new: int = 0
    withdrawn: int = 0
    doubts: int = 0
    duplicates: tuple[Likeness, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying an authority file did: how many persons it has, how many speeches moved to another speaker, in how many documents
    something changed, and how many speeches stand under a name of namesakes that no rule decides."""

    people: int
    moved: int
    documents: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving a store did: how many rows it has, and the SHA-256 of them all, the same on both sides."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A weak match between two readings of a document: the words a paragraph had, those it has been taken to have become, and how
    alike they are, from 0 to 1. `heir_id` is the paragraph that has them: another one where it was merged."""

    id: int
    paragraph_id: str
    heir_id: str
    kind: str
    score: float
    before: str
    after: str
    document_id: str
    source: str


class IndexRow(NamedTuple):
    """A live paragraph with all the index wants to know of it; what is unknown is empty."""

    id: str
    speech_id: str
    number: int
    text: str
    title: str
    speaker: str
    office: str
    place: str
    collection: str
    date: str

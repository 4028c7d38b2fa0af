"""What a document is once it has been understood: frozen records, without identity, search or URLs."""

from dataclasses import dataclass
from typing import NamedTuple


class Paragraph(NamedTuple):
    """A paragraph in its original wording and glyphs, without indentation.

    `path` is its place in the outline: the labels of the points it stands under, outermost
    first, its own label last (`("一、总体要求", "（二）")`); empty where there is no outline.
    """

    text: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """What a reader would cite: one speaker's contribution under one title, a report, an article, a turn.

    Unknown values are None. `date` is ISO 8601 and may be partial (`2020-03`). `place` is where the office
    (or else the speech) belongs.
    """

    title: str | None
    speaker: str | None
    office: str | None
    date: str | None
    place: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document was published, as far as its metadata tells."""

    publication: str | None = None
    page: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Warning:
    """A sentence for the archivist: a message id of the catalogue and the values to fill in."""

    message: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was understood. `confidence` is the layout's score between 0 and 1, `reason` why it won."""

    speeches: tuple[Speech, ...]
    credits: tuple[str, ...]
    layout: str
    confidence: float
    reason: str
    warnings: tuple[Warning, ...] = ()
    collection: str | None = None
    origin: Origin = Origin()

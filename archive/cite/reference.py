"""What every format cites: one neutral record of a speech, or of one of its paragraphs. Pure."""

import datetime
import re
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from archive.model import Origin
from archive.store.records import SpeakerRef

ARCHIVE: Final = "言录"
"""What this archive is called where a format names it."""

Kind = Literal["newspaper", "report", "webpage", "collected"]

_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_REPORT: Final = re.compile("(?:报告|報告|白皮书|白皮書)(?:[（(][^（()）]*[）)])?$")
_COLLECTION: Final = re.compile("[集录錄编編辑輯卷选選]$")

_SITE: Final = re.compile("(?:网|網|网站|網站|在线|客户端|公众号|[.][a-z]+)$", re.IGNORECASE)


class Cited(Protocol):
    """The heading of a speech: what is cited of it beside its paragraphs."""

    @property
    def id(self) -> str:
        """The identifier of the speech."""
        ...

    @property
    def title(self) -> str | None:
        """Its title."""
        ...

    @property
    def speaker(self) -> SpeakerRef | None:
        """Who spoke."""
        ...

    @property
    def date(self) -> str | None:
        """ISO 8601, may be partial."""
        ...

    @property
    def collection(self) -> str | None:
        """The collection its document is in."""
        ...

    @property
    def document_name(self) -> str:
        """The name of its file."""
        ...

    @property
    def origin(self) -> Origin:
        """Where it was published."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """The paragraph that is cited: its identifier, its number in the speech (from 1) and its words."""

    id: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A speech or paragraph as it is cited; unknown values are None, every value is a single line.

    `id` is the paragraph's, or the speech's where no paragraph is meant. `container` is the newspaper, the site or the collected edition.
    `date` is ISO 8601 and may be partial. `link` is the permalink, empty where the archive has no public address. `quote` are the words
    of the paragraph.
    """

    id: str
    kind: Kind
    author: str | None
    title: str
    container: str | None
    date: str | None
    page: str | None
    paragraph: int | None
    link: str
    accessed: datetime.date
    language: str
    quote: str

    @property
    def year(self) -> str:
        """The year of the date, or nothing."""
        return (self.date or "")[:4]


def refer(speech: Cited, passage: Passage | None, link: str, accessed: datetime.date) -> Reference:
    """The reference to a speech, or to one of its paragraphs. A speech without a title is cited by the name of its file."""
    kind = kind_of(speech)
    return Reference(
        id=passage.id if passage else speech.id,
        kind=kind,
        author=_line(speech.speaker.name) if speech.speaker else None,
        title=_line(speech.title) or _line(speech.document_name) or speech.id,
        container=_line(speech.collection) if kind == "collected" else _line(speech.origin.publication),
        date=speech.date,
        page=_line(speech.origin.page),
        paragraph=passage.number if passage else None,
        link=link,
        accessed=accessed,
        language=_line(speech.origin.language) or "zh-CN",
        quote=_line(passage.text) or "" if passage else "",
    )


def kind_of(speech: Cited) -> Kind:
    """The type by what is known: what a site published (新闻网) is a web page, what another publication did is a newspaper article, what
    calls itself a report (报告) is one, what has an address elsewhere is a web page, what stands in a collection named like a book (文集,
    讲话选, 实录) is collected; all else is a page of this archive."""
    publication = _line(speech.origin.publication)
    if publication:
        return "webpage" if _SITE.search(publication) else "newspaper"
    if _REPORT.search(speech.title or ""):
        return "report"
    if not speech.origin.url and _COLLECTION.search(_line(speech.collection) or ""):
        return "collected"
    return "webpage"


def _line(text: str | None) -> str | None:
    """The text on one line, or None where nothing is left of it."""
    return _BREAKS.sub(" ", text).strip() or None if text else None

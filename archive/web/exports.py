"""Every passage of a search as a file, written while it is read: at no time are more than some hundred passages in memory."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import islice
from typing import Final

from archive.cite.bibtex import bibtex
from archive.cite.gbt7714 import gbt7714_2025
from archive.cite.reference import Passage, Reference, refer
from archive.cite.ris import ris
from archive.model import Origin
from archive.store import Store
from archive.store.records import Heading, SpeakerRef
from index.model import Doc, Hit

AT_ONCE: Final = 256
"""Passages written together; the store is asked once about all their speeches."""

COLUMNS: Final = (
    *("id", "permalink", "speech_id", "number", "title", "speaker", "office", "date", "place", "collection"),
    *("publication", "page", "url", "text"),
)
"""The columns of a table, and the fields of a line of JSON."""

_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection); such a cell gets an apostrophe before it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage with what its speech says of itself, and its permalink, which is absolute where the public address is known."""

    doc: Doc
    heading: Heading
    permalink: str

    def reference(self, accessed: date) -> Reference:
        """The passage as it is cited."""
        passage = Passage(self.doc.id, self.doc.number, self.doc.text)
        return refer(self.heading, passage, self.permalink if "://" in self.permalink else "", accessed)

    def values(self) -> dict[str, str | int]:
        """The values of `COLUMNS`; unknown ones are empty."""
        doc, origin = self.doc, self.heading.origin
        about = (doc.title, doc.speaker, doc.office, doc.date, doc.place, doc.collection)
        whence = (origin.publication or "", origin.page or "", origin.url or "")
        return dict(zip(COLUMNS, (doc.id, self.permalink, doc.speech_id, doc.number, *about, *whence, doc.text), strict=True))


Writer = Callable[[Iterable[Row], date], str]


def export(suffix: str, hits: Iterable[Hit], store: Store, permalink: Callable[[str], str], accessed: date) -> Iterator[tuple[str, int]]:
    """The file in pieces, each with how many passages are written by then; the first piece is what stands before them."""
    yield FORMATS[suffix].head, 0
    done = 0
    rest = iter(hits)
    while some := list(islice(rest, AT_ONCE)):
        headings = store.headings({hit.doc.speech_id for hit in some})
        rows = [Row(hit.doc, headings.get(hit.doc.speech_id) or _heading(hit.doc), permalink(hit.doc.id)) for hit in some]
        done += len(rows)
        yield FORMATS[suffix].write(rows, accessed), done


def _heading(doc: Doc) -> Heading:
    """What the index knows of a speech that is no longer in the store."""
    speaker = SpeakerRef("", doc.speaker) if doc.speaker else None
    known = (doc.office or None, doc.date or None, doc.place or None, doc.collection or None)
    return Heading(doc.speech_id, doc.title or None, speaker, *known, document_name=doc.speech_id, origin=Origin())


def _csv(rows: Iterable[Row], _accessed: date) -> str:
    return _table([_guarded(value) for value in row.values().values()] for row in rows)


def _table(rows: Iterable[Iterable[object]]) -> str:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _guarded(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _jsonl(rows: Iterable[Row], _accessed: date) -> str:
    return "".join(json.dumps({name: value or None for name, value in row.values().items()}, ensure_ascii=False) + "\n" for row in rows)


def _txt(rows: Iterable[Row], accessed: date) -> str:
    return "".join(f"{row.doc.text}\n{gbt7714_2025(row.reference(accessed))}\n\n" for row in rows)


def _ris(rows: Iterable[Row], accessed: date) -> str:
    return "".join(ris(row.reference(accessed)) + "\r\n" for row in rows)


def _bib(rows: Iterable[Row], accessed: date) -> str:
    return "".join(bibtex(row.reference(accessed)) + "\n" for row in rows)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its content type, what stands before the passages, and how they are written."""

    content_type: str
    head: str
    write: Writer


FORMATS: Final[Mapping[str, Format]] = {
    "csv": Format("text/csv; charset=utf-8", "\ufeff" + _table([COLUMNS]), _csv),
    "jsonl": Format("application/jsonl; charset=utf-8", "", _jsonl),
    "ris": Format("application/x-research-info-systems; charset=utf-8", "", _ris),
    "bib": Format("application/x-bibtex; charset=utf-8", "", _bib),
    "txt": Format("text/plain; charset=utf-8", "", _txt),
}
"""The kinds of files by suffix. A table begins with a byte order mark: without it Excel takes UTF-8 for something else."""

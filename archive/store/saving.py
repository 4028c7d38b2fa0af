"""Saving documents together: new ones in a few large statements, known ones revised with every identifier kept that can be kept."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, bindparam, func, select, update

from archive.model import Document
from archive.sketch import reading, sketch
from archive.store.allocation import Ids
from archive.store.changing import Changes, timestamp
from archive.store.incoming import Incoming
from archive.store.likenesses import Likenesses, stored_sketches
from archive.store.records import Saved
from archive.store.revising import Revisions, speech_row, written_path
from archive.store.speakers import Speakers
from archive.store.statements import among, insert_rows
from archive.store.tables import document, edition, original, paragraph, speech

NEW_ROWS: Final = (original, document, edition, speech, paragraph)
"""The tables a new document has rows in, in the order in which they refer to each other."""

_DOCUMENT: Final = itemgetter(*(column.name for column in document.columns))
_SPEECH: Final = itemgetter(*(column.name for column in speech.columns))
"""The values of a row in the order of its table."""

_DOCUMENTS: Final = select(document).order_by(document.c.changed.desc())
_ORIGINALS: Final = select(original.c.sha256)
_EDITIONS: Final = select(edition.c.document_id, func.max(edition.c.number).label("number")).group_by(edition.c.document_id)
_CHANGE: Final = update(document).where(document.c.id == bindparam("key"))


def incoming(source: str, name: str, data: bytes, read: Document, collection: str | None) -> Incoming:
    """A document with all that can be worked out without the store."""
    return Incoming(source, name, data, read, collection, hashlib.sha256(data).hexdigest(), reading(read), sketch(read))


def save(connection: Connection, documents: Sequence[Incoming], stands: Callable[[str], bool]) -> list[Saved]:
    """Store documents as they were read and say what that changed, one by one.

    A document is known by its source. The bytes of a known document from another source are a copy, which changes nothing, as long as
    the first file `stands` (by source); else that file has moved, and its document with it.
    """
    group = _Group(connection, documents, stands)
    saved = [group.save(one) for one in documents]
    group.write()
    return saved


@dataclass(slots=True)
class _Known:
    """What there is of a document."""

    id: str
    source: str
    sha256: str
    reading: str
    collection: str | None
    container: str | None


class _Group:
    """Documents saved together: what they need to know is looked up for all of them, what they bring is written at the end."""

    def __init__(self, connection: Connection, documents: Sequence[Incoming], stands: Callable[[str], bool]) -> None:
        self._connection, self._stands = connection, stands
        self._by_source = {one.source: one for one in _known(connection, document.c.source, {one.source for one in documents})}
        self._by_bytes = {one.sha256: one for one in _known(connection, document.c.sha256, {one.sha256 for one in documents})}
        held = among(connection, _ORIGINALS, original.c.sha256, {one.sha256 for one in documents})
        self._stored = {row.sha256 for row in held}
        known = {one.id for one in (*self._by_source.values(), *self._by_bytes.values())}
        self._sketches = stored_sketches(connection, known)
        self._editions: dict[str, int] = {row.document_id: row.number for row in among(connection, _EDITIONS, edition.c.document_id, known)}
        speeches = [one for each in documents for one in each.read.speeches]
        self._speakers = Speakers(connection, {one.speaker for one in speeches if one.speaker})
        self._likenesses = Likenesses(connection, [one.sketch for one in documents])
        self._changes = Changes(connection)
        self._document_ids = Ids(connection, document.c.id, len(documents))
        self._speech_ids = Ids(connection, speech.c.id, len(speeches))
        self._paragraph_ids = Ids(connection, paragraph.c.id, sum(len(one.paragraphs) for one in speeches))
        self._now = timestamp()
        changed = [(self._by_source.get(one.source), one) for one in documents]
        likely = {known.id for known, one in changed if known and (known.sha256, known.reading) != (one.sha256, one.reading)}
        self._revisions = Revisions(connection, likely, self._speech_ids, self._paragraph_ids, self._now)
        self._pending: set[str] = set()
        self._changed: list[dict[str, Any]] = []
        self._rows: dict[Table, list[tuple[Any, ...]]] = {table: [] for table in NEW_ROWS}

    def save(self, one: Incoming) -> Saved:
        """Take one document: new, unchanged, or revised."""
        known = self._by_source.get(one.source)
        if known is None:
            known = self._by_bytes.get(one.sha256)
            if known is None:
                return self._add(one)
            if self._stands(known.container or known.source):
                return Saved("unchanged", known.id, known.source)
            self._move(known, one)
        if (known.sha256, known.reading) != (one.sha256, one.reading):
            return self._revise(known, one)
        if one.sketch != self._sketches.get(known.id):
            self._settle(known.id)
            self._likenesses.replace(known.id, known.source, one.sketch, self._sketches.get(known.id))
            self._sketches[known.id] = one.sketch
        return Saved("unchanged", known.id, known.source)

    def write(self) -> None:
        """Store what has come together."""
        self._speakers.write(self._changes)
        for table, rows in self._rows.items():
            insert_rows(self._connection, table, rows)
            rows.clear()
        if self._changed:
            self._connection.execute(_CHANGE, self._changed)
            self._changed.clear()
        self._revisions.write()
        self._likenesses.write()
        self._pending.clear()

    def _add(self, one: Incoming) -> Saved:
        document_id, collection = self._document_ids.take(), one.read.collection or one.collection
        self._pending.add(document_id)
        self._keep_bytes(one)
        place = {"id": document_id, "source": one.source, "name": one.name, "container": one.container}
        facts = self._facts(one) | place | {"collection": collection, "added": self._now}
        self._rows[document].append(_DOCUMENT(facts))
        self._editions[document_id] = 1
        self._rows[edition].append((document_id, 1, one.sha256, self._now))
        new = 0
        for position, item in enumerate(one.read.speeches, 1):
            speech_id = self._speech_ids.take()
            facts = speech_row(item, position, collection, self._speakers) | {"id": speech_id, "document_id": document_id}
            self._rows[speech].append(_SPEECH(facts | {"modified": self._now}))
            ids = self._paragraph_ids.take_many(len(item.paragraphs))
            self._rows[paragraph] += [
                (paragraph_id, speech_id, number, text, written_path(path), "live", None, 1, self._now)
                for number, (paragraph_id, (text, path)) in enumerate(zip(ids, item.paragraphs, strict=True), 1)
            ]
            new += len(item.paragraphs)
        self._remember(_Known(document_id, one.source, one.sha256, one.reading, collection, one.container), one)
        return Saved("added", document_id, one.source, new=new, duplicates=self._likenesses.add(document_id, one.source, one.sketch))

    def _revise(self, known: _Known, one: Incoming) -> Saved:
        self._settle(known.id)
        self._keep_bytes(one)
        facts = self._facts(one) | {"collection": one.read.collection or known.collection}
        self._changed.append(facts | {"key": known.id})
        if known.sha256 != one.sha256:
            self._editions[known.id] = self._editions.get(known.id, 0) + 1
            self._rows[edition].append((known.id, self._editions[known.id], one.sha256, self._now))
        headings = [speech_row(item, place, facts["collection"], self._speakers) for place, item in enumerate(one.read.speeches, 1)]
        counts = self._revisions.revise(known.id, one.read.speeches, headings, facts["changed"])
        alike = self._likenesses.replace(known.id, known.source, one.sketch, self._sketches.get(known.id))
        if self._by_bytes.get(known.sha256, known).id == known.id:
            self._by_bytes.pop(known.sha256, None)
        self._remember(_Known(known.id, known.source, one.sha256, one.reading, facts["collection"], known.container), one)
        return Saved("revised", known.id, known.source, *counts, alike)

    def _move(self, known: _Known, one: Incoming) -> None:
        self.write()
        self._by_source.pop(known.source, None)
        known.source, known.container = one.source, one.container
        place = {"source": one.source, "name": one.name, "container": one.container}
        self._connection.execute(update(document).where(document.c.id == known.id).values(**place))
        self._remember(known, one)

    def _settle(self, document_id: str) -> None:
        """Have all of a document stored before it changes again."""
        if document_id in self._pending:
            self.write()
        self._pending.add(document_id)

    def _keep_bytes(self, one: Incoming) -> None:
        if one.sha256 not in self._stored:
            self._stored.add(one.sha256)
            self._rows[original].append((one.sha256, one.data))

    def _remember(self, known: _Known, one: Incoming) -> None:
        self._by_source[known.source] = self._by_bytes[one.sha256] = known
        self._sketches[known.id] = one.sketch

    def _facts(self, one: Incoming) -> dict[str, Any]:
        read, origin = one.read, one.read.origin
        return {
            "sha256": one.sha256,
            "reading": one.reading,
            "changed": self._changes.next(),
            "layout": read.layout,
            "confidence": read.confidence,
            "reason": read.reason,
            "warnings": _json([[warning.message, warning.values] for warning in read.warnings]),
            "credits": _json(read.credits),
            "publication": origin.publication,
            "page": origin.page,
            "url": origin.url,
            "licence": origin.licence,
            "language": origin.language,
        }


def _known(connection: Connection, column: Column[str], values: Collection[str]) -> Iterable[_Known]:
    """The documents of these sources or bytes, the oldest last."""
    rows = among(connection, _DOCUMENTS, column, values)
    yield from (_Known(row.id, row.source, row.sha256, row.reading, row.collection, row.container) for row in rows)


_json: Final = json.JSONEncoder(ensure_ascii=False).encode

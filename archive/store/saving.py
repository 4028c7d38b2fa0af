"""Saving one document: new, unchanged, or revised with every identifier kept that can be kept."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Row, bindparam, func, insert, select, update

from archive.model import Document, Paragraph, Speech
from archive.store.align import align, inherit
from archive.store.ids import new_id
from archive.store.records import Saved
from archive.store.tables import document, edition, original, paragraph, speaker, speech

STATEMENT_ITEMS: Final = 500
"""Values in one IN list: every database takes this many."""


def save(connection: Connection, source: str, name: str, data: bytes, read: Document, collection: str | None) -> Saved:
    """Store a document as it was read and say what that changed.

    `source` tells which document these bytes belong to; `collection` is where a new document goes that does not
    name its own. The same bytes read the same way change nothing, wherever they come from.
    """
    sha256, reading = hashlib.sha256(data).hexdigest(), _digest(read)
    known = _find(connection, source, sha256)
    if known is not None and (known.sha256, known.reading) == (sha256, reading):
        return Saved("unchanged", known.id, known.source)
    if connection.scalar(select(original.c.sha256).filter_by(sha256=sha256)) is None:
        connection.execute(insert(original).values(sha256=sha256, data=data))
    facts = _facts(read) | {"sha256": sha256, "reading": reading, "changed": _next_change(connection)}
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if known is None:
        document_id = _fresh_ids(connection, document.c.id, 1)[0]
        facts["collection"] = read.collection or collection
        connection.execute(insert(document).values(id=document_id, source=source, name=name, added=now, **facts))
        connection.execute(insert(edition).values(document_id=document_id, number=1, sha256=sha256, added=now))
    else:
        document_id = known.id
        facts["collection"] = read.collection or known.collection
        connection.execute(update(document).where(document.c.id == document_id).values(**facts))
        if known.sha256 != sha256:
            number = connection.scalar(select(func.max(edition.c.number)).filter_by(document_id=document_id)) or 0
            connection.execute(insert(edition).values(document_id=document_id, number=number + 1, sha256=sha256, added=now))
    counts = _save_speeches(connection, document_id, read.speeches, now)
    return Saved("added" if known is None else "revised", document_id, source if known is None else known.source, *counts)


def _digest(read: Document) -> str:
    return hashlib.sha256(repr(read).encode()).hexdigest()


def _find(connection: Connection, source: str, sha256: str) -> Row[Any] | None:
    """The document these bytes belong to: the one with the same source, or else one with the same bytes."""
    by_source = connection.execute(select(document).filter_by(source=source)).first()
    return by_source or connection.execute(select(document).filter_by(sha256=sha256)).first()


def _next_change(connection: Connection) -> int:
    return (connection.scalar(select(func.max(document.c.changed))) or 0) + 1


def _facts(read: Document) -> dict[str, Any]:
    origin = read.origin
    return {
        "layout": read.layout,
        "confidence": read.confidence,
        "reason": read.reason,
        "warnings": _json([astuple(warning) for warning in read.warnings]),
        "credits": _json(read.credits),
        "publication": origin.publication,
        "page": origin.page,
        "url": origin.url,
        "licence": origin.licence,
        "language": origin.language,
    }


def _save_speeches(connection: Connection, document_id: str, speeches: Sequence[Speech], now: str) -> tuple[int, int, int]:
    """Align the new reading with the stored one and write it; returns how many paragraphs were kept, new and withdrawn."""
    old = connection.execute(
        select(paragraph.c.id, paragraph.c.text, paragraph.c.speech_id)
        .join(speech)
        .where(speech.c.document_id == document_id, paragraph.c.state == "live")
        .order_by(speech.c.position, paragraph.c.number)
    ).all()
    matches = align([row.text for row in old], [item.text for one in speeches for item in one.paragraphs])
    speech_ids = _save_headings(connection, document_id, speeches, _inherited(old, matches, speeches))
    fresh = iter(_fresh_ids(connection, paragraph.c.id, matches.count(None)))
    added: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    for (speech_id, number, item), match in zip(_placed(speech_ids, speeches), matches, strict=True):
        place = {"speech_id": speech_id, "number": number, "path": _json(item.path)}
        if match is None:
            added.append({"id": next(fresh), "text": item.text, "state": "live", "version": 1, "added": now} | place)
        else:
            kept.append({"key": old[match].id} | place)
    gone = [{"key": old[place].id} for place in sorted(set(range(len(old))) - set(matches))]
    this = paragraph.c.id == bindparam("key")
    for statement, rows in (
        (insert(paragraph), added),
        (update(paragraph).where(this), kept),
        (update(paragraph).where(this).values(state="withdrawn"), gone),
    ):
        if rows:
            connection.execute(statement, rows)
    return len(kept), len(added), len(gone)


def _placed(speech_ids: Sequence[str], speeches: Sequence[Speech]) -> Iterator[tuple[str, int, Paragraph]]:
    for speech_id, one in zip(speech_ids, speeches, strict=True):
        for number, item in enumerate(one.paragraphs, 1):
            yield speech_id, number, item


def _inherited(old: Sequence[Row[Any, Any, Any]], matches: Sequence[int | None], speeches: Sequence[Speech]) -> list[str | None]:
    """For each speech the identifier of the stored speech it continues, or None."""
    names = list(dict.fromkeys(row.speech_id for row in old))
    numbers = {name: number for number, name in enumerate(names)}
    sources = iter([None if match is None else numbers[old[match].speech_id] for match in matches])
    groups = [[next(sources) for _ in one.paragraphs] for one in speeches]
    return [None if source is None else names[source] for source in inherit(groups)]


def _save_headings(connection: Connection, document_id: str, speeches: Sequence[Speech], inherited: Sequence[str | None]) -> list[str]:
    """Write the speeches without their paragraphs; returns their identifiers. Those no longer in the document lose their position."""
    connection.execute(update(speech).where(speech.c.document_id == document_id).values(position=None))
    fresh = iter(_fresh_ids(connection, speech.c.id, inherited.count(None)))
    speakers = _speaker_ids(connection, {one.speaker for one in speeches if one.speaker})
    ids = []
    for position, (one, known) in enumerate(zip(speeches, inherited, strict=True), 1):
        values = {
            "position": position,
            "title": one.title,
            "speaker_id": speakers[one.speaker] if one.speaker else None,
            "office": one.office,
            "date": one.date,
            "place": one.place,
        }
        speech_id = known or next(fresh)
        if known is None:
            connection.execute(insert(speech).values(id=speech_id, document_id=document_id, **values))
        else:
            connection.execute(update(speech).where(speech.c.id == known).values(**values))
        ids.append(speech_id)
    return ids


def _speaker_ids(connection: Connection, names: set[str]) -> dict[str, str]:
    """The identifiers of these speakers; those not met before get one."""
    known = {
        name: identifier
        for some in batched(sorted(names))
        for identifier, name in connection.execute(select(speaker.c.id, speaker.c.name).where(speaker.c.name.in_(some)))
    }
    unknown = sorted(names - known.keys())
    fresh = dict(zip(unknown, _fresh_ids(connection, speaker.c.id, len(unknown)), strict=True))
    if fresh:
        connection.execute(insert(speaker), [{"id": identifier, "name": name} for name, identifier in fresh.items()])
    return known | fresh


def _fresh_ids(connection: Connection, column: Column[str], count: int) -> list[str]:
    """Identifiers that no row has, nor ever had: rows are never deleted."""
    fresh: set[str] = set()
    while len(fresh) < count:
        tried = {new_id() for _ in range(count - len(fresh))}
        for some in batched(sorted(tried)):
            tried -= set(connection.scalars(select(column).where(column.in_(some))))
        fresh |= tried
    return list(fresh)


def batched(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """The items in pieces small enough for one statement's parameters."""
    for start in range(0, len(items), STATEMENT_ITEMS):
        yield items[start : start + STATEMENT_ITEMS]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Saving one document: new, unchanged, or revised with every identifier kept that can be kept."""

import hashlib
import json
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from archive.model import Document
from archive.store.allocation import fresh_ids
from archive.store.records import Saved
from archive.store.revising import save_speeches
from archive.store.tables import document, edition, original


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
        document_id = fresh_ids(connection, document.c.id, 1)[0]
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
    counts = save_speeches(connection, document_id, read.speeches, facts["changed"], now)
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


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

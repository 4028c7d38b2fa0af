"""Which files are in the store as they are, which could not be taken in, and what a person said of them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from archive.store.changing import timestamp
from archive.store.incoming import Failure, SaidFile, TakenFile
from archive.store.statements import among, batched, insert_rows
from archive.store.tables import failure, intake, original, said

_INTAKE: Final = select(intake)
_INTAKE_BACKWARDS: Final = _INTAKE.order_by(intake.c.source.desc())
_SAID: Final = select(said)
_SAID_BACKWARDS: Final = _SAID.order_by(said.c.source.desc())
_ORIGINALS: Final = select(original.c.sha256)


def taken(connection: Connection, files: Mapping[str, str]) -> dict[str, str]:
    """Of these files (fingerprints by source) those that are in the store with everything they hold: by what source the store knows them.

    A file the store has another fingerprint of is not, whatever else has its bytes: it is that file's next edition.
    """
    sources = {row.source: row.fingerprint for row in among(connection, _INTAKE, intake.c.source, files)}
    found = {source: source for source, fingerprint in sources.items() if files[source] == fingerprint}
    others = {source: fingerprint for source, fingerprint in files.items() if source not in sources}
    holders = {row.fingerprint: row.source for row in among(connection, _INTAKE_BACKWARDS, intake.c.fingerprint, set(others.values()))}
    return found | {source: holders[fingerprint] for source, fingerprint in others.items() if fingerprint in holders}


def write_taken(connection: Connection, files: Iterable[TakenFile]) -> None:
    """Remember that these files are in the store with everything they hold, and keep the bytes of those that hold several documents."""
    named = {one.source: one for one in files}
    datas = {one.sha256: one.data for one in named.values()}
    kept = {row.sha256 for row in among(connection, _ORIGINALS, original.c.sha256, datas)}
    insert_rows(connection, original, [one for one in datas.items() if one[0] not in kept])
    for some in batched(named):
        connection.execute(delete(intake).where(intake.c.source.in_(some)))
    insert_rows(connection, intake, [(one.source, one.fingerprint, one.name, one.sha256) for one in named.values()])


def failures(connection: Connection) -> list[Failure]:
    """What could not be taken in, by source."""
    rows = connection.execute(select(failure).order_by(failure.c.source))
    return [Failure(row.source, row.file, row.path, row.message, json.loads(row.details), row.added) for row in rows]


def write_failures(connection: Connection, tried: Collection[str], failed: Sequence[Failure]) -> None:
    """Put what failed of these files (by source) in the place of what had failed of them before."""
    now = timestamp()
    for some in batched(tried):
        connection.execute(delete(failure).where(failure.c.file.in_(some)))
    rows = {
        one.source: {
            "source": one.source,
            "file": one.file,
            "path": one.path,
            "message": one.message,
            "details": json.dumps(one.values, ensure_ascii=False),
            "added": now,
        }
        for one in failed
    }
    if rows:
        connection.execute(insert(failure), list(rows.values()))


def said_of(connection: Connection, files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What was said of these files (SHA-256 by source) when they, or else other files with the same bytes, were handed in."""
    own = {row.source: row.facts for row in among(connection, _SAID, said.c.source, files)}
    others = {sha256 for source, sha256 in files.items() if source not in own}
    same = {row.sha256: row.facts for row in among(connection, _SAID_BACKWARDS, said.c.sha256, others)}
    found = {source: own.get(source) or same.get(sha256) for source, sha256 in files.items()}
    return {source: json.loads(facts) for source, facts in found.items() if facts}


def write_said(connection: Connection, files: Iterable[SaidFile]) -> None:
    """Remember what was said of these files in the place of what had been."""
    rows = {one.source: (one.source, one.sha256, json.dumps(one.facts, ensure_ascii=False)) for one in files}
    for some in batched(rows):
        connection.execute(delete(said).where(said.c.source.in_(some)))
    insert_rows(connection, said, list(rows.values()))

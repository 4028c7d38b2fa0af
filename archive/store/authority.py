"""The authority file in the store, and every speech given to the speaker it says."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from archive.store.allocation import Ids
from archive.store.changing import Changes
from archive.store.names import VERSION, Person, Rule, check, heading, is_simplified, key
from archive.store.notes import read_note, write_note
from archive.store.records import Applied
from archive.store.speakers import Speakers
from archive.store.tables import alias, document, rule, speaker, speech

PEOPLE = "people"
NAMES = "names"


def people(connection: Connection) -> tuple[Person, ...]:
    """The authority file that is in force."""
    stored = json.loads(read_note(connection, PEOPLE) or "[]")
    return tuple(Person(one["heading"], tuple(one["aliases"]), tuple(Rule(**when) for when in one["when"])) for one in stored)


def apply(connection: Connection, persons: Sequence[Person]) -> Applied:
    """Put this authority file in the place of the one in force, and settle all speeches by it. Raises BadInput where it contradicts
    itself."""
    check(persons)
    return _put(connection, persons)


def settle_names(connection: Connection) -> None:
    """Bring the speakers up to the present rules of names, if they were stored by others."""
    if is_settled(connection):
        return
    Changes(connection).touch_speakers(_rekey(connection))
    _put(connection, people(connection))
    write_note(connection, NAMES, VERSION)


def is_settled(connection: Connection) -> bool:
    """Whether the speakers were stored by the present rules of names."""
    return read_note(connection, NAMES) == VERSION


def _rekey(connection: Connection) -> list[str]:
    """Give every speaker the key of its name; of several with one key the best heading keeps it. Returns whom this gave another heading."""
    rows = connection.execute(select(speaker)).all()
    names = {row.name for row in rows}
    keyed: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: (not row.given, not is_simplified(row.name), row.name != heading(row.name), row.name)):
        keyed.setdefault(key(row.name), row)
    connection.execute(update(speaker).values(key=None))
    renamed = {row.id: heading(row.name) for row in keyed.values() if not row.given and heading(row.name) not in names}
    changed = [{"this": row.id, "key": one, "name": renamed.get(row.id, row.name)} for one, row in keyed.items()]
    if changed:
        connection.execute(update(speaker).where(speaker.c.id == bindparam("this")), changed)
    return list(renamed)


def _put(connection: Connection, persons: Sequence[Person]) -> Applied:
    ids, renamed = _headings(connection, persons)
    connection.execute(delete(alias))
    connection.execute(delete(rule))
    aliases: dict[str, dict[str, str]] = {}
    rules: list[dict[str, Any]] = []
    for person in persons:
        for one in dict.fromkeys(map(key, person.names)):
            if person.when:
                rules += [{"key": one, "speaker_id": ids[person.heading], **asdict(when)} for when in person.when]
            elif one != key(person.heading):
                aliases[one] = {"key": one, "speaker_id": ids[person.heading]}
    for table, rows in ((alias, list(aliases.values())), (rule, rules)):
        if rows:
            connection.execute(insert(table), rows)
    write_note(connection, PEOPLE, json.dumps([asdict(person) for person in persons], ensure_ascii=False))
    changes = Changes(connection)
    moved, documents, undecided = _settle(connection, changes)
    return Applied(len(persons), moved, len(documents | changes.touch_speakers(renamed)), undecided)


def _headings(connection: Connection, persons: Sequence[Person]) -> tuple[dict[str, str], set[str]]:
    """The speakers of the headings, made where there are none, and those of them whose heading was another."""
    connection.execute(update(speaker).values(given=False))
    rows = connection.execute(select(speaker)).all()
    names, keys = {row.name: row.id for row in rows}, {row.key: row.id for row in rows if row.key is not None}
    fresh = Ids(connection, speaker.c.id, len(persons))
    ids: dict[str, str] = {}
    renamed: set[str] = set()
    for person in persons:
        one = key(person.heading)
        values = {"name": person.heading, "key": one, "given": True}
        known = names.get(person.heading) or keys.get(one)
        if known is None:
            ids[person.heading] = fresh.take()
            connection.execute(insert(speaker).values(id=ids[person.heading], **values))
        else:
            connection.execute(update(speaker).where(speaker.c.key == one, speaker.c.id != known).values(key=None))
            connection.execute(update(speaker).where(speaker.c.id == known).values(**values))
            ids[person.heading] = known
            renamed |= set() if names.get(person.heading) == known else {known}
    return ids, renamed


def _settle(connection: Connection, changes: Changes) -> tuple[int, set[str], int]:
    """Give every speech to the speaker its spelling leads to: how many moved, in which documents, and how many nothing could tell."""
    pairs = connection.execute(select(speech.c.spelling, speech.c.speaker_id).where(speech.c.spelling.is_not(None)).distinct()).all()
    speakers = Speakers(connection, {row.spelling for row in pairs})
    ruled = {row.spelling for row in pairs if speakers.has_rules(row.spelling)}
    astray = {row.spelling for row in pairs if row.spelling not in ruled and speakers.find(row.spelling) != row.speaker_id}
    moves: list[dict[str, str]] = []
    documents: set[str] = set()
    undecided = 0
    for row in _speeches(connection, ruled | astray):
        facts = row.spelling, row.office, row.date, row.collection
        target = speakers.find(*facts)
        standing = row.position is not None
        undecided += standing and speakers.is_undecided(*facts)
        if target != row.speaker_id:
            moves.append({"this": row.id, "speaker_id": target})
            documents |= {row.document_id} if standing else set()
    speakers.write(changes)
    if moves:
        connection.execute(update(speech).where(speech.c.id == bindparam("this")), moves)
    changes.touch(documents)
    return len(moves), documents, undecided


def _speeches(connection: Connection, spellings: Iterable[str]) -> Iterable[Any]:
    for spelling in sorted(spellings):
        yield from connection.execute(select(speech, document.c.collection).join(document).where(speech.c.spelling == spelling)).all()

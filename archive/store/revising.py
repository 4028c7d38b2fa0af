"""Writing the speeches and paragraphs of a reading over those that are stored, with every identifier kept that can be kept."""

import json
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from archive.model import Paragraph, Speech
from archive.store.align import Link, align, inherit, rehome
from archive.store.allocation import fresh_ids
from archive.store.speakers import Speakers
from archive.store.statements import AnyRow, among
from archive.store.tables import match, paragraph, revision, speech

Rows = list[dict[str, Any]]


@lru_cache(maxsize=1 << 12)
def written_path(path: tuple[str, ...]) -> str:
    """A paragraph's place in the outline as it is stored; neighbours have the same."""
    return json.dumps(path, ensure_ascii=False)


def speech_row(one: Speech, position: int, collection: str | None, speakers: Speakers) -> dict[str, Any]:
    """What is stored of a speech beside its identifiers and paragraphs."""
    return {
        "position": position,
        "title": one.title,
        "speaker_id": speakers.find(one.speaker, one.office, one.date, collection) if one.speaker else None,
        "spelling": one.speaker or None,
        "office": one.office,
        "date": one.date,
        "place": one.place,
    }


def revise(
    connection: Connection, document_id: str, speeches: Sequence[Speech], headings: Rows, change: int, now: str
) -> tuple[int, int, int, int]:
    """Write a reading over the stored one; returns how many paragraphs were kept, new and lost (withdrawn or merged into another), and
    how many of the matches are uncertain.

    `headings` are the `speech_row`s, `change` is the number of this change of the document, `now` its time.
    """
    stored = connection.execute(
        select(paragraph.c.id, paragraph.c.text, paragraph.c.version, paragraph.c.added, paragraph.c.speech_id, paragraph.c.state)
        .join(speech)
        .where(speech.c.document_id == document_id)
        .order_by(speech.c.position, paragraph.c.number)
    ).all()
    live = [row for row in stored if row.state == "live"]
    texts = [item.text for one in speeches for item in one.paragraphs]
    links = align([row.text for row in live], texts, _first_words(connection, live))
    heirs = {link.new: link.old for link in links if link.heir}
    woken = _woken((row for row in stored if row.state != "live"), heirs, texts)
    heirs |= {place: number for number, place in enumerate(woken, len(live))}
    old = [*live, *woken.values()]
    speech_ids = _save_headings(connection, document_id, headings, _inherited(old, heirs, speeches), now)
    fresh = iter(fresh_ids(connection, paragraph.c.id, len(texts) - len(heirs)))
    ids = [old[heirs[place]].id if place in heirs else next(fresh) for place in range(len(texts))]
    new, kept, edited, superseded = _paragraph_rows(old, heirs, ids, _placed(speech_ids, speeches), now)
    merged = [{"key": old[link.old].id, "target": ids[link.new]} for link in links if not link.heir and link.kind == "merged"]
    rehomed = _rehomed(connection, old, ids, heirs, texts)
    withdrawn = [{"key": old[place].id} for place in sorted(set(range(len(live))) - {link.old for link in links})]
    versions = {row.id: row.version for row in old} | {row["key"]: row["version"] for row in edited}
    log = _match_rows(old, ids, links, woken.values(), rehomed, withdrawn, versions, change)
    this = paragraph.c.id == bindparam("key")
    for statement, rows in (
        (insert(revision), superseded),
        (insert(paragraph), new),
        (update(paragraph).where(this).values(state="live", target=None), kept),
        (update(paragraph).where(this), edited),
        (update(paragraph).where(this).values(state="merged"), merged),
        (update(paragraph).where(this), [{"key": row["key"], "target": row["target"]} for row in rehomed]),
        (update(paragraph).where(this).values(state="withdrawn"), withdrawn),
        (insert(match), log),
    ):
        if rows:
            connection.execute(statement, rows)
    return len(heirs), len(new), len(merged) + len(withdrawn), sum(not row["certain"] for row in log)


def _woken(asleep: Iterable[AnyRow], heirs: Container[int], texts: Sequence[str]) -> dict[int, AnyRow]:
    """Paragraphs this document once had whose words are back, by the place where they stand; each comes back once."""
    words: defaultdict[str, deque[AnyRow]] = defaultdict(deque)
    for row in asleep:
        words[row.text].append(row)
    return {place: words[text].popleft() for place, text in enumerate(texts) if place not in heirs and words.get(text)}


def _first_words(connection: Connection, old: Sequence[AnyRow]) -> list[str]:
    """The words of each paragraph's first version."""
    edited = [row.id for row in old if row.version > 1]
    first = select(revision).where(revision.c.version == 1)
    found = {row.paragraph_id: row.text for row in among(connection, first, revision.c.paragraph_id, edited)}
    return [found.get(row.id, row.text) for row in old]


def _placed(speech_ids: Sequence[str], speeches: Sequence[Speech]) -> Iterator[tuple[str, int, Paragraph]]:
    for speech_id, one in zip(speech_ids, speeches, strict=True):
        for number, item in enumerate(one.paragraphs, 1):
            yield speech_id, number, item


def _paragraph_rows(
    old: Sequence[AnyRow], heirs: dict[int, int], ids: Sequence[str], placed: Iterator[tuple[str, int, Paragraph]], now: str
) -> tuple[Rows, Rows, Rows, Rows]:
    """The rows to insert, to move, to move with other words, and the words those had before."""
    new: Rows = []
    kept: Rows = []
    edited: Rows = []
    superseded: Rows = []
    for at, (speech_id, number, item) in enumerate(placed):
        place = {"speech_id": speech_id, "number": number, "path": written_path(item.path)}
        if at not in heirs:
            new.append({"id": ids[at], "text": item.text, "state": "live", "version": 1, "added": now} | place)
            continue
        row = old[heirs[at]]
        if row.text == item.text:
            kept.append({"key": row.id} | place)
        else:
            edited.append({"key": row.id, "text": item.text, "version": row.version + 1, "added": now} | place)
            superseded.append({"paragraph_id": row.id, "version": row.version, "text": row.text, "added": row.added})
    return new, kept, edited, superseded


def _rehomed(connection: Connection, old: Sequence[AnyRow], ids: Sequence[str], heirs: dict[int, int], texts: Sequence[str]) -> Rows:
    """Where to lead what was merged into these paragraphs before and whose words have left them."""
    places = {old[before].id: place for place, before in heirs.items() if old[before].text != texts[place]}
    rows: Rows = []
    for row in among(connection, select(paragraph.c.id, paragraph.c.text, paragraph.c.target), paragraph.c.target, places):
        place, certain = rehome(row.text, texts, places[row.target])
        if ids[place] != row.target or not certain:
            rows.append({"key": row.id, "target": ids[place], "certain": certain})
    return rows


def _match_rows(
    old: Sequence[AnyRow],
    ids: Sequence[str],
    links: Sequence[Link],
    woken: Iterable[AnyRow],
    rehomed: Rows,
    withdrawn: Rows,
    versions: Mapping[str, int],
    change: int,
) -> Rows:
    """The log of this change; what stands as it stood is not told."""
    told: list[tuple[str, str | None, str, float, bool]] = []
    told += [(old[link.old].id, ids[link.new], link.kind, link.score, link.certain) for link in links if link.kind != "same"]
    told += [(row.id, row.id, "woken", 1.0, True) for row in woken]
    told += [(row["key"], row["target"], "merged", 0.0, row["certain"]) for row in rehomed]
    told += [(row["key"], None, "withdrawn", 0.0, True) for row in withdrawn]
    names = ("paragraph_id", "heir_id", "kind", "score", "certain")
    return [dict(zip(names, one, strict=True)) | {"version": versions.get(one[0]), "changed": change} for one in told]


def _inherited(old: Sequence[AnyRow], heirs: dict[int, int], speeches: Sequence[Speech]) -> list[str | None]:
    """For each speech the identifier of the stored speech it continues, or None."""
    names = list(dict.fromkeys(row.speech_id for row in old))
    numbers = {name: number for number, name in enumerate(names)}
    groups: list[list[int | None]] = []
    at = count()
    for one in speeches:
        places = [next(at) for _ in one.paragraphs]
        groups.append([numbers[old[heirs[place]].speech_id] if place in heirs else None for place in places])
    return [None if source is None else names[source] for source in inherit(groups)]


def _save_headings(connection: Connection, document_id: str, headings: Rows, inherited: Sequence[str | None], now: str) -> list[str]:
    """Write the speeches without their paragraphs; returns their identifiers. Those no longer in the document lose their position."""
    standing = update(speech).where(speech.c.document_id == document_id, speech.c.position.is_not(None))
    connection.execute(standing.values(position=None, modified=now))
    fresh = iter(fresh_ids(connection, speech.c.id, inherited.count(None)))
    ids = []
    for values, known in zip(headings, inherited, strict=True):
        speech_id = known or next(fresh)
        if known is None:
            connection.execute(insert(speech).values(id=speech_id, document_id=document_id, modified=now, **values))
        else:
            connection.execute(update(speech).where(speech.c.id == known).values(modified=now, **values))
        ids.append(speech_id)
    return ids

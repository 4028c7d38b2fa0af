"""Writing the speeches and paragraphs of a reading over those that are stored, with every identifier kept that can be kept."""

import json
from collections import defaultdict, deque
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, Final

from sqlalchemy import Connection, Executable, bindparam, insert, select, update

from archive.model import Paragraph, Speech
from archive.store.align import Link, align, inherit, rehome
from archive.store.allocation import Ids
from archive.store.speakers import Speakers
from archive.store.statements import AnyRow, among
from archive.store.tables import match, paragraph, revision, speech

Rows = list[dict[str, Any]]

_PARAGRAPHS: Final = (
    select(*(paragraph.c[name] for name in ("id", "text", "version", "added", "speech_id", "state", "target")), speech.c.document_id)
    .join(speech)
    .order_by(speech.c.position, paragraph.c.number)
)
_FIRST: Final = select(revision).where(revision.c.version == 1)

_THIS: Final = paragraph.c.id == bindparam("key")
_STANDING: Final = (speech.c.document_id == bindparam("key")) & speech.c.position.is_not(None)
_LEAVE: Final = update(speech).where(_STANDING).values(position=None, modified=bindparam("now"))
_STAND: Final = update(speech).where(speech.c.id == bindparam("key"))
_ADD: Final = insert(speech)
_OF_PARAGRAPHS: Final = (
    insert(revision),
    insert(paragraph),
    update(paragraph).where(_THIS).values(state="live", target=None),
    update(paragraph).where(_THIS),
    update(paragraph).where(_THIS).values(state="merged"),
    update(paragraph).where(_THIS),
    update(paragraph).where(_THIS).values(state="withdrawn"),
    insert(match),
)
_STATEMENTS: Final = (_LEAVE, _STAND, _ADD, *_OF_PARAGRAPHS)
"""What a revision is written by, in this order."""


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


class Revisions:
    """Readings written over those that are stored: what stands is looked up for many documents, what changes is written at the end."""

    def __init__(self, connection: Connection, document_ids: Collection[str], speech_ids: Ids, paragraph_ids: Ids, now: str) -> None:
        """Take the documents that are likely to be revised, what gives new identifiers, and the time of the change."""
        self._connection, self._speech_ids, self._paragraph_ids, self._now = connection, speech_ids, paragraph_ids, now
        self._rows: dict[Executable, Rows] = {statement: [] for statement in _STATEMENTS}
        self._stored: dict[str, list[AnyRow]] = {}
        self._first_words: dict[str, str] = {}
        self._look_up(document_ids)

    def revise(self, document_id: str, speeches: Sequence[Speech], headings: Rows, change: int) -> tuple[int, int, int, int]:
        """Take a reading of a document; returns how many paragraphs were kept, new and lost (withdrawn or merged into another), and how
        many of the matches are uncertain.

        `headings` are the `speech_row`s, `change` is the number of this change of the document. Earlier readings must have been stored.
        """
        if document_id not in self._stored:
            self._look_up([document_id])
        stored = self._stored.pop(document_id)
        live, asleep = ([row for row in stored if (row.state == "live") is standing] for standing in (True, False))
        texts = [item.text for one in speeches for item in one.paragraphs]
        links = align([row.text for row in live], texts, [self._first_words.get(row.id, row.text) for row in live])
        heirs = {link.new: link.old for link in links if link.heir}
        woken = _woken(asleep, heirs, texts)
        heirs |= {place: number for number, place in enumerate(woken, len(live))}
        old = [*live, *woken.values()]
        speech_ids = self._headings(document_id, headings, _inherited(old, heirs, speeches))
        fresh = iter(self._paragraph_ids.take_many(len(texts) - len(heirs)))
        ids = [old[heirs[place]].id if place in heirs else next(fresh) for place in range(len(texts))]
        new, kept, edited, superseded = _paragraph_rows(old, heirs, ids, _placed(speech_ids, speeches), self._now)
        merged = [{"key": old[link.old].id, "target": ids[link.new]} for link in links if not link.heir and link.kind == "merged"]
        awake = {row.id for row in old}
        rehomed = _rehomed((row for row in asleep if row.id not in awake), old, ids, heirs, texts)
        withdrawn = [{"key": old[place].id} for place in sorted(set(range(len(live))) - {link.old for link in links})]
        versions = {row.id: row.version for row in old} | {row["key"]: row["version"] for row in edited}
        log = _match_rows(old, ids, links, woken.values(), rehomed, withdrawn, versions, change)
        leading = [{"key": row["key"], "target": row["target"]} for row in rehomed]
        for statement, rows in zip(_OF_PARAGRAPHS, (superseded, new, kept, edited, merged, leading, withdrawn, log), strict=True):
            self._rows[statement] += rows
        return len(heirs), len(new), len(merged) + len(withdrawn), sum(not row["certain"] for row in log)

    def write(self) -> None:
        """Store what has come together; the speakers must be there."""
        for statement, rows in self._rows.items():
            if rows:
                self._connection.execute(statement, rows)
                rows.clear()

    def _look_up(self, document_ids: Collection[str]) -> None:
        """Read the paragraphs these documents have or had, and the words of the first version of those that have others now."""
        self._stored |= {one: [] for one in document_ids}
        for row in among(self._connection, _PARAGRAPHS, speech.c.document_id, document_ids):
            self._stored[row.document_id].append(row)
        edited = [row.id for one in document_ids for row in self._stored[one] if row.version > 1]
        first = among(self._connection, _FIRST, revision.c.paragraph_id, edited) if edited else ()
        self._first_words |= {row.paragraph_id: row.text for row in first}

    def _headings(self, document_id: str, headings: Rows, inherited: Sequence[str | None]) -> list[str]:
        """Take the speeches without their paragraphs; returns their identifiers. Those no longer in the document lose their position."""
        self._rows[_LEAVE].append({"key": document_id, "now": self._now})
        ids = []
        for values, known in zip(headings, inherited, strict=True):
            facts = values | {"modified": self._now}
            if known is None:
                ids.append(self._speech_ids.take())
                self._rows[_ADD].append(facts | {"id": ids[-1], "document_id": document_id})
            else:
                ids.append(known)
                self._rows[_STAND].append(facts | {"key": known})
        return ids


def _woken(asleep: Iterable[AnyRow], heirs: Container[int], texts: Sequence[str]) -> dict[int, AnyRow]:
    """Paragraphs this document once had whose words are back, by the place where they stand; each comes back once."""
    words: defaultdict[str, deque[AnyRow]] = defaultdict(deque)
    for row in asleep:
        words[row.text].append(row)
    return {place: words[text].popleft() for place, text in enumerate(texts) if place not in heirs and words.get(text)}


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


def _rehomed(asleep: Iterable[AnyRow], old: Sequence[AnyRow], ids: Sequence[str], heirs: dict[int, int], texts: Sequence[str]) -> Rows:
    """Where to lead what was merged into these paragraphs before and whose words have left them."""
    places = {old[before].id: place for place, before in heirs.items() if old[before].text != texts[place]}
    rows: Rows = []
    for row in asleep:
        if row.target not in places:
            continue
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

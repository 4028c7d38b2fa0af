"""Documents with the same words: found through the keys of their sketches, told apart by comparing these, written down, never dropped.

The cost of a document is bounded: a key leads to COMMON documents at the most, and CANDIDATES of them are compared.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, select

from archive.sketch import Sketch, keys, resemblance, shared_letters, sketch_of
from archive.store.records import Likeness
from archive.store.statements import among, insert_rows
from archive.store.tables import document, likeness, paragraph, sketch, speech, trace

COMMON: Final = 32
"""Documents filed under one key; what more of them have is a set phrase or a form."""
CANDIDATES: Final = 32
"""Documents compared with a new one: those that share most keys."""
KEPT: Final = 8
"""Likenesses written down for one document: the strongest."""
NEAR: Final = 0.5
"""Least resemblance of a reprint."""
PART: Final = 0.25
"""Least share of the shorter document's letters that stand in passages of both."""
PART_LETTERS: Final = 100
"""Least number of such letters."""

_TRACES: Final = select(trace)
_SKETCHES: Final = select(sketch)
_KNOWN: Final = select(sketch, document.c.source).join(document)
_TRACE: Final = delete(trace).where(trace.c.key == bindparam("one"), trace.c.document_id == bindparam("other"))
_SKETCH: Final = delete(sketch).where(sketch.c.document_id == bindparam("one"))
_LIKENESS: Final = delete(likeness).where(likeness.c.document_id == bindparam("one"))
_LIKENESS_TO: Final = delete(likeness).where(likeness.c.other_id == bindparam("one"))


class Likenesses:
    """The likenesses of some documents that come in together, to each other and to those that are stored."""

    def __init__(self, connection: Connection, sketches: Sequence[Sketch]) -> None:
        self._connection = connection
        self._keys = dict(zip(sketches, keys(sketches), strict=True))
        self._filed: dict[int, list[str]] = {}
        for key, document_id in among(connection, _TRACES, trace.c.key, set(chain.from_iterable(self._keys.values()))):
            self._filed.setdefault(key, []).append(document_id)
        self._known: dict[str, tuple[str, Sketch]] = {}
        self._look_up({other for some in self._keys.values() for other in self._candidates(some)})
        self._sketches: list[tuple[str, int, bytes, bytes, bytes]] = []
        self._traces: list[tuple[int, str]] = []
        self._found: dict[str, dict[str, Likeness]] = {}
        self._gone: list[dict[str, str]] = []
        self._gone_traces: list[dict[str, str | int]] = []

    def add(self, document_id: str, source: str, one: Sketch) -> tuple[Likeness, ...]:
        """File the sketch of a new document; the documents it is like, the strongest first."""
        found = self._alike(document_id, one)
        self._known[document_id] = source, one
        self._sketches.append((document_id, one.letters, one.text, one.signature, one.passages))
        self._found[document_id] = {other.document_id: other for other in found}
        for key in self._keys[one]:
            there = self._filed.setdefault(key, [])
            if len(there) < COMMON:
                there.append(document_id)
                self._traces.append((key, document_id))
        return found

    def replace(self, document_id: str, source: str, one: Sketch, before: Sketch | None) -> tuple[Likeness, ...]:
        """File the sketch of a document that stands already, in place of the one it had, if any; the likenesses are found anew.

        What was filed of this document before must have been stored.
        """
        for found in self._found.values():
            found.pop(document_id, None)
        for key in keys([before])[0] if before else ():
            self._gone_traces.append({"one": key, "other": document_id})
            if document_id in self._filed.get(key, ()):
                self._filed[key].remove(document_id)
        self._gone.append({"one": document_id})
        return self.add(document_id, source, one)

    def write(self) -> None:
        """Store what was found; the documents must be there."""
        for statement, gone in ((_TRACE, self._gone_traces), (_SKETCH, self._gone), (_LIKENESS, self._gone), (_LIKENESS_TO, self._gone)):
            if gone:
                self._connection.execute(statement, gone)
        found = [(one, other.document_id, other.kind, other.score) for one, others in self._found.items() for other in others.values()]
        self._traces.sort()  # so that each page of the table is touched once
        for table, rows in ((sketch, self._sketches), (trace, self._traces), (likeness, found)):
            insert_rows(self._connection, table, rows)
            rows.clear()
        self._found.clear()
        self._gone.clear()
        self._gone_traces.clear()

    def _alike(self, document_id: str, one: Sketch) -> tuple[Likeness, ...]:
        candidates = [other for other in self._candidates(self._keys[one]) if other != document_id]
        self._look_up({other for other in candidates if other not in self._known})
        compared = (_compare(one, other, *self._known[other]) for other in candidates)
        return tuple(sorted((found for found in compared if found), key=lambda found: -found.score)[:KEPT])

    def _candidates(self, some: Iterable[int]) -> list[str]:
        """The documents that share most of these keys."""
        counts = Counter(chain.from_iterable(self._filed[key] for key in some if key in self._filed))
        return nlargest(CANDIDATES, counts, key=counts.__getitem__)

    def _look_up(self, document_ids: Collection[str]) -> None:
        if document_ids:
            rows = among(self._connection, _KNOWN, sketch.c.document_id, document_ids)
            self._known |= {row.document_id: (row.source, _sketch(row)) for row in rows}


def sketch_anew(connection: Connection, document_id: str) -> None:
    """Give a document the sketch of the paragraphs it has, and find anew what it is like."""
    source = connection.scalar(select(document.c.source).where(document.c.id == document_id)) or ""
    texts = (
        select(paragraph.c.text)
        .join(speech)
        .where(speech.c.document_id == document_id, paragraph.c.state == "live")
        .order_by(speech.c.position, paragraph.c.number)
    )
    one = sketch_of(list(connection.scalars(texts)))
    likenesses = Likenesses(connection, [one])
    likenesses.replace(document_id, source, one, stored_sketches(connection, [document_id]).get(document_id))
    likenesses.write()


def stored_sketches(connection: Connection, document_ids: Collection[str]) -> dict[str, Sketch]:
    """The sketches of these documents, as far as they have one."""
    return {row.document_id: _sketch(row) for row in among(connection, _SKETCHES, sketch.c.document_id, document_ids)}


def alike(connection: Connection, document_id: str) -> tuple[Likeness, ...]:
    """The documents this one is like, the strongest first."""
    found: list[Likeness] = []
    for here, there in ((likeness.c.document_id, likeness.c.other_id), (likeness.c.other_id, likeness.c.document_id)):
        rows = connection.execute(
            select(there, document.c.source, likeness.c.kind, likeness.c.score)
            .join(document, document.c.id == there)
            .where(here == document_id)
        )
        found += [Likeness(*row) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.score, one.source)))


def count_alike(connection: Connection) -> int:
    """How many pairs of documents are alike."""
    return connection.scalar(select(func.count()).select_from(likeness)) or 0


def _compare(one: Sketch, other_id: str, source: str, other: Sketch) -> Likeness | None:
    if one.text == other.text:
        return Likeness(other_id, source, "same", 1.0)
    near = resemblance(one, other)
    if near >= NEAR:
        return Likeness(other_id, source, "near", round(near, 3))
    shared = shared_letters(one, other)
    share = shared / max(1, min(one.letters, other.letters))
    if share >= PART and shared >= PART_LETTERS:
        return Likeness(other_id, source, "part", round(min(share, 1.0), 3))
    return None


def _sketch(row: Any) -> Sketch:
    return Sketch(row.letters, row.text, row.signature, row.passages)

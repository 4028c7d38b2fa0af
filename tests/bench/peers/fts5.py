"""SQLite's FTS5: one contentless table, and facets as codes in an ordinary table beside it.

Tuned: large pages, one bulk transaction without a journal, `optimize` at the end, the whole file mapped into memory.
A page is one statement that gives rank and codes together, counted in Python: GROUP BY in SQL takes twice as long,
and so does `ORDER BY rank LIMIT 10` beside it. FTS5 itself counts nothing; of the two ways to do it around it this is the faster,
and needs nothing but SQLite and Python, so it counts as the peer's own.
"""

import sqlite3
import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest, nsmallest
from pathlib import Path
from typing import Any, Final

from index.fields import FACETS
from index.highlight import Marker
from index.model import Hit, Query
from tests.bench.contest import Answer, Contestant
from tests.bench.corpus import pack, unpack
from tests.bench.peers.codes import Codes, day
from tests.bench.peers.plan import PARTS, AllOf, AnyOf, Needle, Plan, Token, others, plan, ranking
from tests.bench.peers.tokens import Cut, Part, cut, marked, pairs

_FILE: Final = "fts5.sqlite"
_WORD: Final = "\u2192"
"""Stands before every word, so that words and pairs of one spelling are different tokens with lists of their own."""

_TOKENIZER: Final = "ascii tokenchars '{}'".format(string.punctuation.replace("'", "''"))
"""Tells tokens apart at spaces only."""

_BUILDING: Final = f"""
    PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000;
    CREATE TABLE facets (id INTEGER PRIMARY KEY, {", ".join(f"{facet} INTEGER" for facet in FACETS)}, day INTEGER);
    CREATE TABLE documents (id INTEGER PRIMARY KEY, document TEXT);
    CREATE VIRTUAL TABLE passages USING fts5 (text, speech, content = '', tokenize = "{_TOKENIZER.replace('"', '""')}");
    INSERT INTO passages (passages, rank) VALUES ('hashsize', 200000000), ('rank', 'bm25(1.0, 0.5)');
"""  # noqa: S608 - our own names
_OPENING: Final = "PRAGMA query_only = ON; PRAGMA mmap_size = 17179869184; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"

Row = tuple[Any, ...]
"""What orders the row, its number, its codes."""


def build(tokens: Sequence[Cut], folder: Path) -> None:
    """Write the index."""
    codes = Codes.of_documents([token.doc for token in tokens])
    codes.save(folder)
    database = sqlite3.connect(folder / _FILE)
    database.executescript(_BUILDING)
    for statement, rows in (
        ("INSERT INTO passages (rowid, text, speech) VALUES (?, ?, ?)", ((_line(row.text), _line(row.speech)) for row in tokens)),
        (
            "INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*codes.codes(row.doc), day(row.doc.date)) for row in tokens),
        ),
        ("INSERT INTO documents VALUES (?, ?)", ((pack(row.doc),) for row in tokens)),
    ):
        database.executemany(statement, ((number, *row) for number, row in enumerate(rows)))
    database.execute("INSERT INTO passages (passages) VALUES ('optimize')")
    database.commit()
    database.execute("ANALYZE")
    database.commit()
    database.close()


def _line(part: Part) -> str:
    return " ".join((part.pairs, part.chars, *(_WORD + word for word in part.words.split())))


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._codes = Codes.load(folder)
        self._database = sqlite3.connect(folder / _FILE)
        self._database.executescript(_OPENING)

    def search(self, query: Query) -> Answer:
        """Answer a query."""
        needed = _match(plan(query.node))
        if query.sort == "relevance":
            rows = self._rows("rank", _ranked(needed, ranking(query.node)), query.include, query.facets)
        else:
            rows = self._rows("day", needed, query.include, query.facets)
        best = (nlargest if query.sort == "newest" else nsmallest)(query.size, rows)
        columns = list(zip(*rows, strict=True))[2:] or [()] * len(query.facets)
        facets = {}
        for facet, column in zip(query.facets, columns, strict=True):
            counted = column
            if facet in query.include:
                counted = tuple(code for _, _, code in self._rows("0", needed, others(query, facet), (facet,)))
            facets[facet] = self._codes.counts(facet, Counter(counted).most_common(query.facet_size))
        marker = Marker(query.node)
        return Answer(len(rows), [self._hit(row, marker) for row in best], facets)

    def _rows(self, order: str, match: str, include: Mapping[str, Sequence[str]], facets: Sequence[str]) -> list[Row]:
        columns = ", ".join((order, "passages.rowid", *facets))
        chosen = {name: self._codes.chosen(name, values) for name, values in include.items()}
        choices = "".join(f" AND {name} IN ({', '.join('?' * len(codes))})" for name, codes in chosen.items())
        return self._database.execute(
            f"SELECT {columns} FROM passages JOIN facets ON facets.id = passages.rowid WHERE passages MATCH ?{choices}",  # noqa: S608 - our own names
            (match, *(code for codes in chosen.values() for code in codes)),
        ).fetchall()

    def _hit(self, row: Row, marker: Marker) -> Hit:
        (line,) = self._database.execute("SELECT document FROM documents WHERE id = ?", (row[1],)).fetchone()
        doc = unpack(line)
        return Hit(doc, -row[0], marker.marks(doc))


def _match(wanted: Plan) -> str:
    """Write a plan in FTS5's language."""
    match wanted:
        case AllOf(plans):
            return " AND ".join(f"({_match(plan)})" for plan in plans)
        case AnyOf(plans):
            return " OR ".join(f"({_match(plan)})" for plan in plans)
        case Needle(string, parts):
            return _phrase(pairs(string) or [marked(string)], parts)


def _ranked(needed: str, tokens: Iterable[Token]) -> str:
    """Join a choice of tokens, which every passage holds some of, so that the rank sees them; each stands once for all its parts."""
    parts: dict[str, list[str]] = {}
    for token in tokens:
        parts.setdefault(_WORD + token.text if token.kind == "words" else token.text, []).append(token.part)
    choice = " OR ".join(_phrase([text], some) for text, some in parts.items())
    return f"({needed}) AND ({choice})" if choice else needed


def _phrase(tokens: Sequence[str], parts: Sequence[str]) -> str:
    phrase = '"{}"'.format(" ".join(tokens).replace('"', '""'))
    return phrase if len(parts) == len(PARTS) else f"{{{' '.join(parts)}}} : {phrase}"


CONTESTANT = Contestant(prepare=cut, build=build, open=_Opened)

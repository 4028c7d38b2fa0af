"""The same paragraphs twice: as an archive of this site, and as the database that a user of Datasette would make of them."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from archive.indexing import reindex
from archive.model import Document, Paragraph, Speech
from archive.settings import settings_at
from archive.store import Store
from archive.store.incoming import Incoming
from archive.store.saving import incoming
from index.analyzer import pieces
from index.engine import open_engine
from index.fold import fold
from index.model import Doc
from index.suggest import Suggestions

DATABASE: Final = "passages"
"""The name of Datasette's database and of its table."""
COLUMNS: Final = ("id", "title", "speaker", "office", "place", "collection", "year", "date", "text")
WORDS: Final = "words"
"""The column Datasette searches: what a bare word is looked for in here, cut into words, since SQLite cannot cut Chinese."""

_AT_ONCE: Final = 128


def make_archive(docs: Sequence[Doc], home: Path) -> None:
    """Fill the archive of a home folder, index and suggestions included; paragraphs of a speech must stand together."""
    settings = settings_at(home)
    home.mkdir(parents=True, exist_ok=True)
    store = Store.open(settings.database_url)
    engine = open_engine(settings.engine, settings.index_folder)
    rest = _documents(docs)
    while some := list(islice(rest, _AT_ONCE)):
        with store.writing() as transaction:
            transaction.save(some)
    reindex(store, engine, lambda _done, _all: None)
    Suggestions(settings.index_folder).refresh(engine)
    engine.close()
    store.close()


def make_database(docs: Sequence[Doc], file: Path) -> None:
    """Write Datasette's database: a table, indexes on its facets, and FTS5 over the words."""
    columns = (*COLUMNS, WORDS)
    with sqlite3.connect(file) as database:
        database.execute(f"CREATE TABLE {DATABASE} ({', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        rows = ([*(getattr(doc, name) for name in COLUMNS), _words(doc)] for doc in docs)
        database.executemany(f"INSERT INTO {DATABASE} VALUES ({marks})", rows)  # noqa: S608 - our own names
        for name in ("speaker", "place", "collection", "year"):
            database.execute(f"CREATE INDEX by_{name} ON {DATABASE} ({name})")
        database.execute(f'CREATE VIRTUAL TABLE found USING fts5({WORDS}, content="{DATABASE}")')
        database.execute("INSERT INTO found (found) VALUES ('rebuild')")
        database.execute("ANALYZE")
    database.close()


def _documents(docs: Sequence[Doc]) -> Iterator[Incoming]:
    for speech_id, some in groupby(docs, lambda doc: doc.speech_id):
        part = list(some)
        first = part[0]
        paragraphs = tuple(Paragraph(doc.text) for doc in part)
        speech = Speech(first.title, first.speaker, first.office, first.date, first.place, paragraphs)
        read = Document((speech,), (), "bench", 1.0, "", (), first.collection)
        yield incoming(speech_id, speech_id, speech_id.encode(), read, first.collection)


def _words(doc: Doc) -> str:
    return " ".join(pieces(fold("\n".join((doc.text, doc.title, doc.speaker, doc.office)))))

"""The store as the rest of the archive sees it: records out, documents in."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine

from archive.access import NOTHING, Collections
from archive.model import Document
from archive.store import auditing, authority, browsing, dumping, harvesting, likenesses, measuring, outlining, reading, reviewing
from archive.store.database import leave_out, open_database, snapshot, writing
from archive.store.files import failures, said_of, taken
from archive.store.incoming import Failure
from archive.store.names import Person
from archive.store.notes import IDENTITY, give_identity, read_note
from archive.store.records import (
    Applied,
    Companion,
    DocumentRecord,
    Doubt,
    Edition,
    Harvested,
    Heading,
    IndexRow,
    Likeness,
    Moved,
    Original,
    OutlinePoint,
    ParagraphRecord,
    Saved,
    SpeakerRecord,
    SpeakerRef,
    SpeakerSummary,
    SpeechRecord,
    Totals,
)
from archive.store.saving import incoming
from archive.store.writing import Writing


class Store:
    """Documents, speeches and paragraphs with their identity.

    Every method is one transaction. Reading never waits for writing; what writes raises Busy when another process does not stop writing.
    """

    def __init__(self, database: Engine) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str, hidden: Collections = NOTHING) -> Self:
        """Open the database at an SQLAlchemy URL and bring it to the present shape; with hidden collections only for reading, as if nothing
        of them were in it. Raises StoreError and SettingsError."""
        database = open_database(url)
        with snapshot(database) as connection:
            settled = authority.is_settled(connection) and read_note(connection, IDENTITY)
        if not settled:
            with writing(database) as connection:
                _settle(connection)
        if hidden:
            leave_out(database, hidden)
        return cls(database)

    def close(self) -> None:
        """Close all connections."""
        self._database.dispose()

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Writing]:
        """A transaction that takes files in; what it says holds once it has ended. With `keep` false all of it is undone at the end."""
        with writing(self._database, keep=keep) as connection:
            yield Writing(connection)

    def save(self, source: str, name: str, data: bytes, read: Document, collection: str | None) -> Saved:
        """Store one document and its original bytes; see `archive.store.records.Incoming`."""
        one = incoming(source, name, data, read, collection)
        with self.writing() as transaction:
            return transaction.save([one])[0]

    def taken(self, files: Mapping[str, str]) -> dict[str, str]:
        """Of these files (fingerprints by source) those that are in the store with everything they hold: by what source it knows them."""
        with self._reading() as connection:
            return taken(connection, files)

    def said(self, files: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """What was said of these files (SHA-256 by source) when they, or else other files with the same bytes, were handed in."""
        with self._reading() as connection:
            return said_of(connection, files)

    def failures(self) -> list[Failure]:
        """What could not be taken in, by source."""
        with self._reading() as connection:
            return failures(connection)

    def document(self, document_id: str) -> DocumentRecord:
        """A document with its speeches. Raises NotFound."""
        with self._reading() as connection:
            return reading.read_document(connection, document_id)

    def speech(self, speech_id: str) -> SpeechRecord:
        """A speech with its paragraphs. Raises NotFound."""
        with self._reading() as connection:
            return reading.read_speech(connection, speech_id)

    def headings(self, speech_ids: Collection[str]) -> dict[str, Heading]:
        """What is cited of these speeches, by their identifiers; of one that is no longer there, nothing."""
        with self._reading() as connection:
            return {one.id: one for one in harvesting.read_headings(connection, speech_ids)}

    def paragraph(self, paragraph_id: str) -> ParagraphRecord:
        """A paragraph, whether it still stands, was merged or was withdrawn. Raises NotFound."""
        with self._reading() as connection:
            return reading.read_paragraph(connection, paragraph_id)

    def outlines(self, paragraph_ids: Sequence[str]) -> dict[str, tuple[OutlinePoint, ...]]:
        """The points of the outline that each of these paragraphs stands under, the outermost first; where there are any."""
        with self._reading() as connection:
            return outlining.read_outlines(connection, paragraph_ids)

    def speaker(self, speaker_id: str) -> SpeakerRecord:
        """A speaker and all speeches; of one whose speeches all went to another, that one. Raises NotFound."""
        with self._reading() as connection:
            return reading.read_speaker(connection, speaker_id)

    def speaker_named(self, name: str) -> SpeakerRef | None:
        """The speaker of this name, in whatever spelling, if the archive has one."""
        with self._reading() as connection:
            return reading.speakers_named(connection, [name]).get(name)

    def speakers_named(self, names: Collection[str]) -> dict[str, SpeakerRef]:
        """Those of these names, in whatever spelling, that the archive has."""
        with self._reading() as connection:
            return reading.speakers_named(connection, names)

    def speakers(self) -> tuple[SpeakerSummary, ...]:
        """Everybody who speaks in the archive, in no particular order."""
        with self._reading() as connection:
            return browsing.read_speakers(connection)

    def namesakes(self, one: SpeakerRecord) -> tuple[SpeakerSummary, ...]:
        """The other speakers of the same name."""
        with self._reading() as connection:
            return browsing.read_namesakes(connection, one.id, one.name)

    def companions(self, speaker_id: str, most: int) -> tuple[Companion, ...]:
        """Who speaks in the same documents, in most of them first."""
        with self._reading() as connection:
            return browsing.read_companions(connection, speaker_id, most)

    def texts(self, speaker_id: str, most: int) -> Iterator[str]:
        """The words of a speaker's paragraphs, `most` of them."""
        with self._reading() as connection:
            yield from browsing.read_texts(connection, speaker_id, most)

    def people(self) -> tuple[Person, ...]:
        """The authority file in force."""
        with self._reading() as connection:
            return authority.people(connection)

    def apply_people(self, people: Sequence[Person]) -> Applied:
        """Put an authority file in force. Raises BadInput where it contradicts itself."""
        with writing(self._database) as connection:
            return authority.apply(connection, people)

    def doubts(self) -> list[Doubt]:
        """The matches that wait for a review, the weakest first."""
        with self._reading() as connection:
            return reviewing.doubts(connection)

    def accept(self, doubt_id: int) -> None:
        """Say that a match is right. Raises NotFound."""
        with writing(self._database) as connection:
            reviewing.accept(connection, doubt_id)

    def reject(self, doubt_id: int) -> None:
        """Say that a match is wrong; see `archive.store.reviewing.reject`. Raises NotFound."""
        with writing(self._database) as connection:
            reviewing.reject(connection, doubt_id)

    def alike(self, document_id: str) -> tuple[Likeness, ...]:
        """The documents with the same words as this one, the strongest likeness first."""
        with self._reading() as connection:
            return likenesses.alike(connection, document_id)

    def original(self, document_id: str) -> Original:
        """The bytes of a document. Raises NotFound."""
        with self._reading() as connection:
            return reading.read_original(connection, document_id)

    def editions(self) -> Iterator[Edition]:
        """The bytes of every file as they ever came in, of each the latest first. What a container holds comes with it."""
        with self._reading() as connection:
            yield from reading.read_editions(connection)

    def totals(self) -> Totals:
        """How much the archive holds."""
        with self._reading() as connection:
            return reading.read_totals(connection)

    def changes(self, after: int = 0) -> list[tuple[int, str]]:
        """The documents changed after a point: (change, document id), in the order of their last change."""
        with self._reading() as connection:
            return reading.read_changes(connection, after)

    def count_changes(self, after: int) -> int:
        """How many documents changed after a point."""
        with self._reading() as connection:
            return reading.count_changes(connection, after)

    def last_change(self) -> int:
        """The number of the last change of all; 0 where there was none."""
        with self._reading() as connection:
            return reading.last_change(connection)

    def index_rows(self, document_ids: Sequence[str]) -> Iterator[IndexRow]:
        """The live paragraphs of these documents as the index wants them, speech by speech."""
        with self._reading() as connection:
            yield from reading.read_index_rows(connection, document_ids)

    def paragraph_ids(self, document_ids: Sequence[str]) -> list[str]:
        """The paragraphs that these documents have or once had."""
        with self._reading() as connection:
            return reading.read_paragraph_ids(connection, document_ids)

    def characters_by_year(
        self, include: Mapping[str, Collection[str]], exclude: Mapping[str, Collection[str]], date_from: str, date_to: str
    ) -> dict[str, int]:
        """How much text there is of each year; see `archive.store.measuring.characters_by_year`."""
        with self._reading() as connection:
            return measuring.characters_by_year(connection, include, exclude, date_from, date_to)

    def harvest(self, after: str, limit: int, since: str = "", until: str = "", collection: str | None = None) -> list[Harvested]:
        """Speeches in the order of their identifiers; see `archive.store.harvesting.harvest`."""
        with self._reading() as connection:
            return harvesting.harvest(connection, after, limit, since, until, collection)

    def harvested(self, speech_id: str) -> Harvested | None:
        """A speech as harvesters get it, also one that was withdrawn; nothing where there never was one."""
        with self._reading() as connection:
            return harvesting.harvested(connection, speech_id)

    def speech_changes(self, first: int, count: int) -> Iterator[tuple[str, str]]:
        """Identifiers of speeches and when they changed; see `archive.store.harvesting.speech_changes`."""
        with self._reading() as connection:
            yield from harvesting.speech_changes(connection, first, count)

    def collections(self) -> list[str]:
        """The names of the collections."""
        with self._reading() as connection:
            return harvesting.collections(connection)

    def earliest(self) -> str:
        """When the speech that has not changed for longest did so (UTC, ISO 8601), or nothing."""
        with self._reading() as connection:
            return harvesting.earliest(connection)

    def paragraph_times(self, paragraph_ids: Collection[str]) -> dict[str, str]:
        """When the present words of these paragraphs came in (UTC, ISO 8601)."""
        with self._reading() as connection:
            return harvesting.paragraph_times(connection, paragraph_ids)

    def dump(self) -> Iterator[str]:
        """The whole store as lines of JSON; see `archive.store.dumping`."""
        with self._reading() as connection:
            yield from dumping.dump(connection)

    def load(self, lines: Iterable[str], tell: dumping.Progress, *, over: bool = False) -> int:
        """Fill this store from a dump, all of it or nothing; see `archive.store.dumping.load`. Raises BadInput and StoreError."""
        with writing(self._database) as connection:
            rows = dumping.load(connection, lines, tell, over=over)
            give_identity(connection)
            _settle(connection)
            return rows

    def audit(self, tell: auditing.Progress) -> Iterator[auditing.Finding]:
        """What is wrong in the store; see `archive.store.auditing`. `tell` hears of the originals."""
        with self._reading() as connection:
            yield from auditing.audit_database(connection)
            yield from auditing.audit_originals(connection, tell)
            yield from auditing.audit_rows(connection)

    def sketch_anew(self, tell: auditing.Progress) -> None:
        """Make the sketches that are missing, a transaction each."""
        with self._reading() as connection:
            missing = list(connection.scalars(auditing.unsketched()))
        for done, document_id in enumerate(missing, 1):
            with writing(self._database) as connection:
                likenesses.sketch_anew(connection, document_id)
            tell(done, len(missing))

    def speeches_of(self, document_ids: Collection[str]) -> set[str]:
        """The speeches these documents have or had."""
        with self._reading() as connection:
            return reading.read_speeches_of(connection, document_ids)

    def move(self, other: "Store", tell: dumping.Progress) -> Moved:
        """Fill another store, which must be empty, with every row of this one; see `archive.store.dumping.copy`.

        The other one is then this archive; what stays behind becomes another, so that no index passes for one of both. Raises BadInput
        and StoreError.
        """
        with writing(self._database) as here:
            with writing(other._database) as there:
                moved = dumping.copy(here, there, tell)
            give_identity(here)
        return moved

    def identity(self) -> str:
        """A word that tells this archive from every other one; a restore changes it."""
        with self._reading() as connection:
            return read_note(connection, IDENTITY) or ""

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with snapshot(self._database) as connection:
            yield connection


def _settle(connection: Connection) -> None:
    """Bring what was written by an earlier program, or in another archive, to what holds here."""
    authority.settle_names(connection)
    if not read_note(connection, IDENTITY):
        give_identity(connection)

"""What the store is given: documents, and what is known of the files they came in. Frozen records."""

from dataclasses import dataclass

from archive.model import Document
from archive.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document on its way into the store.

    `source` tells which document these bytes belong to; `collection` is where a new document goes that does not name its own.
    `reading` is `archive.sketch.reading`'s digest of what was read, `container` the source of the file that holds the document with
    others.
    """

    source: str
    name: str
    data: bytes
    read: Document
    collection: str | None
    sha256: str
    reading: str
    sketch: Sketch
    container: str | None = None


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that is in the store with everything it holds; `fingerprint` tells whether it is still the same."""

    source: str
    fingerprint: str
    name: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SaidFile:
    """What a person says of a file: the keys of `archive.ingest.metadata` and their values."""

    source: str
    sha256: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be taken in: the document (by source), the file it is in (by source and path), and the reason: a message id of the
    catalogue with its values. `added` is when it failed last (UTC)."""

    source: str
    file: str
    path: bytes
    message: str
    values: dict[str, str]
    added: str = ""

"""A whole segment from a stream of documents: worker processes invert portions of it, then merge them field by field.

What is in memory at a time does not grow with the documents, apart from their ids and the values of their speeches.
"""

from array import array
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.docs import DOCS, ROWS, DocsWriter, length_bytes
from index.columnar.format import SectionFile, SectionWriter
from index.columnar.invert import PORTION, write_portion
from index.columnar.joining import TOGETHER, merge_portions
from index.columnar.merge import Run, run_of, spelled, write_lists
from index.columnar.portions import GRAMS, WORDS, PortionFile
from index.columnar.rows import COLUMNS, Rows
from index.columnar.terms import TermsWriter
from index.columnar.texts import encode_texts
from index.fields import SEARCHED, SPEECH_FIELDS, TEXT
from index.model import Doc
from index.schema import grams_field, words_field
from index.workers import WORKERS, pool_of

_AHEAD: Final = 2 * WORKERS
"""Portions that wait for a worker, at most."""

_NAMES: Final = {WORDS: words_field, GRAMS: grams_field}


@dataclass(slots=True)
class _Feed:
    """Documents on their way into portions; their ids are kept as an array a portion, which takes a tenth of the memory of strings."""

    pool: Executor
    folder: Path
    rows: Rows = field(default_factory=Rows)
    ids: list[NDArray[np.bytes_]] = field(default_factory=list)
    last_ids: list[bytes] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    portions: dict[str, list[Path]] = field(default_factory=lambda: {name: [] for name in SEARCHED})
    waiting: deque[Future[Path]] = field(default_factory=deque)
    texts: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in SEARCHED})

    def __len__(self) -> int:
        return len(self.numbers)

    def add(self, doc: Doc) -> None:
        """Take a document."""
        if self.rows.add(len(self), doc):
            for name in SPEECH_FIELDS:
                self._text(name, getattr(doc, name))
        self.last_ids.append(doc.id.encode())
        self.numbers.append(doc.number)
        self._text(TEXT, doc.text)

    def finish(self) -> None:
        """Send what is left and wait until all is inverted."""
        for name in SEARCHED:
            self._send(name)
        while self.waiting:
            self.waiting.popleft().result()

    def _text(self, name: str, text: str) -> None:
        self.texts[name].append(text)
        if len(self.texts[name]) == PORTION:
            self._send(name)

    def _send(self, name: str) -> None:
        if not self.texts[name]:
            return
        if name == TEXT:
            self.ids.append(np.array(self.last_ids))
            self.last_ids = []
        if len(self.waiting) >= _AHEAD:
            self.waiting.popleft().result()
        path = self.folder / f"{name}-{len(self.portions[name])}"
        self.portions[name].append(path)
        self.waiting.append(self.pool.submit(write_portion, path, self.texts[name], keep_texts=name == TEXT))
        self.texts[name] = []


def write_segment(docs_path: Path, terms_path: Path, docs: Iterable[Doc]) -> int:
    """Write the two files of a segment with these documents; return their number. Raises SearchIndexError if a worker dies."""
    documents = iter(docs)
    first = list(islice(documents, PORTION))
    alone = len(first) < PORTION
    with TemporaryDirectory(dir=docs_path.parent) as name:
        folder = Path(name)
        with pool_of(WORKERS, alone=alone) as pool:
            feed = _Feed(pool, folder)
            for doc in chain(first, documents):
                feed.add(doc)
            feed.finish()
            merged = _merged(pool, feed, folder, docs_path) if len(feed.portions[TEXT]) <= TOGETHER else {}
        if not merged:
            with pool_of(2, alone=alone) as pool:  # other processes, and two only: those that inverted have grown, and a merge takes memory
                merged = _merged(pool, feed, folder, docs_path)
        _write_terms(terms_path, feed, merged)
        return len(feed)


def _merged(pool: Executor, feed: _Feed, folder: Path, docs_path: Path) -> dict[str, Path]:
    """Merge the lists of every field, and write the file of the documents meanwhile; return where the lists of each field are."""
    merging = {
        field: pool.submit(merge_portions, folder / f"{name}-{kind}", field, kind, feed.portions[name], _size(feed, name))
        for name in SEARCHED
        for kind, field in ((GRAMS, grams_field(name)), (WORDS, words_field(name)))
    }
    _write_docs(docs_path, feed)
    return {name: future.result() for name, future in merging.items()}


def _size(feed: _Feed, name: str) -> int:
    return len(feed) if name == TEXT else len(feed.rows)


def _write_docs(path: Path, feed: _Feed) -> None:
    with DocsWriter(path, len(feed)) as writer:
        feed.rows.write(writer, len(feed))
        sizes = np.diff(feed.rows.starts(len(feed)))
        for name, portions in feed.portions.items():
            files = [PortionFile(portion) for portion in portions]
            for kind, field_name in _NAMES.items():
                lengths = np.concatenate((*(file.lengths(kind) for file in files), np.zeros(0, np.int64)))
                total = int(lengths.sum() if name == TEXT else (lengths * sizes).sum())
                writer.lengths(field_name(name), length_bytes(lengths), total, DOCS if name == TEXT else ROWS)
        texts = writer.stored_texts(TEXT)
        for portion in feed.portions[TEXT]:
            file = PortionFile(portion)
            texts.add(file.texts().take(0, file.count))
            file.forget()
        texts.close()
        ids = writer.stored_texts("id")
        for some in feed.ids:
            ids.add(encode_texts([one.decode() for one in some.tolist()]))
        ids.close()
        writer.stored_numbers("number", np.frombuffer(feed.numbers, np.int64))


def _write_terms(path: Path, feed: _Feed, merged: Mapping[str, Path]) -> None:
    levels = dict.fromkeys((*COLUMNS, *merged), ROWS) | {"id": DOCS, words_field(TEXT): DOCS, grams_field(TEXT): DOCS}
    with SectionWriter(path, {"fields": {name: levels[name] for name in sorted(levels)}}) as out:
        out.section("rows", feed.rows.starts(len(feed)).astype("<u4"))
        for name in sorted(levels):
            if name in merged:
                _copy(SectionFile(merged[name]), out)
            else:
                terms, run = _id_terms(feed.ids) if name == "id" else feed.rows.terms(name)
                writer = TermsWriter(out, name)
                write_lists(writer, len(terms), spelled(terms), [run], len(feed) if name == "id" else len(feed.rows))
                writer.close()


def _id_terms(ids: Sequence[NDArray[np.bytes_]]) -> tuple[list[bytes], Run]:
    names = np.concatenate((*ids, np.zeros(0, "S1")))
    order = np.argsort(names, kind="stable")
    terms, counts = np.unique(names, return_counts=True)
    return terms.tolist(), run_of(np.arange(len(terms)), counts, order, np.ones(len(names), np.uint8))


def _copy(file: SectionFile, out: SectionWriter) -> None:
    for name in file.names():
        out.section(name, file.section(name).array("u1"))

"""A whole segment from a stream of documents: worker processes invert portions of it, then merge them field by field.

What is in memory at a time does not grow with the documents, apart from their ids and the values of their speeches.
"""

from array import array
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.docs import DOCS, ROWS, DocsWriter, length_bytes
from index.columnar.format import Array, SectionFile, SectionWriter
from index.columnar.invert import PORTION, Keys, distinct, gram_terms
from index.columnar.merge import Run, run_of, write_lists
from index.columnar.portions import GRAMS, WORDS, PortionFile, write_portion
from index.columnar.postings import Ints
from index.columnar.rows import COLUMNS, Rows
from index.columnar.terms import TermsWriter
from index.columnar.texts import encode_texts
from index.fields import SEARCHED, SPEECH_FIELDS, TEXT
from index.model import Doc
from index.schema import grams_field, words_field
from index.workers import WORKERS, pool_of

_AHEAD: Final = 2 * WORKERS
"""Portions that wait for a worker, at most."""

_TOGETHER: Final = 8
"""Portions whose grams are put together at once."""

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
            merged = _merged(pool, feed, folder, docs_path) if len(feed.portions[TEXT]) <= _TOGETHER else {}
        if not merged:
            with pool_of(1, alone=alone) as pool:  # another process, and one only: those that inverted have grown, and a merge takes memory
                merged = _merged(pool, feed, folder, docs_path)
        _write_terms(terms_path, feed, merged)
        return len(feed)


def _merged(pool: Executor, feed: _Feed, folder: Path, docs_path: Path) -> dict[str, Path]:
    """Merge the lists of every field, and write the file of the documents meanwhile; return where the lists of each field are."""
    merging = {
        _NAMES[kind](name): pool.submit(merge_portions, folder / f"{name}-{kind}", name, kind, feed.portions[name], _size(feed, name))
        for name in SEARCHED
        for kind in (GRAMS, WORDS)
    }
    _write_docs(docs_path, feed)
    return {name: future.result() for name, future in merging.items()}


def _size(feed: _Feed, name: str) -> int:
    return len(feed) if name == TEXT else len(feed.rows)


def merge_portions(path: Path, name: str, kind: str, portions: Sequence[Path], size: int) -> Path:
    """Merge the lists of one field's grams or words into a file of its own; return the path. Runs in a worker process."""
    files = [PortionFile(portion) for portion in portions]
    terms, ranks = _merged_grams(files) if kind == GRAMS else _merged_words(files)
    bases = np.cumsum([0, *(file.count for file in files)]).tolist()
    runs = [_run(file, kind, rank, base) for rank, file, base in zip(ranks, files, bases, strict=False)]
    with SectionWriter(path, {}) as out:
        writer = TermsWriter(out, _NAMES[kind](name))
        write_lists(writer, terms, runs, size)
        writer.close()
    return path


def _run(file: PortionFile, kind: str, rank: Ints, base: int) -> Run:
    """The lists of a portion, of which no more is kept in memory than is being merged."""
    run = run_of(rank, file.counts(kind).astype(np.uint16), file.places(kind), file.frequencies(kind), base)

    def read(low: int, high: int) -> tuple[Ints, Array]:
        file.forget()
        return run.read(low, high)

    file.forget()
    return replace(run, read=read)


def _merged_grams(files: Sequence[PortionFile]) -> tuple[list[bytes], list[Ints]]:
    merged = np.zeros(0, np.uint64)
    for start in range(0, len(files), _TOGETHER):
        some = files[start : start + _TOGETHER]
        merged = distinct(np.concatenate((merged, *(file.grams() for file in some))))
        for file in some:
            file.forget()
    return gram_terms(merged), [_ranks(merged, file) for file in files]


def _ranks(merged: Keys, file: PortionFile) -> Array:
    """The number of each gram of a portion among all of them."""
    ranks = np.searchsorted(merged, file.grams()).astype(np.int32)
    file.forget()
    return ranks


def _merged_words(files: Sequence[PortionFile]) -> tuple[list[bytes], list[Ints]]:
    lists = [file.words() for file in files]
    merged = sorted(set().union(*lists))
    rank = {word: number for number, word in enumerate(merged)}
    return merged, [np.fromiter(map(rank.__getitem__, words), np.int64, len(words)) for words in lists]


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
                write_lists(writer, terms, [run], len(feed) if name == "id" else len(feed.rows))
                writer.close()


def _id_terms(ids: Sequence[NDArray[np.bytes_]]) -> tuple[list[bytes], Run]:
    names = np.concatenate((*ids, np.zeros(0, "S1")))
    order = np.argsort(names, kind="stable")
    terms, counts = np.unique(names, return_counts=True)
    return terms.tolist(), run_of(np.arange(len(terms)), counts, order, np.ones(len(names), np.uint8))


def _copy(file: SectionFile, out: SectionWriter) -> None:
    for name in file.names():
        out.section(name, file.section(name).array("u1"))

"""A segment as the evaluator sees it: its files, which documents are deleted, and decoded posting lists."""

import threading
from collections import OrderedDict
from collections.abc import Collection
from copy import copy
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from index.columnar.docs import Docs
from index.columnar.inverted import Inverted
from index.columnar.lists import Mask, TermList
from index.columnar.postings import Ints
from index.dates import first_day, last_day

CACHE_BYTES: Final = 160 << 20
"""The memory a process spends on decoded posting lists, at most."""

_NUMBERS: Final = 1 << 16

Key = tuple[str, str, int]
Floats = NDArray[np.floating[Any]]
Rough = NDArray[np.float32]


class ListCache:
    """The posting lists used last, as many as fit in a number of bytes. Threads at worst decode a list twice."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._lists: OrderedDict[Key, TermList] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> TermList | None:
        """Return a list, or None."""
        found = self._lists.get(key)
        if found is not None:
            try:  # noqa: SIM105 - `suppress` takes longer than all the rest of this
                self._lists.move_to_end(key)
            except KeyError:
                pass  # another thread has let it go meanwhile
        return found

    def put(self, key: Key, found: TermList) -> None:
        """Keep a list, and let those go that were not used for longest."""
        with self._lock:
            before = self._lists.get(key)
            self._lists[key] = found
            self._size += found.nbytes - (before.nbytes if before else 0)
            while self._size > self._limit and len(self._lists) > 1:
                self._size -= self._lists.popitem(last=False)[1].nbytes

    def keep(self, segments: Collection[str]) -> None:
        """Let the lists of all other segments go."""
        with self._lock:
            for key in list(self._lists):  # copied at once: who gets a list moves it meanwhile
                if key[0] not in segments:
                    self._size -= self._lists.pop(key).nbytes


class _Numbers(dict[tuple[str, str | bytes], int]):
    """The number of a term in its field, or -1; looked up once and remembered."""

    def __init__(self, inverted: Inverted) -> None:
        super().__init__()
        self._inverted = inverted

    def __missing__(self, key: tuple[str, str | bytes]) -> int:
        field, term = key
        terms = self._inverted.terms(field)
        number = terms.find(term.encode() if isinstance(term, str) else term) if terms else -1
        if len(self) >= _NUMBERS:
            self.clear()
        self[key] = number
        return number


class SegmentView:
    """One open segment. `name` is no other segment's, `base` is the number of its first document in the whole index."""

    def __init__(self, name: str, docs: Docs, inverted: Inverted, deleted: Ints, base: int, cache: ListCache) -> None:
        self.name = name
        self.docs = docs
        self.inverted = inverted
        self.deleted = deleted
        self.base = base
        self.count = docs.count
        self._cache = cache
        self.numbers = _Numbers(inverted)
        self._column_values: dict[str, list[str]] = {}
        self._local = threading.local()

    def again(self, deleted: Ints, base: int) -> Self:
        """Return the same segment as it stands in a later state of the index; what was read of it is not read again."""
        view = copy(self)
        view.deleted = deleted
        view.base = base
        for depending in ("live", "live_row_sizes"):
            view.__dict__.pop(depending, None)
        return view

    @cached_property
    def live(self) -> Mask | None:
        """Which documents are not deleted; None where none is."""
        if not len(self.deleted):
            return None
        live = np.ones(self.count, np.bool_)
        live[self.deleted] = False
        return live

    @cached_property
    def days(self) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
        """The earliest and the latest day that each code of the date column can mean."""
        dates = ["", *self.column_values("date")]
        return np.array(list(map(first_day, dates))), np.array(list(map(last_day, dates)))

    def column_values(self, field: str) -> list[str]:
        """All values of a text column in order."""
        found = self._column_values.get(field)
        if found is None:
            found = self._column_values[field] = self.docs.values(field).all() if field in self.docs.columns else []
        return found

    def only_live(self, docs: Ints) -> Ints:
        """Return those documents that are not deleted."""
        return docs if self.live is None else docs[self.live[docs]]

    @cached_property
    def live_row_sizes(self) -> Ints:
        """How many documents of each row are not deleted."""
        sizes = self.docs.row_sizes
        return sizes if self.live is None else sizes - np.bincount(self.row_of[self.deleted], minlength=self.rows)

    @cached_property
    def documents_a_row(self) -> float:
        """How many documents a row has on average."""
        return self.count / max(self.rows, 1)

    @cached_property
    def row_of(self) -> NDArray[np.unsignedinteger[Any]]:
        """The row of each document, in few bytes: the documents of a query are spread all over it."""
        numbers = np.arange(self.rows, dtype=np.uint16 if self.rows <= 1 << 16 else np.uint32)
        rows: NDArray[np.unsignedinteger[Any]] = np.repeat(numbers, self.docs.row_sizes)
        return rows

    def rows_at(self, docs: Ints) -> Ints:
        """The rows of some documents."""
        return self.row_of.take(docs).astype(np.int64)

    @cached_property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.docs.row_sizes)

    def number(self, field: str, term: str | bytes) -> int:
        """The number of a term in its field, or -1."""
        return self.numbers[field, term]

    def term_list(self, field: str, number: int) -> TermList:
        """The postings of a term, at the level of its field."""
        key = self.name, field, number
        found = self._cache.get(key)
        if found is None:
            terms = self.inverted.terms(field)
            assert terms is not None  # noqa: S101 - the number was found in this field
            found = terms.read(number)
            self._cache.put(key, found)
        return found

    def scratch(self) -> NDArray[np.uint8]:
        """Zeros, one a document, for the calling thread; whoever writes into them must restore them."""
        scratch: NDArray[np.uint8] | None = getattr(self._local, "scratch", None)
        if scratch is None:
            scratch = self._local.scratch = np.zeros(self.count, np.uint8)
        return scratch

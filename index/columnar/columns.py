"""The text columns of a whole index: one sorted list of values for all segments, so that codes compare across them."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.columnar.postings import Ints
from index.columnar.view import SegmentView
from index.fold import fold


class Values:
    """The value of each code, an empty string for 0; read once and remembered."""

    def __init__(self, size: int, read: Callable[[int], str]) -> None:
        """Take the number of codes, and what reads the value of one."""
        self._known: list[Any] = ["", *[None] * (size - 1)]
        self._read = read

    def __getitem__(self, code: int) -> str:
        value: str | None = self._known[code]
        if value is None:
            value = self._known[code] = self._read(code)
        return value

    def some(self, codes: Sequence[int]) -> list[str]:
        """The values of some codes."""
        known = self._known
        found = [known[code] for code in codes]
        return found if all(found) else [self[code] for code in codes]


class GlobalColumn:
    """A text column over all segments. Code 0 stands for no value; higher codes are in the order of the values.

    Nothing here refers to itself in a circle: the files of an index that no longer serves are let go at once.
    """

    def __init__(self, segments: Sequence[SegmentView], field: str) -> None:
        alone = len(segments) == 1 and field in segments[0].docs.columns
        self._held: _Alone | _Merged = _Alone(segments[0], field) if alone else _Merged(segments, field)
        self._codes: dict[str, int] = {}
        self.values = values = Values(self.size, self._held.value)
        self.folded = Values(self.size, lambda code: fold(values[code]))

    @cached_property
    def codes(self) -> list[Ints]:
        """The code of each row of each segment."""
        return self._held.codes()

    @cached_property
    def size(self) -> int:
        """The number of codes."""
        return 1 + len(self._held)

    @cached_property
    def tells_rows_apart(self) -> bool:
        """Tell whether no two rows have one value."""
        counts = [np.bincount(codes, minlength=self.size) for codes in self.codes]
        return not counts or int(np.add.reduce(counts).max()) <= 1

    def code(self, value: str) -> int:
        """The code of a value; -1 where there is no such value."""
        if not value:
            return 0
        found = self._codes.get(value)
        if found is None:
            found = self._codes[value] = self._find(value)
        return found

    def _find(self, value: str) -> int:
        code = bisect_left(range(self.size), value, lo=1, key=self.values.__getitem__)
        return code if code < self.size and self.values[code] == value else -1


class _Alone:
    """The column of the only segment, in its own codes."""

    def __init__(self, segment: SegmentView, field: str) -> None:
        self._docs = segment.docs
        self._field = field
        self._texts = segment.docs.values(field)

    def __len__(self) -> int:
        return len(self._texts)

    def value(self, code: int) -> str:
        return self._texts.text(code - 1)

    def codes(self) -> list[Ints]:
        return [self._docs.codes(self._field).astype(np.int64)]


class _Merged:
    """The columns of several segments, or of none, in common codes."""

    def __init__(self, segments: Sequence[SegmentView], field: str) -> None:
        self._segments = segments
        self._field = field

    def __len__(self) -> int:
        return len(self._merged[0])

    def value(self, code: int) -> str:
        return self._merged[0][code - 1]

    def codes(self) -> list[Ints]:
        own = [
            segment.docs.codes(self._field) if self._field in segment.docs.columns else np.zeros(segment.rows, np.uint8)
            for segment in self._segments
        ]
        return [places[codes] for places, codes in zip(self._merged[1], own, strict=True)]

    @cached_property
    def _merged(self) -> tuple[Sequence[str], list[Ints]]:
        """All values in order, and for each segment the new code of each of its codes."""
        lists = [segment.column_values(self._field) for segment in self._segments]
        longest: Sequence[str] = max(lists, key=len, default=())
        others = set().union(*(values for values in lists if values is not longest))
        added = sorted(value for value in others if not _holds(longest, value))
        merged = sorted((*longest, *added)) if added else longest
        before = [bisect_left(longest, value) for value in added]
        shifted = np.arange(len(longest)) + np.searchsorted(before, np.arange(len(longest)), "right") + 1
        return merged, [
            np.concatenate(([0], shifted if values is longest else [bisect_left(merged, value) + 1 for value in values])).astype(np.int64)
            for values in lists
        ]


def _holds(values: Sequence[str], value: str) -> bool:
    at = bisect_left(values, value)
    return at < len(values) and values[at] == value

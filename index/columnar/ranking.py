"""The first few of many, by a key, without sorting them all."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.postings import Ints
from index.columnar.view import Floats

_GROUP: Final = 128
_CODE_BITS: Final = 32
_CODE: Final = (1 << _CODE_BITS) - 1


def best(keys: Floats | Ints, numbers: Ints, count: int) -> Ints:
    """Return where the `count` greatest keys are, the greatest first; of equal keys the one with the smaller number first."""
    if count >= len(keys):
        return np.lexsort((numbers, -keys))
    candidates = np.flatnonzero(keys >= bound(keys, count))
    if len(candidates) > 2 * _GROUP * count:
        candidates = _without_late_equals(candidates, keys[candidates], numbers[candidates], count)
    order = np.lexsort((numbers[candidates], -keys[candidates]))
    return candidates[order[:count]]


def most_frequent(counts: Floats | Ints, size: int) -> tuple[list[int], list[int]]:
    """Return at most `size` codes that have a count, the greatest first, and their counts; of equal counts the smaller code first."""
    (codes,) = (counts != 0).nonzero()
    keys = codes - (counts.take(codes).astype(np.int64) << _CODE_BITS)
    if size < len(keys):
        keys.partition(size)
        keys = keys[:size]
    keys.sort()
    return (keys & _CODE).tolist(), (-(keys >> _CODE_BITS)).tolist()


def _without_late_equals(candidates: Ints, keys: Floats | Ints, numbers: Ints, count: int) -> Ints:
    """Keep those above the last key that counts, and of the ones equal to it those with the smallest numbers."""
    last = np.partition(keys, len(keys) - count)[len(keys) - count]
    above, equal = np.flatnonzero(keys > last), np.flatnonzero(keys == last)
    places = count - len(above)
    first = np.argpartition(numbers[equal], places - 1)[:places]
    return candidates[np.concatenate((above, equal[first]))]


def bound(keys: NDArray[Any], count: int) -> float:
    """A bound that at least `count` keys reach, and few more do: that many groups of keys have a greatest that reaches it."""
    groups = len(keys) // _GROUP
    if groups < 2 * count:
        return float(np.partition(keys, len(keys) - count)[len(keys) - count])
    greatest = keys[: groups * _GROUP].reshape(groups, _GROUP).max(axis=1)
    return float(np.partition(greatest, groups - count)[groups - count])

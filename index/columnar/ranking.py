"""The first few of many, by a key, without sorting them all."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.postings import Ints
from index.columnar.view import Floats

_MANY: Final = 32
"""So many times more keys than are wanted are looked at in groups."""

_TIED: Final = 256
"""Where so many times more candidates remain than are wanted, most of them are equals."""

_PLACE_BITS: Final = 32
_PLACE: Final = (1 << _PLACE_BITS) - 1


def best(keys: Floats | Ints, numbers: Ints, count: int) -> Ints:
    """Return where the `count` greatest keys are, the greatest first; of equal keys the one with the smaller number first."""
    if count >= len(keys):
        return np.lexsort((numbers, -keys))
    (candidates,) = (keys >= bound(keys, count)).nonzero()
    if len(candidates) > _TIED * count:
        candidates = _without_late_equals(candidates, keys[candidates], numbers[candidates], count)
    order = np.lexsort((numbers.take(candidates), -keys.take(candidates)))
    return candidates[order[:count]]


def most_frequent(counts: Floats, starts: Ints, size: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield of each of some tables of counts at most `size` codes that have a count, and the counts.

    The tables stand one behind the other; `starts` tells where each begins, and where the last one ends. The greatest
    count comes first, of equal ones the smaller code.
    """
    (places,) = (counts != 0).nonzero()
    keys = places - (counts.take(places).astype(np.int64) << _PLACE_BITS)
    most = [_smallest(keys[first:stop], size) for first, stop in pairwise(places.searchsorted(starts).tolist())]
    lengths = list(map(len, most))
    found = np.concatenate(most)
    codes = ((found & _PLACE) - starts[:-1].repeat(lengths)).tolist()
    numbers = (-(found >> _PLACE_BITS)).tolist()
    for first, stop in pairwise(accumulate(lengths, initial=0)):
        yield codes[first:stop], numbers[first:stop]


def _smallest(keys: Ints, size: int) -> Ints:
    """Return the smallest keys in order; the keys may change their places."""
    if len(keys) >= _MANY * size:
        keys = keys[keys <= -bound(-keys, size)]
    elif size < len(keys):
        keys.partition(size)
        keys = keys[:size]
    keys.sort()
    return keys[:size]


def _without_late_equals(candidates: Ints, keys: Floats | Ints, numbers: Ints, count: int) -> Ints:
    """Keep those above the last key that counts, and of the ones equal to it those with the smallest numbers."""
    last = np.partition(keys, len(keys) - count)[len(keys) - count]
    above, equal = np.flatnonzero(keys > last), np.flatnonzero(keys == last)
    places = count - len(above)
    first = np.argpartition(numbers[equal], places - 1)[:places]
    return candidates[np.concatenate((above, equal[first]))]


def bound(keys: NDArray[Any], count: int) -> float:
    """A bound that at least `count` keys reach, and few more do: that many groups of keys have a greatest that reaches it."""
    if len(keys) < _MANY * count:
        greatest = keys.copy()
    else:
        group = 128 if len(keys) >= 256 * count else 16
        greatest = keys[: len(keys) // group * group].reshape(group, -1).max(axis=0)
    greatest.partition(len(greatest) - count)
    found: float = greatest[len(greatest) - count]
    return found

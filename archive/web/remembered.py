"""What is costly to make of the index, kept as long as the index stays the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, TypeVar, cast

Value = TypeVar("Value")

MOST: Final = 256
"""Things kept; the one that was not asked for longest goes first."""


class Remembered:
    """Things by key, made for one generation of the index. Safe for threads, two of which may make the same thing at a time."""

    def __init__(self) -> None:
        self._generation = ""
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def get(self, generation: str, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the thing of this key; make it where it is not there, or belongs to another generation."""
        with self._lock:
            if generation != self._generation:
                self._generation = generation
                self._kept.clear()
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(Value, self._kept[key])
        made = make()
        with self._lock:
            if generation == self._generation:
                self._kept[key] = made
                if len(self._kept) > MOST:
                    self._kept.popitem(last=False)
        return made

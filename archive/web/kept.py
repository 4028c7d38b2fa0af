"""Answers kept in memory, so that what many ask for is made once."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

SIZE: Final = 32_000_000
"""Bytes of all answers that one process keeps."""
LARGEST: Final = 400_000
"""Bytes of one answer; what is larger is a file, and rarely asked for twice."""

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent."""

    body: bytes
    headers: Headers


class Kept:
    """Answers by their keys; those that nobody has asked for longest go first. Safe for threads."""

    def __init__(self, size: int = SIZE) -> None:
        self._size = size
        self._held = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, unless it is too large."""
        if len(answer.body) > LARGEST:
            return
        with self._lock:
            before = self._answers.pop(key, None)
            self._answers[key] = answer
            self._held += len(answer.body) - (len(before.body) if before else 0)
            while self._held > self._size:
                self._held -= len(self._answers.popitem(last=False)[1].body)

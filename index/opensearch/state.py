"""What an index says of itself, in one document inside it: the mark, and who writes.

A writer claims the next version before it writes, and all it writes carries that version; OpenSearch refuses what is older than what is
there. A writer that is silent for too long is taken for dead, and another claims the version after. Whatever the first one still sends
loses against the other, and its mark is refused: so a late write never overwrites a newer one.
"""

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Self

from index.errors import IndexBusy, IndexMissing, SearchIndexError
from index.opensearch.cluster import Cluster, Conflict, patiently
from index.opensearch.mapping import STATE

_ID: Final = "_state"
_PAUSE: Final = 0.2
_BEAT: Final = 5.0
"""Seconds after which a writer says again that it lives."""


@dataclass(frozen=True, slots=True)
class State:
    """The state of an index.

    `built` says that it has been whole once. `claimed` is the version of the latest writer, `writer` its name, `done` the version of the
    last one that came to its end, `beats` how often the latest writer has said that it lives. `number` and `term` are OpenSearch's, of this
    state.
    """

    index: str
    mark: str = ""
    built: bool = False
    claimed: int = 0
    writer: str = ""
    done: int = 0
    beats: int = 0
    number: int = -1
    term: int = -1

    @property
    def generation(self) -> str:
        """A word that changes with every write."""
        return f"{self.index}.{self.done}"


def read(cluster: Cluster, name: str) -> State | None:
    """Return the state of an index or of what an alias stands for; None where there is none. Raises SearchIndexError."""
    try:
        found = cluster.ask("GET", f"/{name}/_doc/{_ID}")
    except IndexMissing:
        return None
    return State(index=found["_index"], number=found["_seq_no"], term=found["_primary_term"], **found["_source"][STATE])


class Writer:
    """The one that may write an index; what it writes carries `version`. As a context it lets the index go at its end."""

    def __init__(self, cluster: Cluster, index: str, patience: float) -> None:
        """Take the place of the writer before, when that is done or after so many seconds of its silence. Raises SearchIndexError."""
        self._cluster = cluster
        self._state = _claim(cluster, index, patience)
        self._beaten = time.monotonic()
        self.index = index
        self.version = self._state.claimed
        self.found_built = self._state.built

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._state.done < self.version:
            with suppress(SearchIndexError):
                self._write(replace(self._state, done=self.version))

    def beat(self) -> None:
        """Say now and then that the writer lives. Raises IndexBusy where another took its place, SearchIndexError."""
        if time.monotonic() - self._beaten > _BEAT:
            self._write(replace(self._state, beats=self._state.beats + 1))
            self._beaten = time.monotonic()

    def finish(self, mark: str) -> None:
        """Set the mark. Raises IndexBusy where another took the writer's place, SearchIndexError."""
        self._write(replace(self._state, mark=mark, built=True, done=self.version))

    def _write(self, state: State) -> None:
        written = _try_to_write(self._cluster, state)
        if written is None:
            raise IndexBusy(self.index)
        self._state = written


def _claim(cluster: Cluster, index: str, patience: float) -> State:
    silent_since, seen = time.monotonic(), None
    while True:
        found = patiently(partial(read, cluster, index)) or State(index)
        if found != seen:
            silent_since, seen = time.monotonic(), found
        if found.claimed == found.done or time.monotonic() - silent_since > patience:
            claimed = _try_to_write(cluster, replace(found, claimed=found.claimed + 1, writer=secrets.token_hex(8), beats=0))
            if claimed is not None:
                return claimed
        time.sleep(_PAUSE)


def _try_to_write(cluster: Cluster, state: State) -> State | None:
    """Write a state in the place of the one it was made of; None where that is no longer there."""
    told = {name: getattr(state, name) for name in ("mark", "built", "claimed", "writer", "done", "beats")}
    if state.number < 0:
        order: dict[str, Any] = {"op_type": "create"}
    else:
        order = {"if_seq_no": state.number, "if_primary_term": state.term}
    try:
        answer = patiently(partial(cluster.ask, "PUT", f"/{state.index}/_doc/{_ID}", {STATE: told}, **order))
    except Conflict:
        now = read(cluster, state.index)
        ours = now is not None and replace(now, number=-1, term=-1) == replace(state, number=-1, term=-1)
        return now if ours else None
    return replace(state, number=answer["_seq_no"], term=answer["_primary_term"])

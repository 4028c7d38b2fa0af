"""Documents on their way into an index of the cluster, in portions that it can take."""

import json
import time
from collections.abc import Iterable, Iterator
from typing import Final

from index.errors import IndexUnavailable, SearchIndexError
from index.model import Doc
from index.opensearch.cluster import Cluster, is_passing, pauses
from index.opensearch.mapping import Json, fields

_MOST: Final = 250
"""Documents sent at a time at most, and bytes after which nothing is added to them."""
_BYTES: Final = 4_000_000

_CONFLICT: Final = 409
_NOT_FOUND: Final = 404


def indexing(doc: Doc, order: int, version: int) -> bytes:
    """Return the lines that put a document in the place of an older version."""
    return _line(_operation("index", doc.id, version)) + _line(fields(doc, order))


def deleting(doc_id: str, version: int) -> bytes:
    """Return the line that removes a document, if what is there is not newer."""
    return _line(_operation("delete", doc_id, version))


def send(cluster: Cluster, index: str, actions: Iterable[bytes]) -> None:
    """Have the cluster do all of it; what it has no room for now is sent again after a pause.

    What is newer there stays. Raises IndexUnavailable when patience is at its end, SearchIndexError where a document is refused.
    """
    for portion in _portions(actions):
        left = portion
        for pause in pauses():
            left = _send_once(cluster, index, left)
            if not left:
                break
            time.sleep(pause)
        if left:
            raise IndexUnavailable(f"{index}: {len(left)} documents were not taken")


def _portions(actions: Iterable[bytes]) -> Iterator[list[bytes]]:
    portion: list[bytes] = []
    size = 0
    for action in actions:
        portion.append(action)
        size += len(action)
        if len(portion) == _MOST or size > _BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _send_once(cluster: Cluster, index: str, portion: list[bytes]) -> list[bytes]:
    """Send a portion; return what must be sent again."""
    try:
        answer = cluster.ask("POST", f"/{index}/_bulk", b"".join(portion))
    except IndexUnavailable:
        return portion
    results = (next(iter(item.values())) for item in answer["items"])
    return [action for action, result in zip(portion, results, strict=True) if not _is_done(result)]


def _is_done(result: Json) -> bool:
    """Tell whether a document is written, or a newer one is there. Raises SearchIndexError where it is refused."""
    status = result["status"]
    if status < 300 or status in (_CONFLICT, _NOT_FOUND):
        return True
    if is_passing(status):
        return False
    raise SearchIndexError(f"{result['_id']}: {result.get('error')}")


def _operation(name: str, doc_id: str, version: int) -> Json:
    return {name: {"_id": doc_id, "version": version, "version_type": "external_gte"}}


def _line(value: Json) -> bytes:
    """A line of JSON; what UTF-8 cannot write is written as a number."""
    try:
        return json.dumps(value, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value).encode() + b"\n"

"""The one place that speaks to a cluster: what it answers, or one of the index's own errors."""

import random
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError, ConnectionTimeout, NotFoundError, OpenSearchException, TransportError
from opensearchpy.exceptions import ConnectionError as NoConnection

from index.errors import IndexMissing, IndexUnavailable, SearchIndexError
from index.opensearch.address import Address
from index.opensearch.mapping import Json

T = TypeVar("T")

_TIMEOUT: Final = 30
"""Seconds to wait for one answer of one node."""

_SOON: Final = 4
"""The same for somebody who waits in front of a page."""

_PATIENCE: Final = 120.0
"""Seconds that a writer goes on trying while the cluster is away or has too much to do."""

_FIRST_PAUSE: Final = 0.2
_LONGEST_PAUSE: Final = 8.0

_TOO_MUCH: Final = 429
"""What the cluster answers when it has too much to do."""

_FAILED: Final = (500, 502, 503, 504)
"""What it answers when a part of it went meanwhile; another node may know better."""

_REST: Final = 5.0
"""Seconds for which a node that did not answer is not asked first."""


class Conflict(SearchIndexError):
    """What should be written is older than what is there."""


class NoAnswer(IndexUnavailable):
    """A node said nothing in the time it was given."""


class Cluster:
    """A connection to some nodes of a cluster; where one is gone the next is asked. Safe for threads."""

    def __init__(self, address: Address, *, hurried: bool = False) -> None:
        """Take where it is. Who is hurried waits only a little for a node that does not answer, and is told of it."""
        self.address = address
        self._hurried = hurried
        self._client = OpenSearch(
            hosts=list(address.urls),
            headers={"authorization": _basic(address)} if address.user else {},
            ca_certs=address.authority or None,
            client_cert=address.certificate or None,
            client_key=address.key or None,
            timeout=_SOON if hurried else _TIMEOUT,
            max_retries=0,  # `ask` tries again; what follows only says for what a node is not asked first for a while
            retry_on_timeout=True,
            retry_on_status=_FAILED,
            dead_timeout=_REST,
            timeout_cutoff=2,
        )

    def ask(self, method: str, path: str, body: Any = None, **params: object) -> Json:
        """Return what the cluster answers.

        Raises IndexMissing where there is no such thing, Conflict, NoAnswer, IndexUnavailable, SearchIndexError.
        """
        tries = 1 + max(2, len(self.address.urls))
        with _translated():
            while True:
                tries -= 1
                try:
                    answer: Json = self._client.transport.perform_request(method, path, params=dict(params), body=body)
                    return answer
                except TransportError as error:
                    if not (tries and self._is_known_elsewhere(error)):
                        raise

    def search(self, path: str, body: Json, **params: object) -> Json:
        """Search an index; a part of the answer is no answer. Raises as `ask` does."""
        return self.ask("POST", f"{path}/_search", body, **({"allow_partial_search_results": "false"} | params))

    def _is_known_elsewhere(self, error: TransportError) -> bool:
        """Whether another node is to be asked what one did not answer."""
        if isinstance(error, ConnectionTimeout):
            return not self._hurried
        return isinstance(error, NoConnection) or error.status_code in _FAILED

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()


def _basic(address: Address) -> str:
    """How the user is told; in UTF-8, which the client itself would refuse."""
    return f"Basic {b64encode(f'{address.user}:{address.password}'.encode()).decode()}"


def patiently(action: Callable[[], T]) -> T:
    """Do something, again and again while the cluster is unavailable, but not for ever; then raise IndexUnavailable."""
    for pause in pauses():
        try:
            return action()
        except IndexUnavailable:
            time.sleep(pause)
    return action()


def pauses() -> Iterator[float]:
    """Yield ever longer pauses in seconds, by chance a little shorter or longer, until patience is at its end."""
    until, pause = time.monotonic() + _PATIENCE, _FIRST_PAUSE
    while time.monotonic() < until:
        yield pause * random.uniform(0.5, 1.5)  # noqa: S311 - so that writers do not come back all at once
        pause = min(2 * pause, _LONGEST_PAUSE)


def is_passing(status: object) -> bool:
    """Tell whether a status says that the cluster cannot now, but will."""
    return status == _TOO_MUCH or status in _FAILED


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing(str(error)) from error
    except ConflictError as error:
        raise Conflict(str(error)) from error
    except ConnectionTimeout as error:
        raise NoAnswer(str(error)) from error
    except TransportError as error:
        kind = IndexUnavailable if isinstance(error, NoConnection) or is_passing(error.status_code) else SearchIndexError
        raise kind(str(error)) from error
    except OpenSearchException as error:
        raise SearchIndexError(str(error)) from error

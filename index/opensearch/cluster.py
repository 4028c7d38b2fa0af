"""The one place that speaks to a cluster: what it answers, or one of the index's own errors."""

import random
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError, NotFoundError, OpenSearchException, TransportError
from opensearchpy.exceptions import ConnectionError as NoConnection

from index.errors import IndexMissing, IndexUnavailable, SearchIndexError
from index.opensearch.address import Address
from index.opensearch.mapping import Json

T = TypeVar("T")

_TIMEOUT: Final = 30
"""Seconds to wait for one answer of one node."""

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


class Cluster:
    """A connection to some nodes of a cluster; where one is gone the next is asked. Safe for threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._client = OpenSearch(
            hosts=list(address.urls),
            headers={"authorization": _basic(address)} if address.user else {},
            ca_certs=address.authority or None,
            client_cert=address.certificate or None,
            client_key=address.key or None,
            timeout=_TIMEOUT,
            max_retries=max(2, len(address.urls)),
            retry_on_timeout=True,
            retry_on_status=_FAILED,
            dead_timeout=_REST,
            timeout_cutoff=2,
        )

    def ask(self, method: str, path: str, body: Any = None, **params: object) -> Json:
        """Return what the cluster answers.

        Raises IndexMissing where there is no such thing, Conflict, IndexUnavailable, SearchIndexError.
        """
        with _translated():
            answer: Json = self._client.transport.perform_request(method, path, params=params, body=body)
            return answer

    def search(self, path: str, body: Json, **params: object) -> Json:
        """Search an index; a part of the answer is no answer. Raises as `ask` does."""
        return self.ask("POST", f"{path}/_search", body, **({"allow_partial_search_results": "false"} | params))

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
    except TransportError as error:
        kind = IndexUnavailable if isinstance(error, NoConnection) or is_passing(error.status_code) else SearchIndexError
        raise kind(str(error)) from error
    except OpenSearchException as error:
        raise SearchIndexError(str(error)) from error

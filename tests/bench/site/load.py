"""Readers who ask one page after the other: how many answers a second they get, and how long each waits."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from statistics import quantiles
from time import monotonic, perf_counter
from typing import Final

WAIT: Final = 120
"""Seconds after which an answer is given up."""


class Refused(Exception):
    """A server did not answer as it should; the message tells what it was asked and what it said."""


@dataclass(frozen=True, slots=True)
class Load:
    """What so many clients met: answers, the seconds they took together, bytes received, and the times of the answers in milliseconds."""

    clients: int
    seconds: float
    received: int
    times: tuple[float, ...]

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: int) -> float:
        """The time within which so many of a hundred answers came."""
        return quantiles(self.times, n=100, method="inclusive")[share - 1]


def press(port: int, paths: Sequence[str], clients: int, seconds: float) -> Load:
    """Have clients ask for these paths in order, each on a connection that stays open, until the time is over or the paths are.

    What was asked in time is waited for. Raises Refused.
    """
    rest = iter(paths)  # threads may share it: a step of it is one operation of the interpreter
    begun = monotonic()
    with ThreadPoolExecutor(clients) as pool:
        asked = [pool.submit(_client, port, rest, begun + seconds) for _ in range(clients)]
        answered = [answer for one in asked for answer in one.result()]
    return Load(clients, monotonic() - begun, sum(size for _, size in answered), tuple(took for took, _ in answered))


def _client(port: int, paths: Iterator[str], until: float) -> list[tuple[float, int]]:
    """Ask until the time is over; return the milliseconds and the bytes of each answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    answered = []
    try:
        while monotonic() < until and (path := next(paths, None)) is not None:
            begun = perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            body = response.read()
            answered.append(((perf_counter() - begun) * 1000, len(body)))
            if response.status != 200:
                raise Refused(f"{path}: {response.status}")
    except (OSError, HTTPException) as error:
        raise Refused(f"{path}: {error or type(error).__name__}") from error
    finally:
        connection.close()
    return answered

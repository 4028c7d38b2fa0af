"""Readers who ask one page after the other: how many answers a second they get, and how long each waits."""

import socket
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from time import monotonic, perf_counter
from typing import BinaryIO, Final

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
    answered = []
    path = ""
    try:
        with socket.create_connection(("127.0.0.1", port), WAIT) as connection, connection.makefile("rb") as stream:
            while monotonic() < until and (path := next(paths, "")):
                begun = perf_counter()
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode("ascii"))
                status, size = received(stream)
                answered.append(((perf_counter() - begun) * 1000, size))
                if status != 200:
                    raise Refused(f"{path}: {status}")
    except (OSError, ValueError, IndexError) as error:
        raise Refused(f"{path}: {error or type(error).__name__}") from error
    return answered


def received(stream: BinaryIO) -> tuple[int, int]:
    """The status of the next answer and the bytes of its body. It takes processor time from the server it asks; `http.client` takes more
    than twice as much. Raises OSError, ValueError, IndexError.
    """
    status, length, chunked = int(stream.readline().split()[1]), 0, False
    while (line := stream.readline().lower()).strip():
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
        chunked = chunked or line.startswith(b"transfer-encoding:")
    if not chunked:
        return status, _read(stream, length)
    size = 0
    while length := int(stream.readline(), 16):
        size += _read(stream, length)
        stream.readline()
    stream.readline()
    return status, size


def _read(stream: BinaryIO, length: int) -> int:
    if len(stream.read(length)) < length:
        raise ValueError("cut off")
    return length

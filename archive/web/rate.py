"""How many requests one client may make: beyond that it is told to wait (429, RFC 6585). Off unless the settings ask for it."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock
from time import monotonic
from typing import Final

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

BURST: Final = 10
"""Seconds' worth of requests that may come at once."""
CLIENTS: Final = 20_000
"""Clients that are remembered; the one that was silent longest is forgotten."""
NETWORK: Final = 64
"""Bits of an IPv6 address that belong to one subscriber (RFC 6177)."""


class Buckets:
    """A bucket of tokens for each client: a request takes one, so many come back each second. Safe for threads."""

    def __init__(self, rate: float, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._size, self._clock = rate, max(rate * BURST, 1.0), clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str) -> float:
        """Take a token; 0, or the seconds until there is one."""
        with self._lock:
            now = self._clock()
            tokens, since = self._buckets.pop(client, (self._size, now))
            tokens = min(self._size, tokens + (now - since) * self._rate)
            self._buckets[client] = (max(tokens - 1, 0.0) if tokens >= 1 else tokens, now)
            if len(self._buckets) > CLIENTS:
                self._buckets.popitem(last=False)
        return 0.0 if tokens >= 1 else (1 - tokens) / self._rate


def limit_rate(app: Flask, rate: float) -> None:
    """Let each client of the application make so many requests a second on average; styles and scripts are not counted."""
    buckets = Buckets(rate)

    def check() -> None:
        wait = buckets.wait(client_of(request.remote_addr or "")) if request.endpoint != "static" else 0
        if wait:
            raise TooManyRequests(retry_after=ceil(wait))

    app.before_request_funcs.setdefault(None, []).insert(0, check)


def client_of(address: str) -> str:
    """What stands for one client: an address, of IPv6 its network."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return f"{int(parsed) >> (128 - NETWORK):x}" if isinstance(parsed, IPv6Address) else address

"""Cursors: where a walk through the pages of an answer goes on. Pure.

A cursor belongs to one state of the index. Once that has changed, pages fall elsewhere; a walk that went on would miss passages or meet
them twice, so its cursor is refused.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from typing import Final

from archive.errors import Outdated

_CURSOR: Final = re.compile(r"([1-9][0-9]{0,5})\.([0-9a-f]{8})", re.ASCII)


def write_cursor(page: int, generation: str) -> str:
    """A cursor to a page of the answer in this state of the index."""
    return urlsafe_b64encode(f"{page}.{_digest(generation)}".encode()).decode()


def read_cursor(cursor: str, generation: str) -> int:
    """The page it leads to. Raises Outdated for a cursor of another state of the index, or what is no cursor at all."""
    try:
        found = _CURSOR.fullmatch(urlsafe_b64decode(cursor.encode("ascii")).decode("ascii"))
    except ValueError:
        found = None
    if found is None or found[2] != _digest(generation):
        raise Outdated("这个游标不属于现在的档案库；请从头检索。")
    return int(found[1])


def _digest(generation: str) -> str:
    return blake2b(generation.encode(), digest_size=4).hexdigest()

"""Opaque identifiers: eight characters of Crockford base32, in lower case.

The alphabet has no i, l, o and u (Douglas Crockford, Base 32, 2019). Forty random bits: among ten million
identifiers a fresh one meets an old one once in 100,000 times, so whoever stores one looks first.
"""

import secrets
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 8

_LETTERS: Final = ALPHABET.encode() * (256 // len(ALPHABET))
"""The letter each byte stands for; every letter is equally likely."""
_READ: Final = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None})


def new_ids(count: int) -> set[str]:
    """As many random identifiers, or hardly fewer: two may be the same."""
    written = secrets.token_bytes(LENGTH * count).translate(_LETTERS).decode()
    return {written[start : start + LENGTH] for start in range(0, len(written), LENGTH)}


def canonical(typed: str) -> str | None:
    """The identifier a person meant: capitals, hyphens and the letters o, i, l are read; None if it cannot be one."""
    read = typed.strip().lower().translate(_READ)
    return read if len(read) == LENGTH and set(read) <= set(ALPHABET) else None

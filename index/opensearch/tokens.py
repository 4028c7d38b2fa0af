"""A text as OpenSearch takes it: tokens of our own analyzer, joined by spaces, for an analyzer that cuts at spaces only.

A token must hold no space, so spaces are written as their numbers; so are lone surrogates, which UTF-8 cannot write.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

LONGEST: Final = 120
"""Characters of the longest token; a longer word is known by its digest. OpenSearch cuts at 255 UTF-16 units."""

_ODD: Final = re.compile(r"[\s\\\ud800-\udfff]")
"""The characters that cannot stand in a token, and the one that stands before the number of such a character."""


def token(text: str) -> str:
    """Return a word or gram as a token; different ones for different texts."""
    written = _ODD.sub(lambda odd: f"\\{ord(odd.group()):x};", text)
    if len(written) > LONGEST:
        return "\\" + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return written


def is_plain(texts: Sequence[str]) -> bool:
    """Tell whether all of these words or grams are tokens as they are."""
    return max(map(len, texts), default=0) <= LONGEST and not _ODD.search("".join(texts))


def joined(texts: Sequence[str]) -> str:
    """Return words or grams as the value of a field."""
    return " ".join(texts if is_plain(texts) else map(token, texts))

"""Patterns over words: `*` stands for any run of characters, `?` for one; nothing else is special."""

import re
from fnmatch import translate
from heapq import nlargest
from itertools import islice
from typing import Any, Final

LIMIT: Final = 200
"""Terms of one index field that a pattern stands for at most: the most frequent ones."""

_SCANNED: Final = 20_000
"""Fitting terms looked at to find them."""

_SPECIAL: Final = re.compile(r"[*?]")


def pattern(folded: str) -> re.Pattern[str]:
    """Compile a pattern; use `fullmatch` or `match`, it is anchored at its end. Matching takes time linear in a word."""
    return re.compile(translate(folded.replace("[", "[[]")))


def fixed_start(folded: str) -> str:
    """Return the part of a pattern before its first special character."""
    return _SPECIAL.split(folded, maxsplit=1)[0]


def fitting_terms(reader: Any, field: str, folded: str) -> list[str]:
    """Return the terms of a field of a Whoosh reader that fit a pattern, at most `LIMIT`, the most frequent ones first."""
    fits = pattern(folded).match
    found = (term for encoded in reader.expand_prefix(field, fixed_start(folded)) if fits(term := encoded.decode()))
    return nlargest(LIMIT, islice(found, _SCANNED), key=lambda term: (reader.doc_frequency(field, term), term))

"""Grams as numbers: the code point of the first character, shifted, and one more than that of the second.

So numbers sort as the grams' bytes do in UTF-8, a single character before the pairs that begin with it.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.codepoints import text_of

CHAR_BITS: Final = 21
"""Bits of a code point."""

_CHAR: Final = (1 << CHAR_BITS) - 1
_LARGER: Final = (0x80, 0x800, 0x10000)
"""The code points from which on UTF-8 takes one more byte."""

Keys = NDArray[np.uint64]


def gram_terms(grams: Keys) -> list[bytes]:
    """The bytes of the terms that numbers stand for."""
    seconds = (grams & np.uint64(_CHAR)).astype(np.int64)
    pairs = np.stack(((grams >> np.uint64(CHAR_BITS)).astype(np.int64), seconds - 1), axis=1)
    sizes = (np.searchsorted(_LARGER, pairs, "right") + (pairs >= 0)).sum(axis=1)
    data = text_of(pairs[pairs >= 0].astype(np.uint32)).encode()
    ends = np.cumsum(sizes).tolist()
    return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def distinct(keys: Keys) -> Keys:
    """Sort keys in their place; return each once."""
    keys.sort()
    return keys[np.flatnonzero(np.diff(keys, prepend=~keys[:1]))]

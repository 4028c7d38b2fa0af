"""Texts as arrays of code points, and the fold of `index.fold` over such an array."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.fold import TABLE

Codes = NDArray[np.uint32]
Units = NDArray[np.uint16]

_BMP: Final = 0x10000
_FOLDED: Final = np.frombuffer(TABLE.encode("utf-32-le"), "<u4")


def codes_of(texts: Sequence[str]) -> tuple[Codes, NDArray[np.int64]]:
    """Return the code points of all texts, one text after the other, and the length of each text."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4"), lengths


def fold_codes(codes: Codes) -> Codes:
    """Fold each code point; those behind the table stay as they are."""
    if not len(codes) or codes.max() < len(_FOLDED):
        return _FOLDED[codes]
    inside = codes < len(_FOLDED)
    return np.where(inside, _FOLDED[np.where(inside, codes, 0)], codes)


def text_of(codes: Codes) -> str:
    """Return code points as a string."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def units_of(codes: Codes) -> Units:
    """Return folded code points in UTF-16; they hold no lone surrogates."""
    if not len(codes) or codes.max() < _BMP:
        return codes.astype("<u2")
    return np.frombuffer(text_of(codes).encode("utf-16-le"), "<u2")


def unit_lengths(codes: Codes, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of UTF-16 units of each of the texts that `codes` holds."""
    wide = np.flatnonzero(codes >= _BMP)
    if not len(wide):
        return lengths
    texts = np.searchsorted(np.cumsum(lengths), wide, "right")
    return lengths + np.bincount(texts, minlength=len(lengths))

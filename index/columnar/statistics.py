"""The statistics of a whole index that BM25F scores need, as `whoosh.scoring.BM25F` takes them: deleted documents count too."""

from collections.abc import Sequence
from math import log
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.columnar.docs import LENGTHS
from index.columnar.view import Floats, Rough, SegmentView

B: Final = 0.75
K1: Final = 1.2


class Statistics:
    """Document frequencies and average lengths over all segments of an index."""

    def __init__(self, segments: Sequence[SegmentView]) -> None:
        self._segments = segments
        self._count = sum(segment.count for segment in segments)
        self._idf: dict[tuple[str, str | bytes], float] = {}
        self._norms: dict[str, Floats] = {}
        self._rough_norms: dict[str, Rough] = {}

    def idf(self, field: str, term: str | bytes) -> float:
        """The inverse document frequency of a term."""
        key = field, term
        found = self._idf.get(key)
        if found is None:
            found = self._idf[key] = log(self._count / (self._doc_frequency(field, term) + 1)) + 1
        return found

    def norms(self, field: str) -> Floats:
        """For each length byte the part of BM25's denominator that depends on the length: K1 * ((1 - B) + B * length / average)."""
        found = self._norms.get(field)
        if found is None:
            total = sum(segment.docs.total_length(field) for segment in self._segments)
            average = total / (self._count or 1) or 1
            found = self._norms[field] = K1 * ((1 - B) + B * LENGTHS / average)
        return found

    def rough_norms(self, field: str) -> Rough:
        """The same in single precision."""
        found = self._rough_norms.get(field)
        if found is None:
            found = self._rough_norms[field] = self.norms(field).astype(np.float32)
        return found

    def _doc_frequency(self, field: str, term: str | bytes) -> int:
        numbers = ((segment, segment.number(field, term)) for segment in self._segments)
        return sum(segment.inverted.doc_frequency(field, number) for segment, number in numbers if number >= 0)


def saturation(weights: NDArray[Any], norms: Floats) -> Floats:
    """BM25's share of term frequency and length, elementwise; 0 where the weight is 0."""
    return np.divide(weights * (K1 + 1), weights + norms)


__all__ = ["Statistics", "saturation"]

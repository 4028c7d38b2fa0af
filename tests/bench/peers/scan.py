"""A plain scan for substrings through the folded values, one long string in memory. It ranks nothing: the first ten are the ten.

Python's own search in one long string is the fastest plain scan it has, two to four times as fast as asking paragraph by
paragraph. Facets are counted over arrays of codes.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.fields import FACETS, SEARCHED
from index.fold import fold
from index.highlight import Marker
from index.model import Doc, Hit, Query
from tests.bench.contest import Answer, Contestant
from tests.bench.corpus import load, write
from tests.bench.peers.codes import Codes, day
from tests.bench.peers.plan import AllOf, AnyOf, Needle, Plan, others, plan

_FILE: Final = "documents.jsonl"
_END: Final = "\n"
"""Ends every value; folded values hold no line break."""

Numbers = NDArray[np.intp]


def build(docs: Sequence[Doc], folder: Path) -> None:
    """Write the documents; a scan has no index."""
    write(docs, folder / _FILE)


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._docs = load(folder / _FILE)
        self._codes = Codes.of_documents(self._docs)
        self._columns = dict(zip(FACETS, np.array([self._codes.codes(doc) for doc in self._docs]).T, strict=True))
        self._days = np.array([day(doc.date) for doc in self._docs])
        folded = [[fold(getattr(doc, field)) + _END for field in SEARCHED] for doc in self._docs]
        self._text_ends = [end + len(text) for (text, *_), end in zip(folded, accumulate(map(_length, folded), initial=0), strict=False)]
        self._ends = list(accumulate(map(_length, folded)))
        self._values = "".join("".join(values) for values in folded)

    def search(self, query: Query) -> Answer:
        """Answer a query."""
        matching = np.array(sorted(self._matching(plan(query.node))), np.intp)
        found = self._chosen(matching, query.include)
        facets = {}
        for facet in query.facets:
            counts = np.bincount(self._columns[facet][self._chosen(matching, others(query, facet))])
            ranked = np.argsort(-counts, kind="stable")[: query.facet_size]
            counted = zip(ranked.tolist(), counts[ranked].tolist(), strict=True)
            facets[facet] = self._codes.counts(facet, ((code, count) for code, count in counted if count))
        marker = Marker(query.node)
        return Answer(len(found), [self._hit(number, marker) for number in self._first(found, query)], facets)

    def _matching(self, wanted: Plan) -> set[int]:
        match wanted:
            case AllOf(plans):
                return set.intersection(*map(self._matching, plans))
            case AnyOf(plans):
                return set.union(*map(self._matching, plans))
            case Needle(string, parts):
                return self._holding(string, text_only=len(parts) == 1)

    def _holding(self, string: str, *, text_only: bool) -> set[int]:
        """Look on behind the end of each paragraph that holds the string."""
        holding = set()
        place = self._values.find(string)
        while place >= 0:
            number = bisect_right(self._ends, place)
            if not text_only or place < self._text_ends[number]:
                holding.add(number)
            place = self._values.find(string, self._ends[number])
        return holding

    def _chosen(self, numbers: Numbers, include: Mapping[str, Sequence[str]]) -> Numbers:
        for facet, values in include.items():
            numbers = numbers[np.isin(self._columns[facet][numbers], self._codes.chosen(facet, values))]
        return numbers

    def _first(self, found: Numbers, query: Query) -> list[int]:
        if query.sort != "relevance":
            days = self._days[found]
            found = found[np.argsort(-days if query.sort == "newest" else days, kind="stable")]
        first: list[int] = found[: query.size].tolist()
        return first

    def _hit(self, number: int, marker: Marker) -> Hit:
        doc = self._docs[number]
        return Hit(doc, 0.0, marker.marks(doc))


def _length(values: Sequence[str]) -> int:
    return sum(map(len, values))


CONTESTANT = Contestant(prepare=lambda docs: docs, build=build, open=_Opened)

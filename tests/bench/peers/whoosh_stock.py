"""Stock Whoosh: the index that the stock engine of this project writes, searched in the shortest way Whoosh has.

The stock engine itself is made to be plainly right: it opens the index for every query and scores passages that do not
match. Here the searcher stays open, and only what matches is scored; that takes about half the time. Whoosh's own
`groupedby` takes longer than reading its columns. That is more than its manual tells, but all of it is Whoosh's own interface,
and the faster way is the fair one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nsmallest
from pathlib import Path
from typing import Any

from whoosh.index import open_dir
from whoosh.query import And, AndMaybe, Or, Term
from whoosh.query import Query as WhooshQuery
from whoosh.scoring import BM25F
from whoosh.searching import SearchContext

from index.fold import fold
from index.generations import Generations
from index.highlight import Marker
from index.model import Doc, Hit, Query
from index.schema import doc
from index.whoosh_tree import matching, scoring
from index.wildcards import fitting_terms
from tests.bench.contest import Answer, Contestant
from tests.bench.peers.plan import others
from tests.engines.stock.engine import StockEngine

Found = tuple[float, int]
"""The negative score of a passage, and its number."""


def build(docs: Sequence[Doc], folder: Path) -> None:
    """Write the index; the words and grams are cut meanwhile."""
    StockEngine(folder).rebuild(docs, "bench")


class _Opened:
    def __init__(self, folder: Path) -> None:
        index = open_dir(str(Generations(folder).current()))
        self._searcher = index.searcher(weighting=BM25F(B=0.75, K1=1.2))
        self._expand = partial(fitting_terms, self._searcher.reader())
        self._columns: dict[str, Any] = {}

    def search(self, query: Query) -> Answer:
        """Answer a query."""
        needed = matching(query.node, self._expand)
        found = list(self._found(query, And([needed, *_choices(query.include)])))
        facets = {}
        for facet in query.facets:
            numbers = (number for _, number in found)
            if facet in query.include:
                numbers = self._searcher.docs_for_query(And([needed, *_choices(others(query, facet))]))
            counts = Counter(self._values(facet, numbers))
            facets[facet] = dict(counts.most_common(query.facet_size))
        marker = Marker(query.node)
        return Answer(len(found), [self._hit(*one, marker) for one in self._first(found, query)], facets)

    def _found(self, query: Query, needed: WhooshQuery) -> Iterator[Found]:
        """Yield what matches, scored where the order asks for it."""
        if query.sort != "relevance":
            yield from ((0.0, number) for number in self._searcher.docs_for_query(needed))
            return
        scored = AndMaybe(needed, scoring(query.node, self._expand))
        for segment, offset in self._searcher.leaf_searchers():
            matcher = scored.matcher(segment, SearchContext(weighting=self._searcher.weighting))
            while matcher.is_active():
                yield -matcher.score(), matcher.id() + offset
                matcher.next()

    def _first(self, found: list[Found], query: Query) -> list[Found]:
        if query.sort == "relevance":
            return nsmallest(query.size, found)
        dates = self._values("date", (number for _, number in found))
        dated = sorted(zip(dates, found, strict=True), reverse=query.sort == "newest")
        return [one for _, one in dated[: query.size]]

    def _values(self, field: str, numbers: Iterable[int]) -> Iterator[str]:
        if field not in self._columns:
            self._columns[field] = self._searcher.reader().column_reader(field)
        return map(self._columns[field].__getitem__, numbers)

    def _hit(self, score: float, number: int, marker: Marker) -> Hit:
        found = doc(self._searcher.stored_fields(number))
        return Hit(found, -score, marker.marks(found))


def _choices(include: Mapping[str, Sequence[str]]) -> list[WhooshQuery]:
    return [Or([Term(facet, fold(value)) for value in values]) for facet, values in include.items()]


CONTESTANT = Contestant(prepare=lambda docs: docs, build=build, open=_Opened)

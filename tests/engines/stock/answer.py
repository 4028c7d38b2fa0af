"""One query against one Whoosh searcher: the set of passages, their order, the counts."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import Any

from whoosh.query import Query as WhooshQuery

from index.highlight import Marker
from index.model import Hit, Page, Query
from index.ranking import Candidate, Question
from index.schema import doc
from index.tree import And, Dates, Node
from index.walk import in_text
from index.whoosh_tree import matching, scoring
from index.wildcards import fitting_terms


class Answer:
    """The passages that a query finds, by their numbers in the index."""

    def __init__(self, searcher: Any, query: Query) -> None:
        """Take an open Whoosh searcher; close it only after the last use of this."""
        self._searcher = searcher
        self._query = query
        self._marker = Marker(query.node)
        self._expand = partial(fitting_terms, searcher.reader())
        self._segments = [segment.reader() for segment, _ in searcher.leaf_searchers()]
        self._offsets = [offset for _, offset in searcher.leaf_searchers()]
        self._columns: dict[str, list[Any]] = {}
        self._choosing = tuple(dict.fromkeys((*query.include, *query.exclude)))

    def page(self) -> Page:
        """Return the page that was asked for."""
        first = (max(self._query.page, 1) - 1) * self._query.size
        return Page(
            hits=tuple(map(self._hit, self._ordered[first : first + self._query.size])),
            total=len(self._found),
            in_text=len(self._documents(in_text(self._query.node)).intersection(self._found)),
            speeches=len({self._value("speech_id", number) for number in self._found}),
            facets={facet: self._facet(facet) for facet in self._query.facets},
        )

    def hits(self) -> Iterator[Hit]:
        """Yield every hit, or a sample of them, in order."""
        return (self._hit(self._ordered[place]) for place in self._query.sampled(len(self._ordered)))

    @cached_property
    def _in_scope(self) -> list[int]:
        """The passages that match the tree and the dates, the facets' choices left out, in the order of the index."""
        dates = Dates(self._query.date_from, self._query.date_to)
        return sorted(self._documents(And((self._query.node, dates))))

    @cached_property
    def _found(self) -> list[int]:
        return [number for number in self._in_scope if self._chosen(number, self._choosing)]

    @cached_property
    def _ordered(self) -> list[int]:
        """What is found in the query's order; equals stay in the order of the index, unknown dates come last."""
        if self._query.sort == "relevance":
            return sorted(self._found, key=lambda number: -self._scores.get(number, 0.0))
        dated = [number for number in self._found if self._value("date", number)]
        undated = [number for number in self._found if not self._value("date", number)]
        return sorted(dated, key=partial(self._value, "date"), reverse=self._query.sort == "newest") + undated

    @cached_property
    def _scores(self) -> dict[int, float]:
        """The scores, those of the best passages anew."""
        question = Question(self._query.node)
        if self._query.sort != "relevance" or not self._bm25:
            return self._bm25
        best = sorted(self._found, key=lambda number: -self._bm25.get(number, 0.0))[: question.depth]
        candidates = [Candidate.of(doc(self._searcher.stored_fields(number)), self._bm25.get(number, 0.0)) for number in best]
        return self._bm25 | dict(zip(best, question.rerank(candidates), strict=True))

    @cached_property
    def _bm25(self) -> dict[int, float]:
        query: WhooshQuery = scoring(self._query.node, self._expand)
        scores = {}
        for segment, offset in self._searcher.leaf_searchers():
            matcher = query.matcher(segment, segment.context())
            while matcher.is_active():
                scores[matcher.id() + offset] = matcher.score()
                matcher.next()
        return scores

    def _documents(self, node: Node) -> set[int]:
        return set(self._searcher.docs_for_query(matching(node, self._expand)))

    def _hit(self, number: int) -> Hit:
        found = doc(self._searcher.stored_fields(number))
        return Hit(found, self._scores.get(number, 0.0), self._marker.marks(found))

    def _facet(self, facet: str) -> dict[str, int]:
        """Count a facet's values over the passages that every other facet's choice leaves; the most frequent first."""
        others = [other for other in self._choosing if other != facet]
        values = (self._value(facet, number) for number in self._in_scope if self._chosen(number, others))
        counts = Counter(value for value in values if value)
        ranked = sorted(counts, key=lambda value: (-counts[value], value))[: self._query.facet_size]
        listed = dict.fromkeys((*ranked, *self._query.include.get(facet, ()), *self._query.exclude.get(facet, ())))
        return {value: counts[value] for value in listed}

    def _chosen(self, number: int, facets: Sequence[str]) -> bool:
        return all(self._fits(facet, self._value(facet, number)) for facet in facets)

    def _fits(self, facet: str, value: str) -> bool:
        included = self._query.include.get(facet, ())
        return (not included or value in included) and value not in self._query.exclude.get(facet, ())

    def _value(self, field: str, number: int) -> str:
        """Return the original value, segment by segment: Whoosh's column over several segments errs where one has no values."""
        if field not in self._columns:
            self._columns[field] = [segment.column_reader(field) for segment in self._segments]
        place = bisect_right(self._offsets, number) - 1
        value: str = self._columns[field][place][number - self._offsets[place]]
        return value

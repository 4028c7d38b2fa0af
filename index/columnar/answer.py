"""One query against one snapshot: which passages, in which order, and the counts.

Facets, dates and speeches belong to rows. So the matching documents are counted once, by row, and all
else is counted over rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from whoosh import query as whoosh

from index.columnar.lists import Mask
from index.columnar.postings import Ints
from index.columnar.ranking import best
from index.columnar.scoring import Scorer
from index.columnar.selection import CountedRows, Selection
from index.columnar.snapshot import Snapshot
from index.columnar.view import Floats
from index.model import Hit, Page, Query
from index.whoosh_queries import DateRange

_FEW: Final = 100
"""So many speeches are counted one by one."""

_TIMES: Final = 4
"""What a plan of not so many times more documents matches is listed sooner than what was found is tested in it."""

_STREAMED: Final = 256
"""Hits read at a time by a stream."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where passages are, by segment and document, and their scores; as arrays, in order."""

    segments: Ints
    docs: Ints
    scores: Floats | Ints

    def listed(self, first: int, stop: int | None) -> tuple[list[int], list[int], list[float]]:
        """Some of them as lists."""
        return self.segments[first:stop].tolist(), self.docs[first:stop].tolist(), self.scores[first:stop].tolist()

    def picked(self, which: Ints) -> "Places":
        """Some of them, by number."""
        return Places(self.segments[which], self.docs[which], self.scores[which])


class Answer:
    """The passages that a query finds."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._query = query
        self._prepared = snapshot.prepared(query.node)
        self._planners = snapshot.planners()
        self._choosing = tuple(dict.fromkeys((*query.include, *query.exclude)))

    def page(self) -> Page:
        """Return the page that was asked for."""
        first = (max(self._query.page, 1) - 1) * self._query.size
        return Page(
            hits=tuple(self._hits(self._ordered(first + self._query.size), first)),
            total=sum(map(len, self._found)),
            in_text=self._in_text(),
            speeches=self._speeches(),
            facets=self._facets(),
        )

    def hits(self) -> Iterator[Hit]:
        """Yield every hit, or a sample of them, in order."""
        total = sum(map(len, self._found))
        ordered = self._ordered(total)
        if 0 < self._query.sample < total:
            ordered = ordered.picked(np.array(self._query.sampled(total)))
        for first in range(0, len(ordered.docs), _STREAMED):
            yield from self._hits(ordered, first, first + _STREAMED)

    @cached_property
    def _in_scope(self) -> list[Selection]:
        """What matches the tree and the dates in each segment, the facets' choices left out."""
        query = self._prepared.matching
        if self._query.date_from or self._query.date_to:
            query = whoosh.And([query, DateRange(self._query.date_from, self._query.date_to)])
        return [Selection.of(planner.plan(query)) for planner in self._planners]

    @cached_property
    def _found(self) -> list[Selection]:
        """What the choices leave of it."""
        if not self._choosing:
            return self._in_scope
        return [scope.within(rows) for scope, rows in zip(self._in_scope, self._chosen(self._choosing), strict=True)]

    @cached_property
    def _fitting(self) -> dict[str, list[Mask]]:
        """For each facet with a choice the rows of each segment that fit it."""
        fitting = {}
        for facet in self._choosing:
            column = self._snapshot.column(facet)
            included = [column.code(value) for value in self._query.include.get(facet, ())]
            excluded = [column.code(value) for value in self._query.exclude.get(facet, ())]
            fits = np.full(column.size, not included)
            fits[[code for code in included if code >= 0]] = True
            fits[[code for code in excluded if code >= 0]] = False
            fitting[facet] = [fits[codes] for codes in column.codes]
        return fitting

    def _chosen(self, facets: Sequence[str]) -> list[Mask]:
        """The rows of each segment that fit the choices of some facets."""
        masks = [self._fitting[facet] for facet in facets]
        return [np.logical_and.reduce(some) for some in zip(*masks, strict=True)]

    def _in_text(self) -> int:
        if self._prepared.in_text is None:
            return sum(map(len, self._found))
        counted = zip(self._found, [planner.plan(self._prepared.in_text) for planner in self._planners], strict=True)
        if self._choosing or self._query.date_from or self._query.date_to:
            return sum(found.count(plan) for found, plan in counted)
        return sum(plan.count() if plan.size <= _TIMES * len(found) else found.count(plan) for found, plan in counted)

    def _speeches(self) -> int:
        column = self._snapshot.column("speech_id")
        if column.tells_rows_apart:
            return sum(len(found.counted_rows[0]) for found in self._found)
        held = [codes[found.counted_rows[0]] for found, codes in zip(self._found, column.codes, strict=True)]
        if sum(map(len, held)) <= _FEW:
            return len({code for codes in held for code in codes.tolist()})
        present = np.zeros(column.size, np.bool_)
        for codes in held:
            present[codes] = True
        return int(np.count_nonzero(present))

    def _facets(self) -> dict[str, dict[str, int]]:
        """For each facet its values, and how many of the passages have them that every other facet's choice leaves.

        The most frequent come first, then what is chosen.
        """
        if not self._query.facets:
            return {}
        facets = self._snapshot.facets(self._query.facets)
        totals = facets.totals([found.counted_rows for found in self._found])
        chosen = [facet for facet in self._choosing if facet in self._query.facets]
        for facet in chosen:
            facets.recount(totals, facet, self._rows_but(facet))
        listed = facets.listed(totals, self._query.facet_size)
        for facet in chosen:
            for value in (*self._query.include.get(facet, ()), *self._query.exclude.get(facet, ())):
                listed[facet].setdefault(value, facets.total(totals, facet, value))
        return listed

    def _rows_but(self, facet: str) -> list[CountedRows]:
        """The rows of each segment that every other facet's choice leaves."""
        others = [other for other in self._choosing if other != facet]
        counted = [scope.counted_rows for scope in self._in_scope]
        if not others:
            return counted
        kept = (fits[rows] for fits, (rows, _) in zip(self._chosen(others), counted, strict=True))
        return [(rows[some], counts[some]) for some, (rows, counts) in zip(kept, counted, strict=True)]

    @cached_property
    def _scorers(self) -> list[Scorer]:
        some = zip(self._snapshot.segments, self._prepared.factors, strict=True)
        return [Scorer(segment, self._snapshot.statistics, factors) for segment, factors in some]

    def _ordered(self, count: int) -> Places:
        """The first passages; those that a question of several words orders anew are put in their new order."""
        depth = self._prepared.question.depth
        if not depth or self._query.sort != "relevance":
            return self._first_of_all(count)
        first = self._first_of_all(max(count, depth))
        candidates = self._snapshot.passages.candidates(first.listed(0, depth))
        scores = np.concatenate((self._prepared.question.rerank(candidates), first.scores[depth:]))
        order = np.argsort(-scores, kind="stable")[:count]
        return Places(first.segments[order], first.docs[order], scores[order])

    def _first_of_all(self, count: int) -> Places:
        """The first passages. Equals stay in the order of the index."""
        numbers = [number for number, found in enumerate(self._found) if len(found)]
        first = [self._first(number, min(count, len(self._found[number]))) for number in numbers]
        if not first:
            return Places(*(np.zeros(0, np.int64) for _ in Places.__slots__))
        segments = np.repeat(numbers, [len(docs) for _, _, docs in first])
        if len(first) == 1:
            return Places(segments, first[0][2], first[0][1])
        keys, scores, docs = (np.concatenate(some) for some in zip(*first, strict=True))
        order = np.lexsort((docs, segments, -keys))[:count]
        return Places(segments[order], docs[order], scores[order])

    def _first(self, number: int, count: int) -> tuple[Floats | Ints, Floats, Ints]:
        """The first passages of a segment: what they are ordered by, the greatest first; their scores; their documents."""
        found, scorer = self._found[number], self._scorers[number]
        if self._query.sort != "relevance" or not self._prepared.factors[number]:
            return self._first_by_row(found, scorer, self._row_keys[number], count)
        contenders = scorer.contenders(found.docs, found.rows, count)
        docs, rows = found.docs[contenders], found.rows[contenders]
        scores = scorer.score(docs, rows)
        places = best(scores, docs, count)
        return scores[places], scores[places], docs[places]

    def _first_by_row(self, found: Selection, scorer: Scorer, row_keys: Ints, count: int) -> tuple[Ints, Floats, Ints]:
        docs = found.first_of_rows(row_keys, count)
        rows = found.segment.rows_at(docs)
        return row_keys[rows], scorer.score(docs, rows), docs

    @cached_property
    def _row_keys(self) -> list[Ints]:
        """What the rows of each segment are ordered by where the score does not: their dates, or nothing."""
        if self._query.sort == "relevance":
            return [np.zeros(segment.rows, np.int64) for segment in self._snapshot.segments]
        return [self._date_keys[codes] for codes in self._snapshot.column("date").codes]

    @cached_property
    def _date_keys(self) -> Ints:
        """For each code of the date column its place in the order; unknown dates come last."""
        size = self._snapshot.column("date").size
        keys = np.arange(size)
        if self._query.sort == "oldest":
            keys[1:] = size - keys[1:]
        return keys

    def _hits(self, places: Places, first: int, stop: int | None = None) -> Iterator[Hit]:
        return self._snapshot.passages.hits(places.listed(first, stop), self._prepared.marker)

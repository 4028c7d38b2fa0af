"""An index as it is at one moment: all its segments open. The evaluator's answers to Whoosh queries come from here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.query import Query

from index.columnar.codec import DOCS_EXT, TERMS_EXT, ColumnarSegment
from index.columnar.columns import GlobalColumn
from index.columnar.docs import Docs
from index.columnar.facets import Facets
from index.columnar.inverted import Inverted
from index.columnar.lexicon import Lexicon
from index.columnar.passages import Passages
from index.columnar.planner import Planner
from index.columnar.postings import Ints
from index.columnar.prepared import KEPT, Prepared
from index.columnar.statistics import Statistics
from index.columnar.view import Floats, ListCache, SegmentView
from index.tree import Node


class Snapshot:
    """Some segments, in order, and their statistics. Safe for threads that only read."""

    def __init__(self, storage: FileStorage, segments: Sequence[ColumnarSegment], schema: Schema, before: "Snapshot | None" = None) -> None:
        """Open segments; those that an earlier snapshot has open are taken from it."""
        self._cache: ListCache = before._cache if before else ListCache()
        known = {view.name: view for view in before.segments} if before else {}
        self.segments: list[SegmentView] = []
        base = 0
        for segment in segments:
            view = known.get(segment.segid)
            self.segments.append(view.again(segment.deleted(), base) if view else self._open(storage, segment, base))
            base += segment.doc_count_all()
        self._cache.keep({view.name for view in self.segments})
        self.statistics = Statistics(self.segments)
        self.lexicon = Lexicon(self.segments, schema)
        self._schema = schema
        self._columns: dict[str, GlobalColumn] = {}
        self._facets: dict[tuple[str, ...], Facets] = {}
        self._prepared: dict[Node, Prepared] = {}

    def _open(self, storage: FileStorage, segment: ColumnarSegment, base: int) -> SegmentView:
        docs = Docs(segment.path(storage, DOCS_EXT))
        inverted = Inverted(segment.path(storage, TERMS_EXT), docs.count)
        return SegmentView(segment.segid, docs, inverted, segment.deleted(), base, self._cache)

    def planners(self) -> list[Planner]:
        """Return a planner for each segment; it remembers the plans of the query it is used for."""
        return [Planner(segment, self._schema, self.statistics) for segment in self.segments]

    def prepared(self, node: Node) -> Prepared:
        """Return what a tree comes to here."""
        found = self._prepared.get(node)
        if found is None:
            found = Prepared(node, self.segments, self.lexicon, self.statistics)
            if len(self._prepared) >= KEPT:
                self._prepared.clear()
            self._prepared[node] = found
        return found

    def column(self, field: str) -> GlobalColumn:
        """Return a text column over all segments."""
        if field not in self._columns:
            self._columns[field] = GlobalColumn(self.segments, field)
        return self._columns[field]

    def facets(self, fields: tuple[str, ...]) -> Facets:
        """Return some facets over all segments, at least one."""
        if fields not in self._facets:
            self._facets[fields] = Facets({field: self.column(field) for field in fields})
        return self._facets[fields]

    @cached_property
    def passages(self) -> Passages:
        """Read passages."""
        return Passages(self.segments, self.column)

    def evaluate(self, query: Query) -> tuple[Ints, Floats]:
        """Return the live documents of the whole index that match, in order, and their scores."""
        plans = [planner.plan(query) for planner in self.planners()]
        lists = [plan.segment.only_live(np.sort(plan.docs())) for plan in plans]
        numbers = [docs + plan.segment.base for plan, docs in zip(plans, lists, strict=True)]
        scores = [plan.score(docs) for plan, docs in zip(plans, lists, strict=True)]
        return np.concatenate((*numbers, np.zeros(0, np.int64))), np.concatenate((*scores, np.zeros(0)))

    def document_frequencies(self, field: str) -> Mapping[str, int]:
        """Return the terms of a field kept by document and how many documents hold each, deleted ones included."""
        found: Counter[str] = Counter()
        for segment in self.segments:
            if terms := segment.inverted.terms(field):
                for number, term in enumerate(terms.terms()):
                    found[term.decode()] += terms.doc_frequency(number)
        return found

    def verify(self) -> None:
        """Check every byte of every file. Raises IndexDamaged."""
        for segment in self.segments:
            segment.docs.file.verify()
            segment.inverted.file.verify()

    def count(self) -> int:
        """The number of live documents."""
        return sum(segment.count - len(segment.deleted) for segment in self.segments)

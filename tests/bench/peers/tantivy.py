"""Tantivy through its Python binding: one segment, facets by one aggregation over fast fields of codes.

Counting codes takes it a fraction of the time that counting strings takes. The pairs have positions, for phrases; words
and characters only frequencies. One writer thread, so that there is one segment: the binding cannot merge on demand, and
on two cores the second thread gains nothing, since Python feeds them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Occur, Order

from index.fields import FACETS
from index.highlight import Marker
from index.model import Hit, Query
from tests.bench.contest import Answer, Contestant
from tests.bench.corpus import pack, unpack
from tests.bench.peers.codes import Codes, day
from tests.bench.peers.plan import PARTS, AllOf, AnyOf, Needle, Plan, others, plan, ranking
from tests.bench.peers.tokens import Cut, cut, marked, pairs

_KINDS: Final = {"words": "freq", "chars": "freq", "pairs": "position"}
_HEAP: Final = 4_000_000_000
"""Bytes: as much as the binding takes, so that the writer need not begin a second segment."""

_MUST, _SHOULD = Occur.Must, Occur.Should


def build(tokens: Sequence[Cut], folder: Path) -> None:
    """Write the index."""
    codes = Codes.of_documents([token.doc for token in tokens])
    codes.save(folder)
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for row in tokens:
        document = tantivy.Document()
        for part in PARTS:
            for kind in _KINDS:
                document.add_text(f"{part}_{kind}", getattr(getattr(row, part), kind))
        for facet, code in zip(FACETS, codes.codes(row.doc), strict=True):
            document.add_unsigned(facet, code)
        document.add_unsigned("day", day(row.doc.date))
        document.add_bytes("document", pack(row.doc).encode())
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> Any:
    schema = tantivy.SchemaBuilder()
    for part in PARTS:
        for kind, option in _KINDS.items():
            schema.add_text_field(f"{part}_{kind}", tokenizer_name="whitespace", index_option=option)
    for name in (*FACETS, "day"):
        schema.add_unsigned_field(name, indexed=True, fast=True)
    schema.add_bytes_field("document", stored=True)
    return schema.build()


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._codes = Codes.load(folder)
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def search(self, query: Query) -> Answer:
        """Answer a query."""
        needed = tantivy.Query.const_score_query(self._needed(plan(query.node)), 0.0)
        chosen = {name: self._chosen(name, values) for name, values in query.include.items()}
        found = [(_MUST, needed), *((_MUST, choice) for choice in chosen.values())]
        if query.sort == "relevance":
            ranked = tantivy.Query.boolean_query([*found, *((_SHOULD, token) for token in self._tokens(query))])
            result = self._searcher.search(ranked, query.size)
        else:
            order = Order.Desc if query.sort == "newest" else Order.Asc
            result = self._searcher.search(tantivy.Query.boolean_query(found), query.size, order_by_field="day", order=order)
        counted = self._counted(
            tantivy.Query.boolean_query(found), [facet for facet in query.facets if facet not in chosen], query.facet_size
        )
        for facet in chosen.keys() & set(query.facets):
            rest = [(_MUST, needed), *((_MUST, chosen[name]) for name in others(query, facet))]
            counted |= self._counted(tantivy.Query.boolean_query(rest), [facet], query.facet_size)
        facets = {facet: self._codes.counts(facet, counted[facet]) for facet in query.facets}
        marker = Marker(query.node)
        return Answer(result.count, [self._hit(score, address, marker) for score, address in result.hits], facets)

    def _needed(self, wanted: Plan) -> Any:
        match wanted:
            case AllOf(plans):
                return tantivy.Query.boolean_query([(_MUST, self._needed(plan)) for plan in plans])
            case AnyOf(plans):
                return tantivy.Query.boolean_query([(_SHOULD, self._needed(plan)) for plan in plans])
            case Needle(string, parts):
                found = [self._holding(part, string) for part in parts]
                return found[0] if len(found) == 1 else tantivy.Query.boolean_query([(_SHOULD, query) for query in found])

    def _holding(self, part: str, string: str) -> Any:
        """Match the passages whose part holds a string: a token where it is one or two characters long, else a phrase of pairs."""
        if len(string) == 1:
            return self._term(f"{part}_chars", marked(string))
        if len(string) == 2:
            return self._term(f"{part}_pairs", marked(string))
        return tantivy.Query.phrase_query(self._schema, f"{part}_pairs", pairs(string))

    def _tokens(self, query: Query) -> list[Any]:
        return [
            tantivy.Query.boost_query(self._term(f"{token.part}_{token.kind}", token.text), weight)
            for token, weight in ranking(query.node).items()
        ]

    def _term(self, field: str, value: object) -> Any:
        return tantivy.Query.term_query(self._schema, field, value, "freq")

    def _chosen(self, facet: str, values: Sequence[str]) -> Any:
        terms = [(_SHOULD, self._term(facet, code)) for code in self._codes.chosen(facet, values)]
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(terms), 0.0)

    def _counted(self, query: Any, facets: Sequence[str], size: int) -> dict[str, list[tuple[int, int]]]:
        """Count facets in one pass; with one segment the counts are exact."""
        if not facets:
            return {}
        wanted: Mapping[str, Any] = {facet: {"terms": {"field": facet, "size": size}} for facet in facets}
        counted = self._searcher.aggregate(query, wanted)
        return {facet: [(bucket["key"], bucket["doc_count"]) for bucket in counted[facet]["buckets"]] for facet in facets}

    def _hit(self, score: float, address: Any, marker: Marker) -> Hit:
        doc = unpack(self._searcher.doc(address).get_first("document"))
        return Hit(doc, score, marker.marks(doc))


CONTESTANT = Contestant(prepare=cut, build=build, open=_Opened)

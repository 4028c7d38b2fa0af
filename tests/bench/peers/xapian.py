"""Xapian: prefixed terms, facets in value slots counted by match spies, the finished database compacted."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import xapian

from index.fields import FACETS
from index.highlight import Marker
from index.model import Hit, Query
from tests.bench.contest import Answer, Contestant
from tests.bench.corpus import pack, unpack
from tests.bench.peers.codes import Codes, day
from tests.bench.peers.plan import PARTS, AllOf, AnyOf, Needle, Plan, others, plan, ranking
from tests.bench.peers.tokens import Cut, cut, marked, pairs

_PREFIXES: Final = {
    (part, kind): part_prefix + kind_prefix
    for part, part_prefix in zip(PARTS, "TS", strict=True)
    for kind, kind_prefix in (("words", "W"), ("chars", "C"), ("pairs", "P"))
}
_LONGEST: Final = 60
"""Characters; Xapian refuses terms of more than 245 bytes, and nobody asks for such words."""

_DAY: Final = len(FACETS)
_BATCH: Final = 50_000
"""Documents between two flushes to the disk."""


def build(tokens: Sequence[Cut], folder: Path) -> None:
    """Write the index."""
    codes = Codes.of_documents([token.doc for token in tokens])
    codes.save(folder)
    loose = folder / "loose"
    database = xapian.WritableDatabase(str(loose), xapian.DB_CREATE)
    database.begin_transaction()
    for number, row in enumerate(tokens, 1):
        database.add_document(_document(row, codes))
        if number % _BATCH == 0:
            database.commit_transaction()
            database.begin_transaction()
    database.commit_transaction()
    database.compact(str(folder / "compact"), xapian.DBCOMPACT_NO_RENUMBER)
    database.close()
    for file in loose.iterdir():
        file.unlink()
    loose.rmdir()


def _document(row: Cut, codes: Codes) -> Any:
    document = xapian.Document()
    for part in PARTS:
        tokens = getattr(row, part)
        for position, pair in enumerate(tokens.pairs.split(), 1):
            document.add_posting(_PREFIXES[part, "pairs"] + pair, position)
        for kind in ("words", "chars"):
            for token, frequency in Counter(getattr(tokens, kind).split()).items():
                document.add_term(_PREFIXES[part, kind] + token[:_LONGEST], frequency)
    for slot, code in enumerate(codes.codes(row.doc)):
        document.add_value(slot, str(code))
        document.add_boolean_term(_chosen_term(slot, code))
    document.add_value(_DAY, xapian.sortable_serialise(day(row.doc.date)))
    document.set_data(pack(row.doc))
    return document


def _chosen_term(slot: int, code: int) -> str:
    return f"F{slot}:{code}"


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._codes = Codes.load(folder)
        self._database = xapian.Database(str(folder / "compact"))

    def search(self, query: Query) -> Answer:
        """Answer a query."""
        needed = _needed(plan(query.node))
        chosen = {name: self._chosen(name, values) for name, values in query.include.items()}
        found = _all_of([needed, *chosen.values()])
        facets = [facet for facet in query.facets if facet not in chosen]
        enquire, counted = self._enquire(found, facets)
        if query.sort == "relevance":
            tokens = xapian.Query(xapian.Query.OP_OR, _tokens(query))
            enquire.set_query(xapian.Query(xapian.Query.OP_AND_MAYBE, found, tokens))
        else:
            enquire.set_sort_by_value(_DAY, query.sort == "newest")
        result = enquire.get_mset(0, query.size, self._database.get_doccount())
        for facet in chosen.keys() & set(query.facets):
            rest, spies = self._enquire(_all_of([needed, *(chosen[name] for name in others(query, facet))]), [facet])
            rest.get_mset(0, 0, self._database.get_doccount())
            counted |= spies
        counts = {
            facet: [(int(item.term), item.termfreq) for item in counted[facet].top_values(query.facet_size)] for facet in query.facets
        }
        marker = Marker(query.node)
        return Answer(
            result.get_matches_estimated(),
            [_hit(match, marker) for match in result],
            {facet: self._codes.counts(facet, counts[facet]) for facet in query.facets},
        )

    def _enquire(self, query: Any, facets: Sequence[str]) -> tuple[Any, dict[str, Any]]:
        """Return an enquiry that does not rank, and the spies that will count its facets."""
        enquire = xapian.Enquire(self._database)
        enquire.set_query(query)
        spies = {facet: xapian.ValueCountMatchSpy(FACETS.index(facet)) for facet in facets}
        for spy in spies.values():
            enquire.add_matchspy(spy)
        return enquire, spies

    def _chosen(self, facet: str, values: Sequence[str]) -> Any:
        slot = FACETS.index(facet)
        return _unranked(xapian.Query(xapian.Query.OP_OR, [_chosen_term(slot, code) for code in self._codes.chosen(facet, values)]))


def _needed(wanted: Plan) -> Any:
    match wanted:
        case AllOf(plans):
            return _all_of(list(map(_needed, plans)))
        case AnyOf(plans):
            return xapian.Query(xapian.Query.OP_OR, list(map(_needed, plans)))
        case Needle(string, parts):
            return _unranked(xapian.Query(xapian.Query.OP_OR, [_holding(part, string) for part in parts]))


def _holding(part: str, string: str) -> Any:
    if len(string) <= 2:
        return xapian.Query(_PREFIXES[part, "chars" if len(string) == 1 else "pairs"] + marked(string))
    terms = [_PREFIXES[part, "pairs"] + pair for pair in pairs(string)]
    return xapian.Query(xapian.Query.OP_PHRASE, terms, len(terms))


def _tokens(query: Query) -> list[Any]:
    return [
        xapian.Query(xapian.Query.OP_SCALE_WEIGHT, xapian.Query(_PREFIXES[token.part, token.kind] + token.text), weight)
        for token, weight in ranking(query.node).items()
    ]


def _all_of(queries: Sequence[Any]) -> Any:
    return xapian.Query(xapian.Query.OP_AND, list(queries))


def _unranked(query: Any) -> Any:
    return xapian.Query(xapian.Query.OP_SCALE_WEIGHT, query, 0.0)


def _hit(match: Any, marker: Marker) -> Hit:
    doc = unpack(match.document.get_data())
    return Hit(doc, match.weight, marker.marks(doc))


CONTESTANT = Contestant(prepare=cut, build=build, open=_Opened)

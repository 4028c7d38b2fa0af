"""What a query tree comes to in a snapshot, found out once: the next page and the next choice of a facet ask the same again."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from whoosh import query as whoosh

from index.columnar.lexicon import Lexicon
from index.columnar.statistics import K1, Statistics
from index.columnar.view import SegmentView
from index.highlight import Marker
from index.ranking import Question
from index.tree import Node
from index.walk import in_text
from index.whoosh_tree import matching, scoring
from index.wildcards import fitting_terms

KEPT: Final = 256
"""Trees remembered."""


class Weighted(NamedTuple):
    """A term of a field: its number, its text, and the factor of its score."""

    number: int
    text: str
    factor: float


Factors = dict[str, list[Weighted]]
"""Some terms by field."""


class Prepared:
    """The queries that a tree stands for. `in_text` is None where it is the same as `matching`; `factors` are those of each segment."""

    def __init__(self, node: Node, segments: Sequence[SegmentView], lexicon: Lexicon, statistics: Statistics) -> None:
        expand = partial(fitting_terms, lexicon)
        narrowed = in_text(node)
        self.matching: whoosh.Query = matching(node, expand)
        self.in_text: whoosh.Query | None = None if narrowed == node else matching(narrowed, expand)
        scored = scoring(node, expand)
        terms = scored.subqueries if isinstance(scored, whoosh.Or) else []
        self.question = Question(node)
        self.marker = Marker(node)
        self.factors = [_factors(segment, statistics, terms) for segment in segments]


def _factors(segment: SegmentView, statistics: Statistics, terms: Sequence[whoosh.Term]) -> Factors:
    factors: Factors = {}
    for term in terms:
        number = segment.number(term.fieldname, term.text)
        if number >= 0:
            factor = statistics.idf(term.fieldname, term.text) * term.boost * (K1 + 1)
            factors.setdefault(term.fieldname, []).append(Weighted(number, term.text, factor))
    return factors

"""A Whoosh query, turned into a plan for one segment."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Final

from whoosh import query as whoosh
from whoosh.fields import Schema
from whoosh.query.spans import SpanNear, SpanNear2

from index.columnar.boolean import AllOf, AnyOf, NoneOf, Scored
from index.columnar.exact import HoldingText, lists_of_grams, rows_between, rows_holding
from index.columnar.lexicon import Lexicon
from index.columnar.plans import Nothing, Plan, Rows, Term, every
from index.columnar.spans import Near
from index.columnar.statistics import Statistics
from index.columnar.view import SegmentView
from index.fields import TEXT
from index.schema import words_field
from index.whoosh_queries import Close, DateRange, Substring


class Planner:
    """Plans queries for one segment."""

    def __init__(self, segment: SegmentView, schema: Schema, statistics: Statistics) -> None:
        self.segment = segment
        self._schema = schema
        self._statistics = statistics
        self._made: dict[object, Plan] = {}
        self._nothing = Nothing(segment)

    def plan(self, query: whoosh.Query) -> Plan:
        """Return the plan of a query. Raises TypeError for a kind of query it does not know."""
        make = _MAKERS.get(type(query))
        if make is None:
            raise TypeError(f"no plan for {type(query).__name__}")
        return make(self, query)

    def _term(self, query: Any) -> Plan:
        return self._field_term(query.fieldname, query.text, query.boost)

    def _field_term(self, field: str, text: str | bytes, boost: float = 1.0) -> Plan:
        key = field, text, boost
        plan = self._made.get(key)
        if plan is None:
            plan = self._made[key] = self._new_term(field, text, boost)
        return plan

    def _new_term(self, field: str, text: str | bytes, boost: float) -> Plan:
        if field not in self._schema:
            return self._nothing
        try:
            term = self._schema[field].to_bytes(text)
        except ValueError:
            return self._nothing
        number = self.segment.number(field, term)
        return Term(self.segment, field, term, number, self._statistics, boost) if number >= 0 else self._nothing

    def _all_of(self, query: Any) -> Plan:
        children = [self.plan(child) for child in query.subqueries]
        if not children or any(map(_is_empty, children)):
            return self._nothing
        return children[0] if len(children) == 1 else AllOf(self.segment, children, query.boost)

    def _any_of(self, query: Any) -> Plan:
        if len(query.subqueries) == 1:
            return self.plan(query.subqueries[0])
        return self._any(map(self.plan, query.subqueries), query.boost)

    def _any(self, plans: Iterable[Plan], boost: float) -> Plan:
        children = [plan for plan in plans if not _is_empty(plan)]
        if not children:
            return self._nothing
        return children[0] if len(children) == 1 and boost == 1 else AnyOf(self.segment, children, boost)

    def _not(self, query: Any) -> Plan:
        return NoneOf(self.segment, self.plan(query.query))

    def _and_not(self, query: Any) -> Plan:
        first = self.plan(query.a)
        return Scored(AllOf(self.segment, [first, NoneOf(self.segment, self.plan(query.b))]), [first])

    def _and_maybe(self, query: Any) -> Plan:
        first, second = self.plan(query.a), self.plan(query.b)
        return Scored(first, [first, second])

    def _require(self, query: Any) -> Plan:
        first, second = self.plan(query.a), self.plan(query.b)
        return Scored(AllOf(self.segment, [first, second]), [first])

    def _every(self, query: Any) -> Plan:
        if query.fieldname is None:
            return every(self.segment, query.boost)
        terms = self.segment.inverted.terms(query.fieldname)
        if terms is None:
            return self._nothing
        found = [Term(self.segment, query.fieldname, b"", number, self._statistics) for number in range(len(terms))]
        return Scored(AnyOf(self.segment, found), [], query.boost)

    def _constant(self, query: Any) -> Plan:
        return Scored(self.plan(query.child), [], query.score)

    def _multi_term(self, query: Any) -> Plan:
        """The terms a pattern or range stands for, joined; like Whoosh, without the boost where it is a single one."""
        if query.fieldname not in self._schema:
            return self._nothing
        terms = query.expanded_terms(Lexicon([self.segment], self._schema))
        plans = [self._field_term(field, term) for field, term in terms if term]
        return plans[0] if len(plans) == 1 else self._any(plans, query.boost)

    def _prefix(self, query: Any) -> Plan:
        return self._multi_term(query) if query.text else self._every(whoosh.Every(query.fieldname, query.boost))

    def _wildcard(self, query: Any) -> Plan:
        return self._multi_term(query) if query.text != "*" else self._every(whoosh.Every(query.fieldname, query.boost))

    def _number_range(self, query: Any) -> Plan:
        return self.plan(query.simplify(Lexicon([self.segment], self._schema)))

    def _phrase(self, query: Any) -> Plan:
        words = [self._field_term(query.fieldname, word) for word in query.words]
        if any(map(_is_empty, words)):
            return self._nothing
        near = Near(self.segment, [word for word in words if isinstance(word, Term)], query.slop, 1, ordered=True)
        return AllOf(self.segment, [near], query.boost)

    def _near(self, children: Sequence[whoosh.Query], query: Any) -> Plan:
        plans = [self.plan(child) for child in children]
        if any(map(_is_empty, plans)):
            return self._nothing
        if not all(isinstance(plan, Term | Near) for plan in plans):
            raise TypeError("nearness is known of terms and of other nearness only")
        return Near(self.segment, plans, query.slop, query.mindist, ordered=query.ordered)  # type: ignore[arg-type] # checked above

    def _span_near(self, query: Any) -> Plan:
        return self._near((query.a, query.b), query)

    def _span_near2(self, query: Any) -> Plan:
        return self._near(query.qs, query)

    def _null(self, _query: Any) -> Plan:
        return self._nothing

    def _substring(self, query: Substring) -> Plan:
        return self._once(query, self._new_substring)

    def _close(self, query: Close) -> Plan:
        return self._once(query, self._new_close)

    def _once(self, query: Any, make: Callable[[Any], Plan]) -> Plan:
        """Make the plan of a string only once, so that its documents are looked at only once."""
        plan = self._made.get(query)
        if plan is None:
            plan = self._made[query] = make(query)
        return plan

    def _new_substring(self, query: Substring) -> Plan:
        grams = lists_of_grams(self.segment, query.field_name, query.string)
        if not grams:
            return self._nothing
        if query.field_name != TEXT:
            return Rows(self.segment, rows_holding(self.segment, query, grams))
        words = words_field(TEXT)
        number = -1 if query.outside else self.segment.number(words, query.string)
        return HoldingText(self.segment, query, grams, self.segment.term_list(words, number) if number >= 0 else None)

    def _new_close(self, query: Close) -> Plan:
        left, right = (lists_of_grams(self.segment, TEXT, string) for string in (query.left, query.right))
        if not (left and right):
            return self._nothing
        return HoldingText(self.segment, query, sorted([*left, *right], key=attrgetter("count")), None)

    def _dates(self, query: DateRange) -> Plan:
        return Rows(self.segment, rows_between(self.segment, query.first, query.last))


def _is_empty(plan: Plan) -> bool:
    return not plan.size


_MAKERS: Final[dict[type, Callable[[Planner, Any], Plan]]] = {
    whoosh.Term: Planner._term,
    whoosh.And: Planner._all_of,
    whoosh.Or: Planner._any_of,
    whoosh.Not: Planner._not,
    whoosh.AndNot: Planner._and_not,
    whoosh.AndMaybe: Planner._and_maybe,
    whoosh.Require: Planner._require,
    whoosh.Every: Planner._every,
    whoosh.ConstantScoreQuery: Planner._constant,
    whoosh.Prefix: Planner._prefix,
    whoosh.Wildcard: Planner._wildcard,
    whoosh.TermRange: Planner._multi_term,
    whoosh.NumericRange: Planner._number_range,
    whoosh.Phrase: Planner._phrase,
    SpanNear: Planner._span_near,
    SpanNear2: Planner._span_near2,
    type(whoosh.NullQuery): Planner._null,
    Substring: Planner._substring,
    Close: Planner._close,
    DateRange: Planner._dates,
}

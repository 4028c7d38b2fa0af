"""What a reader asked for, between the address line and the index: read, cleaned, written back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, Protocol, TypeVar, get_args

from archive.web.notes import Note
from index.fields import FACETS
from index.lexer import MAX_LENGTH
from index.model import Query, Sort
from index.tree import Node

View = Literal["list", "speeches", "kwic"]
"""Passages; passages gathered by their speech; one line for every occurrence."""
Order = Literal["position", "left", "right"]
"""Lines as they come; by what stands before the keyword, read from it outwards; by what stands behind it."""

SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
VIEWS: Final[tuple[View, ...]] = get_args(View)
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
LONGEST_VALUE: Final = 500
MOST_VALUES: Final = 60
"""Choices of one facet that are read."""
PAGE_SIZE: Final = 10
LAST_PAGE: Final = 100_000
FACET_SIZE: Final = 200
EVERY_VALUE: Final = 100_000
"""Values of a facet that are looked through for the one a reader names."""
MOST_SAMPLED: Final = 5_000
LAST_SEED: Final = 999_999

_QUOTES: Final = str.maketrans(dict.fromkeys('"“”＂', " "))
_NEGATED: Final = "not."
_FOUND: Final = "find."
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_NUMBER: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_DATE: Final = re.compile(r"(\d{4})年?(?:[-/.]?(\d{1,2})月?(?:[-/.]?(\d{1,2})日?)?)?")


class Arguments(Protocol):
    """Repeatable named words: a werkzeug MultiDict is one."""

    def getlist(self, key: str, /) -> list[str]:
        """Every value of a name."""
        ...


Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class SearchState:
    """A search as a reader sees it: the words, the choices, the dates (ISO 8601, may be partial), the order, the page and the view.

    `finds` are the letters by which a reader looks for a value of a facet. `order`, `sample` (passages taken at random, 0 for all of
    them) and `seed` are for the lines of a concordance.
    """

    q: str = ""
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: str = ""
    date_to: str = ""
    sort: Sort = "relevance"
    page: int = 1
    view: View = "list"
    order: Order = "position"
    sample: int = 0
    seed: int = 1
    finds: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrowed(self) -> bool:
        """Whether any choice or date narrows the search."""
        return bool(self.include or self.exclude or self.date_from or self.date_to)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for at all."""
        return not (self.q or self.narrowed)

    def query(self, node: Node) -> Query:
        """The index's question for the parsed words `node`."""
        return Query(
            node=node,
            include=self.include,
            exclude=self.exclude,
            date_from=self.date_from,
            date_to=self.date_to,
            sort=self.sort,
            page=self.page,
            size=PAGE_SIZE,
            facets=FACETS,
            facet_size=EVERY_VALUE if self.finds else FACET_SIZE,
        )

    def at(self, page: int) -> "SearchState":
        """The same search on another page."""
        return self if page == self.page else replace(self, page=page)

    def sorted_by(self, sort: Sort) -> "SearchState":
        """The same search in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def seen_as(self, view: View) -> "SearchState":
        """The same search in another view, from its first page."""
        return replace(self, view=view, page=1)

    def ordered_by(self, order: Order) -> "SearchState":
        """The same lines in another order, from the first page."""
        return replace(self, order=order, page=1)

    def sampled(self, sample: int, seed: int = 1) -> "SearchState":
        """The same search with the lines of so many passages, taken at random; of all with 0."""
        return replace(self, sample=sample, seed=seed, page=1)

    def between(self, date_from: str, date_to: str) -> "SearchState":
        """The same search between two dates."""
        return replace(self, date_from=date_from, date_to=date_to, page=1)

    def including(self, name: str, value: str) -> "SearchState":
        """The same search with one more choice; the value is no longer left out."""
        return replace(self, include=_with(self.include, name, value), exclude=_without(self.exclude, name, value), page=1)

    def released(self, name: str, value: str) -> "SearchState":
        """The same search with a value neither chosen nor left out."""
        return replace(self, include=_without(self.include, name, value), exclude=_without(self.exclude, name, value), page=1)

    def asking(self, q: str) -> "SearchState":
        """The same search for other words."""
        return replace(self, q=q, page=1)

    def unquoted(self) -> "SearchState":
        """The same search with quotation marks taken off."""
        return self.asking(" ".join(self.q.translate(_QUOTES).split()))

    def words_only(self) -> "SearchState":
        """The same words without any choice or date."""
        return SearchState(q=self.q, sort=self.sort, view=self.view, order=self.order)


def read(arguments: Arguments) -> tuple[SearchState, tuple[Note, ...]]:
    """The state that parameters ask for. What cannot be used is left out, and a note says so where a reader would wonder."""
    notes: list[Note] = []
    dates = [_read_date(clean(_first(arguments, name)), notes) for name in ("from", "to")]
    if all(dates) and dates[0][: len(dates[1])] > dates[1]:
        dates.reverse()
    exclude = _choices(arguments, _NEGATED)
    state = SearchState(
        q=clean(_first(arguments, "q"))[: MAX_LENGTH + 1],  # one more than is read, so that the parser tells the reader
        include=_minus(_choices(arguments, ""), exclude),
        exclude=exclude,
        date_from=dates[0],
        date_to=dates[1],
        sort=_one_of(SORTS, _first(arguments, "sort")),
        page=_number(_first(arguments, "page"), 1, 1, LAST_PAGE),
        view=_one_of(VIEWS, _first(arguments, "view")),
        order=_one_of(ORDERS, _first(arguments, "order")),
        sample=_number(_first(arguments, "sample"), 0, 0, MOST_SAMPLED),
        seed=_number(_first(arguments, "seed"), 1, 0, LAST_SEED),
        finds={name: typed for name in FACETS if (typed := clean(_first(arguments, _FOUND + name))[:LONGEST_VALUE])},
    )
    return state, tuple(notes)


def pairs(state: SearchState) -> Iterator[tuple[str, str]]:
    """The parameters that ask for this state; what is as by default is left out."""
    if state.q:
        yield "q", state.q
    for prefix, chosen in (("", state.include), (_NEGATED, state.exclude)):
        for name in FACETS:
            for value in chosen.get(name, ()):
                yield prefix + name, value
    if state.date_from:
        yield "from", state.date_from
    if state.date_to:
        yield "to", state.date_to
    for name, typed in state.finds.items():
        yield _FOUND + name, typed
    if state.sort != SORTS[0]:
        yield "sort", state.sort
    yield from lasting(state)
    if state.page != 1:
        yield "page", str(state.page)


def lasting(state: SearchState) -> Iterator[tuple[str, str]]:
    """The parameters of the view; what is as by default is left out."""
    if state.view != VIEWS[0]:
        yield "view", state.view
    if state.order != ORDERS[0]:
        yield "order", state.order
    if state.sample:
        yield "sample", str(state.sample)
        yield "seed", str(state.seed)


def iso_date(typed: str) -> str | None:
    """The ISO date (perhaps partial) a person meant by `2020`, `2020-3`, `2020.3.5` or `2020年3月5日`; None if it is no date."""
    found = _DATE.fullmatch(typed)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        whole = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def _read_date(typed: str, notes: list[Note]) -> str:
    if not typed:
        return ""
    read_as = iso_date(typed)
    if read_as is None:
        notes.append(Note("日期“{typed}”看不懂，没有用上；请写成 2020、2020-03 或 2020-03-05。", (("typed", typed[:20]),)))
    return read_as or ""


def _number(typed: str, otherwise: int, least: int, most: int) -> int:
    return min(max(int(typed), least), most) if _NUMBER.fullmatch(typed) else otherwise


def _one_of(known: tuple[Word, ...], typed: str) -> Word:
    return next((word for word in known if word == typed), known[0])


def _first(arguments: Arguments, name: str) -> str:
    return next(iter(arguments.getlist(name)), "")


def clean(typed: str) -> str:
    """What was typed, without characters that no one types and space at the ends."""
    return _UNPRINTABLE.sub(" ", typed).strip()


def _choices(arguments: Arguments, prefix: str) -> dict[str, tuple[str, ...]]:
    read_values = ((name, _values(arguments.getlist(prefix + name))) for name in FACETS)
    return {name: values for name, values in read_values if values}


def _values(typed: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean(value)[:LONGEST_VALUE] for value in typed)
    return tuple(dict.fromkeys(value for value in cleaned if value))[:MOST_VALUES]


def _minus(include: Mapping[str, tuple[str, ...]], exclude: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    kept = ((name, tuple(value for value in values if value not in exclude.get(name, ()))) for name, values in include.items())
    return {name: values for name, values in kept if values}


def _with(chosen: Mapping[str, tuple[str, ...]], name: str, value: str) -> dict[str, tuple[str, ...]]:
    return {**chosen, name: tuple(dict.fromkeys([*chosen.get(name, ()), value]))}


def _without(chosen: Mapping[str, tuple[str, ...]], name: str, value: str) -> dict[str, tuple[str, ...]]:
    return _minus(chosen, {name: (value,)})

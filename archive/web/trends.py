"""How often words occur, year by year: counted by the engine, put in rows."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Final, Literal, get_args

from archive.web.parameters import EVERY_VALUE, Arguments, SearchState, clean, pairs, read
from index.engine import Engine
from index.model import Query
from index.syntax import parse
from index.tree import Everything, Node

Measure = Literal["share", "passages"]
"""Passages of every 10,000 of the same year; passages."""
Split = Literal["", "speaker", "place"]

MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)
SPLITS: Final[tuple[Split, ...]] = get_args(Split)
MOST_WORDS: Final = 6
MOST_LINES: Final = 8
PER: Final = 10_000


@dataclass(frozen=True, slots=True)
class TrendState:
    """What a reader wants to see: words or queries, what to tell apart, in what measure, and the conditions that hold for all."""

    words: tuple[str, ...] = ()
    split: Split = ""
    measure: Measure = "share"
    within: SearchState = field(default_factory=SearchState)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of one line: the passages found, of how many there are, and the search that finds them."""

    year: int
    found: int
    all: int
    search: SearchState

    @property
    def share(self) -> float:
        """Passages found of every 10,000."""
        return self.found * PER / self.all

    def value(self, measure: Measure) -> float:
        """The number that is drawn."""
        return self.share if measure == "share" else self.found


@dataclass(frozen=True, slots=True)
class Line:
    """A word, in a part of the archive or in all of it (`part` is empty), year by year; years of which nothing is held are left out."""

    word: str
    part: str
    years: tuple[Year, ...]

    @property
    def found(self) -> int:
        """Passages found in all years."""
        return sum(year.found for year in self.years)


def read_trends(arguments: Arguments) -> TrendState:
    """The state that parameters ask for; what cannot be used is left out."""
    within, _ = read(arguments)
    words = tuple(dict.fromkeys(word for typed in arguments.getlist("q") if (word := clean(typed)[:200])))
    return TrendState(
        words=words[:MOST_WORDS],
        split=next((split for split in SPLITS if split in arguments.getlist("by")), SPLITS[0]),
        measure=next((measure for measure in MEASURES if measure in arguments.getlist("measure")), MEASURES[0]),
        within=conditions(within),
    )


def conditions(state: SearchState) -> SearchState:
    """The conditions of a search that hold for all its years."""
    include, exclude = ({name: values for name, values in chosen.items() if name != "year"} for chosen in (state.include, state.exclude))
    return SearchState(include=include, exclude=exclude, date_from=state.date_from, date_to=state.date_to)


def trend_pairs(state: TrendState) -> Iterator[tuple[str, str]]:
    """The parameters that ask for this state; what is as by default is left out."""
    for word in state.words:
        yield "q", word
    yield from pairs(state.within)
    if state.split:
        yield "by", state.split
    if state.measure != MEASURES[0]:
        yield "measure", state.measure


def in_texts(word: str) -> str:
    """The query that looks for a word in the texts alone; one that cannot be put so stays as it is."""
    asked = f"正文：{word}" if len(word.split()) == 1 else f"正文：({word})"
    return word if parse(asked).notes != parse(word).notes else asked


def trends(engine: Engine, state: TrendState) -> tuple[Line, ...]:
    """A line for every word and every part of the archive, `MOST_LINES` at most. Raises SearchIndexError."""
    if not state.words:
        return ()
    asked = {word: in_texts(word) for word in state.words}
    parts = {part: _within(state, part) for part in _parts(engine, state, asked)}
    held = {part: _years(engine, within, Everything()) for part, within in parts.items()}
    found = {pair: _years(engine, parts[pair[1]], parse(asked[pair[0]]).node) for pair in product(asked, parts)}
    counted = [year for years in found.values() for year in years]
    span = range(min(counted), max(counted) + 1) if counted else range(0)
    return tuple(
        Line(
            word,
            part,
            tuple(
                Year(year, years[year], held[part][year], parts[part].asking(asked[word]).including("year", f"{year:04d}"))
                for year in span
                if held[part][year]
            ),
        )
        for (word, part), years in found.items()
    )


def _parts(engine: Engine, state: TrendState, asked: Mapping[str, str]) -> tuple[str, ...]:
    """The values that are told apart: those chosen, or else those with most of the passages found."""
    if not state.split:
        return ("",)
    most = max(MOST_LINES // len(asked), 1)
    chosen = state.within.include.get(state.split, ())
    counts: Counter[str] = Counter()
    for query in asked.values():
        page = engine.search(replace(state.within.query(parse(query).node), size=1, facets=(state.split,)))
        counts.update({value: count for value, count in page.facets[state.split].items() if value and (not chosen or value in chosen)})
    return tuple(value for value, _ in counts.most_common(most))


def _within(state: TrendState, part: str) -> SearchState:
    if not state.split or not part:
        return state.within
    return replace(state.within, include={**state.within.include, state.split: (part,)})


def _years(engine: Engine, within: SearchState, node: Node) -> Counter[int]:
    query: Query = replace(within.query(node), page=1, size=1, facets=("year",), facet_size=EVERY_VALUE)
    return Counter({int(value): count for value, count in engine.search(query).facets["year"].items() if value.isdecimal()})

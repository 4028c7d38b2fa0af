"""How often words occur, year by year: counted by the engine, put in rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Final, Literal, get_args

from archive.web.parameters import EVERY_VALUE, Arguments, SearchState, clean, pairs, read
from index.engine import Engine
from index.fields import TEXT
from index.model import Query
from index.syntax import parse
from index.tree import Everything, Node

Measure = Literal["share", "passages", "rate", "times"]
"""Passages of every 10,000 of the same year; passages; occurrences in every 10,000 characters of the same year; occurrences."""
Split = Literal["", "speaker", "place"]
Characters = Callable[[SearchState], Mapping[str, int]]
"""How many characters there are of each year within the conditions of a search."""

MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)
SPLITS: Final[tuple[Split, ...]] = get_args(Split)
MOST_WORDS: Final = 6
MOST_LINES: Final = 8
PER: Final = 10_000
MOST_READ: Final = 20_000
"""Passages of one line that are read to count occurrences; of more than so many a sample is read."""
SEED: Final = 1


@dataclass(frozen=True, slots=True)
class TrendState:
    """What a reader wants to see: words or queries, what to tell apart, in what measure, and the conditions that hold for all."""

    words: tuple[str, ...] = ()
    split: Split = ""
    measure: Measure = "share"
    within: SearchState = field(default_factory=SearchState)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of one line: the passages found, of how many there are, the search that finds them; and where occurrences are counted, how
    many there are, in how many characters."""

    year: int
    found: int
    all: int
    search: SearchState
    times: int | None = None
    characters: int | None = None

    @property
    def share(self) -> float:
        """Passages found of every 10,000."""
        return self.found * PER / self.all

    @property
    def rate(self) -> float:
        """Occurrences in every 10,000 characters; 0 where they were not counted."""
        return (self.times or 0) * PER / (self.characters or PER)

    def value(self, measure: Measure) -> float:
        """The number that is drawn."""
        values: dict[Measure, float] = {"share": self.share, "passages": self.found, "rate": self.rate, "times": self.times or 0}
        return values[measure]


@dataclass(frozen=True, slots=True)
class Line:
    """A word, in a part of the archive or in all of it (`part` is empty), year by year; years of which nothing is held are left out."""

    word: str
    part: str
    years: tuple[Year, ...]
    read: int = 0

    @property
    def estimated(self) -> bool:
        """Whether occurrences are reckoned from a sample of the passages; `read` is how many were read."""
        return 0 < self.read < self.found

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


def trends(engine: Engine, characters: Characters, state: TrendState) -> tuple[Line, ...]:
    """A line for every word and every part of the archive, `MOST_LINES` at most. Raises SearchIndexError."""
    if not state.words:
        return ()
    asked = {word: in_texts(word) for word in state.words}
    parts = {part: _within(state, part) for part in _parts(engine, state, asked)}
    held = {part: _years(engine, within, Everything()) for part, within in parts.items()}
    found = {pair: _years(engine, parts[pair[1]], parse(asked[pair[0]]).node) for pair in product(asked, parts)}
    counted = [year for years in found.values() for year in years]
    span = range(min(counted), max(counted) + 1) if counted else range(0)
    lines = (
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
    if state.measure in ("share", "passages"):
        return tuple(lines)
    letters = {part: characters(within) for part, within in parts.items()}
    return tuple(_with_times(engine, line, parts[line.part].query(parse(asked[line.word]).node), letters[line.part]) for line in lines)


def _with_times(engine: Engine, line: Line, query: Query, characters: Mapping[str, int]) -> Line:
    """The line with occurrences: as many as the passages hold, or in proportion to those of a sample of them."""
    times, passages = Counter[int](), Counter[int]()
    for hit in engine.stream(replace(query, sort="oldest", sample=MOST_READ, seed=SEED)):
        year = int(hit.doc.year) if hit.doc.year.isdecimal() else 0
        passages[year] += 1
        times[year] += len(hit.marks.get(TEXT, ()))
    mean = times.total() / (passages.total() or 1)

    def reckoned(one: Year) -> int:
        return round(one.found * (times[one.year] / passages[one.year] if passages[one.year] else mean))

    years = tuple(replace(one, times=reckoned(one), characters=characters.get(f"{one.year:04d}", 0)) for one in line.years)
    return replace(line, years=years, read=passages.total())


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

"""The facets of a search as the page shows them: values to choose or leave out, and the choices made. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from archive.web.parameters import SearchState
from archive.web.urls import Urls
from index.fields import FACETS
from index.model import FacetCount

SHOWN: Final = 6
"""Values of a facet that are always open; the others are a fold away."""
MOST: Final = 50
"""Values of a facet that the page lists at all."""


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet: the values shown, and those folded away."""

    name: str
    shown: tuple[FacetCount, ...]
    folded: tuple[FacetCount, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice made, and the address of the search without it. `name` is a facet, `from` or `to`."""

    name: str
    value: str
    excluded: bool
    without: str


def boxes(state: SearchState, counts: Mapping[str, tuple[FacetCount, ...]]) -> tuple[FacetBox, ...]:
    """The facets that have something to choose; years from the latest, other values by count, choices first."""
    made = (_box(name, state, counts.get(name, ())) for name in FACETS)
    return tuple(box for box in made if box.shown)


def chips(state: SearchState, urls: Urls) -> Iterator[Chip]:
    """Every choice of the state, each with its way out."""
    for chosen, excluded in ((state.include, False), (state.exclude, True)):
        for name in FACETS:
            for value in chosen.get(name, ()):
                yield Chip(name, value, excluded, urls.search(state.released(name, value)))
    if state.date_from:
        yield Chip("from", state.date_from, False, urls.search(state.between("", state.date_to)))
    if state.date_to:
        yield Chip("to", state.date_to, False, urls.search(state.between(state.date_from, "")))


def _box(name: str, state: SearchState, counts: tuple[FacetCount, ...]) -> FacetBox:
    values = [count for count in counts if count.value and count.value not in state.exclude.get(name, ())]
    listed = {count.value for count in values}
    values += [FacetCount(value, 0, True) for value in state.include.get(name, ()) if value not in listed]
    if name == "year":
        values.sort(key=lambda count: count.value, reverse=True)
    values.sort(key=lambda count: not count.selected)
    shown = max(SHOWN, sum(count.selected for count in values))
    return FacetBox(name, tuple(values[:shown]), tuple(values[shown:MOST]))

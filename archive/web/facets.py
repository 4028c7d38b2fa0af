"""The facets of a search as the page shows them: values to choose or leave out, and the choices made. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from archive.web.parameters import SearchState
from index.fields import FACETS
from index.fold import fold
from index.model import FacetCount
from index.pinyin import name_keys, typed_letters

SHOWN: Final = 6
"""Values of a facet that are always open; the others are a fold away."""
MOST: Final = 24
"""Values of a facet that the page lists at all."""
LONG: Final = 20
"""A facet with more values has a box to look for one by its letters."""


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet: the values shown, those folded away, how many more the page does not list, the letters by which they were looked for,
    and whether they are so many that one wants to."""

    name: str
    shown: tuple[FacetCount, ...]
    folded: tuple[FacetCount, ...]
    unlisted: int = 0
    find: str = ""
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice made, and the search without it. `name` is a facet, `from` or `to`."""

    name: str
    value: str
    excluded: bool
    without: SearchState


def boxes(state: SearchState, counts: Mapping[str, tuple[FacetCount, ...]]) -> tuple[FacetBox, ...]:
    """The facets that have something to choose; years from the latest, other values by count, choices first."""
    made = (_box(name, state, counts.get(name, ())) for name in FACETS)
    return tuple(box for box in made if box.shown or box.find)


def chips(state: SearchState) -> Iterator[Chip]:
    """Every choice of the state, each with its way out."""
    for chosen, excluded in ((state.include, False), (state.exclude, True)):
        for name in FACETS:
            for value in chosen.get(name, ()):
                yield Chip(name, value, excluded, state.released(name, value))
    if state.date_from:
        yield Chip("from", state.date_from, False, state.between("", state.date_to))
    if state.date_to:
        yield Chip("to", state.date_to, False, state.between(state.date_from, ""))


def _box(name: str, state: SearchState, counts: tuple[FacetCount, ...]) -> FacetBox:
    values = [count for count in counts if count.value and count.value not in state.exclude.get(name, ())]
    find = state.finds.get(name, "")
    many = bool(find) or len(values) > LONG
    if find:
        values = [count for count in values if count.selected or _holds(name, count.value, find)]
    listed = {count.value for count in values}
    values += [FacetCount(value, 0, True) for value in state.include.get(name, ()) if value not in listed]
    if name == "year":
        values.sort(key=lambda count: count.value, reverse=True)
    values.sort(key=lambda count: not count.selected)
    shown = MOST if find else max(SHOWN, sum(count.selected for count in values))
    return FacetBox(name, tuple(values[:shown]), tuple(values[shown:MOST]), max(len(values) - MOST, 0), find, many)


def _holds(name: str, value: str, find: str) -> bool:
    """Whether a value has these letters, in either script and width, or is a name whose pinyin begins so."""
    if fold(find) in fold(value):
        return True
    letters = typed_letters(find) if name == "speaker" else ""
    return bool(letters) and any(key.startswith(letters) for key in name_keys(value))

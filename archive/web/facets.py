"""The facets of a search as the page shows them: values to choose or leave out, and the choices made. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from archive.web.parameters import SearchState
from index.fields import FACETS
from index.fold import fold
from index.pinyin import name_keys, typed_letters

SHOWN: Final = 6
"""Values of a facet that are always open; the others are a fold away."""
MOST: Final = 24
"""Values of a facet that the page lists at all."""
LONG: Final = 20
"""A facet with more values has a box to look for one by its letters."""


class Choice(NamedTuple):
    """A value of a facet, how many passages it has, and whether it is chosen."""

    value: str
    passages: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet: the values shown, those folded away, how many more the page does not list, the letters by which they were looked for,
    and whether they are so many that one wants to."""

    name: str
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]
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


def boxes(state: SearchState, counts: Mapping[str, Mapping[str, int]]) -> tuple[FacetBox, ...]:
    """The facets that have something to choose; years from the latest, other values by count, choices first."""
    made = (_box(name, state, counts.get(name, {})) for name in FACETS)
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


def choice_rows(pattern: Markup, choices: Iterable[Choice]) -> Markup:
    """A row for each choice: `pattern`, which is HTML, with its places `%(value)s`, `%(passages)s` and `%(checked)s` filled.

    A page has over a hundred of them, and a template takes ten times as long.
    """
    fill = str(pattern)
    filled = (
        fill % {"value": _escaped(value), "passages": f"{passages:,}", "checked": " checked" if selected else ""}
        for value, passages, selected in choices
    )
    return Markup("".join(filled))  # noqa: S704 - the pattern is a template's own, what is text is escaped


_escaped = lru_cache(maxsize=4096)(escape)
"""A value as HTML; most pages of a search, and many searches, show the same ones."""


def _box(name: str, state: SearchState, counts: Mapping[str, int]) -> FacetBox:
    included, excluded = (chosen.get(name, ()) for chosen in (state.include, state.exclude))
    values = [value for value in dict.fromkeys((*counts, *included)) if value and value not in excluded]
    find = state.finds.get(name, "")
    many = bool(find) or len(values) > LONG
    if find:
        values = [value for value in values if value in included or _holds(name, value, find)]
    if name == "year":
        values.sort(reverse=True)
    chosen = [value for value in values if value in included]
    ordered = [*chosen, *(value for value in values if value not in included)] if chosen else values
    shown = MOST if find else max(SHOWN, len(chosen))
    choices = tuple(Choice(value, counts.get(value, 0), value in included) for value in ordered[: max(shown, MOST)])
    return FacetBox(name, choices[:shown], choices[shown:], max(len(values) - MOST, 0), find, many)


def _holds(name: str, value: str, find: str) -> bool:
    """Whether a value has these letters, in either script and width, or is a name whose pinyin begins so."""
    if fold(find) in fold(value):
        return True
    letters = typed_letters(find) if name == "speaker" else ""
    return bool(letters) and any(key.startswith(letters) for key in name_keys(value))

"""Passages by year as bars; a long stretch of time is drawn in steps of several years. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from archive.web.parameters import SearchState
from archive.web.urls import Urls

MOST_BARS: Final = 48
STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
"""Years in one bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The years `first` to `last`, the passages there, the height as a share of the highest bar (0 to 1), and where a click leads."""

    first: int
    last: int
    count: int
    share: float
    selected: bool
    href: str

    @property
    def height(self) -> float:
        """How high it is drawn in a chart of 40; where there is anything, high enough to be seen."""
        return max(self.share * 38, 1.5) if self.count else 0.0


def bars(counts: Mapping[str, int], state: SearchState, urls: Urls) -> tuple[Bar, ...]:
    """One bar for each step of time from the first year to the last; none where there is a single year to show.

    A click on one year chooses it or takes the choice back; a click on several years narrows the dates to them.
    """
    years = {int(value): count for value, count in counts.items() if value.isdecimal() and len(value) == 4}
    if len(years) < 2:
        return ()
    first, last = min(years), max(years)
    step = next((step for step in STEPS if (last - first) // step < MOST_BARS), STEPS[-1])
    stretches = [(max(start, first), min(start + step - 1, last)) for start in range(first - first % step, last + 1, step)]
    here = urls.search(state.at(1))
    totals = [sum(years.get(year, 0) for year in range(begin, end + 1)) for begin, end in stretches]
    highest = max(totals) or 1
    chosen = {int(value) for value in state.include.get("year", ()) if value.isdecimal()}
    return tuple(
        Bar(
            first=begin,
            last=end,
            count=total,
            share=total / highest,
            selected=any(begin <= year <= end for year in chosen),
            href=urls.search(state.between(f"{begin:04d}", f"{end:04d}")) if step > 1 else _toggled(state, here, begin, urls),
        )
        for (begin, end), total in zip(stretches, totals, strict=True)
    )


def _toggled(state: SearchState, here: str, number: int, urls: Urls) -> str:
    """The address with this year chosen, or let go; `here` is that of the search as it is."""
    year = f"{number:04d}"
    if year in state.include.get("year", ()):
        return urls.search(state.released("year", year))
    return urls.search(state.including("year", year)) if year in state.exclude.get("year", ()) else urls.choosing(here, "year", year)

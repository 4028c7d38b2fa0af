"""A chart of lines over years, as numbers for an SVG drawing. Pure.

The drawing is `WIDTH` by `HEIGHT` units; y grows downwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

WIDTH: Final = 960
HEIGHT: Final = 320
LEFT: Final = 64
RIGHT: Final = 936
TOP: Final = 14
BOTTOM: Final = 284

_STEPS: Final = (1, 2, 5, 10)
_MOST_YEARS: Final = 12
"""Years written below the chart."""
_LEVELS: Final = 5
"""Lines across it, or a few more or less."""

Value = tuple[int, float]
"""A year and a number."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and the number that stands there."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a value is drawn; `year` tells which."""

    x: float
    y: float
    year: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line: its stretches of years that follow each other, each as the `points` of a polyline, and its dots."""

    stretches: tuple[str, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The axes and the lines, in the order they were given."""

    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    lines: tuple[Drawn, ...]


def chart(lines: Sequence[Sequence[Value]]) -> Chart:
    """Draw lines of values in the order of their years. Years without a value break a line. There must be a value."""
    years = [year for line in lines for year, _ in line]
    first, last = min(years), max(years)
    levels = _levels(max(number for line in lines for _, number in line))

    def across(year: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * ((year - first) / (last - first) if last > first else 0.5), 1)

    def down(number: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * number / levels[-1], 1)

    drawn = (tuple(Dot(across(year), down(number), year) for year, number in line) for line in lines)
    return Chart(
        years=tuple(Tick(across(year), year) for year in _years(first, last)),
        levels=tuple(Tick(down(level), level) for level in levels),
        lines=tuple(Drawn(tuple(_stretches(dots)), dots) for dots in drawn),
    )


def _stretches(dots: Iterable[Dot]) -> Iterable[str]:
    stretch: list[Dot] = []
    for dot in dots:
        if stretch and dot.year != stretch[-1].year + 1:
            yield _points(stretch)
            stretch = []
        stretch.append(dot)
    if stretch:
        yield _points(stretch)


def _points(stretch: Iterable[Dot]) -> str:
    return " ".join(f"{dot.x:g},{dot.y:g}" for dot in stretch)


def _years(first: int, last: int) -> Iterable[int]:
    step = next(step for size in range(5) for factor in _STEPS if (last - first) / (step := factor * 10**size) <= _MOST_YEARS)
    return range(ceil(first / step) * step, last + 1, step)


def _levels(highest: float) -> list[float]:
    """Round numbers from nothing to the highest or above it."""
    if highest <= 0:
        return [0, 1]
    size = 10.0 ** floor(log10(highest / _LEVELS))
    step = next(factor * size for factor in _STEPS if factor * size * _LEVELS >= highest)
    return [float(f"{step * number:.6g}") for number in range(ceil(round(highest / step, 9)) + 1)]

"""The picture of growth: an SVG written by hand, a line for each engine, both axes logarithmic."""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

WIDTH: Final = 1120
HEIGHT: Final = 450
_PANEL: Final = (400, 330)
_TOP: Final = 80
_LEFTS: Final = (70, 600)
_LABEL_GAP: Final = 17
COLOURS: Final = {
    "columnar": "#b3261e",
    "tantivy": "#1f5fa8",
    "fts5": "#2e7d32",
    "xapian": "#8e5a00",
    "scan": "#616161",
    "whoosh-stock": "#6a3d9a",
    "opensearch": "#00796b",
}
"""Of the line of each engine that may take part."""
_PANELS: Final = (("page_median_ms", "A page: ten hits, total, six facets"), ("exact_median_ms", "A quoted string: ten hits, total"))

Point = tuple[float, float]


def growth(found: Mapping[str, Any]) -> str:
    """Return the picture of the medians over the sizes of a run (`growth` of the report)."""
    panels = "".join(_panel(left, title, _lines(found["growth"], figure)) for left, (figure, title) in zip(_LEFTS, _PANELS, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
        ' font-family="system-ui, sans-serif" font-size="13" fill="#222">'
        "<title>Median time of a query over the number of paragraphs</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="{_LEFTS[0]}" y="28" font-size="17" font-weight="600">Median milliseconds over paragraphs, side by side in one run</text>'
        f"{panels}</svg>\n"
    )


def _lines(sizes: Mapping[str, Mapping[str, Mapping[str, float]]], figure: str) -> dict[str, list[Point]]:
    lines: dict[str, list[Point]] = {}
    for size, engines in sizes.items():
        for name, figures in engines.items():
            lines.setdefault(name, []).append((float(size), max(figures[figure], 0.001)))
    return lines


def _panel(left: float, title: str, lines: Mapping[str, Sequence[Point]]) -> str:
    width, height = _PANEL
    xs = [x for line in lines.values() for x, _ in line]
    ys = [y for line in lines.values() for _, y in line]
    across = _Scale(min(xs), max(xs), left, left + width)
    up = _Scale(10 ** math.floor(math.log10(min(ys))), 10 ** math.ceil(math.log10(max(ys))), _TOP + height, _TOP)
    parts = [f'<text x="{left}" y="{_TOP - 18}" font-weight="600">{escape(title)}</text>']
    for y in _powers(up.low, up.high):
        parts.append(f'<line x1="{left}" x2="{left + width}" y1="{up(y):.1f}" y2="{up(y):.1f}" stroke="#e2e2e2"/>')
        parts.append(f'<text x="{left - 8}" y="{up(y) + 4:.1f}" text-anchor="end" fill="#666">{y:g}</text>')
    foot = f'y="{_TOP + height + 20}" text-anchor="middle" fill="#666"'
    parts += [f'<text x="{across(x):.1f}" {foot}>{x:,.0f}</text>' for x in _apart(sorted(set(xs)), across)]
    for name, line in lines.items():
        points = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>')
        parts += [f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3" fill="{COLOURS[name]}"/>' for x, y in line]
    ends = {name: line[-1] for name, line in lines.items()}
    for name, y in _labels({name: (across(x), up(y)) for name, (x, y) in ends.items()}):
        x, last = ends[name]
        parts.append(f'<text x="{across(x) + 10:.1f}" y="{y + 4:.1f}" fill="{COLOURS[name]}">{name} {last:.3g}</text>')
    return "".join(parts)


class _Scale:
    """A logarithmic axis from a value range to pixels."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high = low, high if high > low else low * 10
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self._start + share * (self._end - self._start)


def _powers(low: float, high: float) -> Iterator[float]:
    yield from (10.0**power for power in range(round(math.log10(low)), round(math.log10(high)) + 1))


def _apart(values: Sequence[float], scale: _Scale) -> list[float]:
    """Return the values whose labels do not run into each other, the largest first of all."""
    kept: list[float] = []
    for value in reversed(values):
        if all(abs(scale(value) - scale(other)) > 60 for other in kept):
            kept.append(value)
    return kept


def _labels(wanted: Mapping[str, Point]) -> Iterator[tuple[str, float]]:
    """Yield each name with a height near the wanted one, far enough below the last of the same column."""
    lowest: dict[float, float] = {}
    for name, (x, y) in sorted(wanted.items(), key=lambda item: item[1][1]):
        lowest[x] = max(y, lowest.get(x, -math.inf) + _LABEL_GAP)
        yield name, lowest[x]

"""Where strings stand in folded text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from index.model import Span


def occurrences(folded: str, string: str, outside: str | None = None) -> list[Span]:
    """Return each place of a string, overlapping ones too; with `outside`, only those that are not part of that longer string.

    An empty string stands nowhere.
    """
    found = []
    start = folded.find(string) if string else -1
    while start >= 0:
        found.append((start, start + len(string)))
        start = folded.find(string, start + 1)
    return [span for span in found if not _is_within(folded, span[0], string, outside)] if outside else found


def _is_within(folded: str, start: int, string: str, longer: str) -> bool:
    return any(at <= start and folded.startswith(longer, start - at) for at, _ in occurrences(longer, string))


def near(folded: str, left: str, right: str, distance: int) -> Iterator[Span]:
    """Yield the places of two strings that stand apart, in either order, with at most `distance` characters between them."""
    lefts, rights = occurrences(folded, left), occurrences(folded, right)
    yield from _followed(lefts, rights, distance)
    yield from _followed(rights, lefts, distance)


def _followed(firsts: list[Span], seconds: list[Span], distance: int) -> Iterator[Span]:
    """Yield each first behind whose end a second starts within the distance, and each such second; both lists are in order."""
    ends, starts = [end for _, end in firsts], [start for start, _ in seconds]
    for start, end in firsts:
        after = bisect_left(starts, end)
        if after < len(starts) and starts[after] - end <= distance:
            yield start, end
    for start, end in seconds:
        before = bisect_right(ends, start) - 1
        if before >= 0 and start - ends[before] <= distance:
            yield start, end

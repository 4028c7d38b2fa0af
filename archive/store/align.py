"""Which paragraph of a new reading is which of the old one: the pure heart of paragraph identity."""

from collections import defaultdict, deque
from collections.abc import Sequence


def align(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For every new text the position of the old text it continues, or None.

    Texts match when they are equal; of several equal ones the first goes to the first. Each old
    position is given at most once. Linear in the number of texts.
    """
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for position, text in enumerate(old):
        places[text].append(position)
    return [places[text].popleft() if places.get(text) else None for text in new]


def inherit(groups: Sequence[Sequence[int | None]]) -> list[int | None]:
    """For every new group the old group most of its members come from, or None; no old group is given twice.

    `groups[i]` holds, for each member of new group i, the number of its old group or None. A group with more
    members from an old one is served first, an earlier group before a later.
    """
    claims: list[tuple[int, int, int]] = []
    for place, members in enumerate(groups):
        counts: defaultdict[int, int] = defaultdict(int)
        for member in members:
            if member is not None:
                counts[member] += 1
        claims.extend((-count, place, source) for source, count in counts.items())
    given: list[int | None] = [None] * len(groups)
    taken: set[int] = set()
    for _, place, source in sorted(claims):
        if given[place] is None and source not in taken:
            given[place] = source
            taken.add(source)
    return given

"""Which paragraph of a new reading is which of the old one: the pure heart of paragraph identity.

Three passes, each over what the one before left open:

1. The longest common subsequence of equal paragraphs (Hunt and Szymanski 1977).
2. Between two such anchors the heaviest chain of similar paragraphs in order, in which one old paragraph may go on as
   several new ones (split) and several old ones as one (merged).
3. What moved: equal paragraphs anywhere, then very similar ones, then those whose opening words stand in one other paragraph.

Similarity is 1 - (insertions + deletions) / (sum of both lengths), rapidfuzz's normalised indel similarity. Only texts
that share uncommon pairs of characters are compared, so the cost follows what was edited.
"""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final, Literal, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

Kind = Literal["same", "edited", "split", "merged", "moved"]
Pair = tuple[int, int]
T = TypeVar("T")

EDITED: Final = 0.5
"""Least similarity of a paragraph that was edited in its place."""
WHOLE: Final = 0.75
"""Least similarity of a split or merged paragraph with its parts put together."""
MOVED: Final = 0.8
"""Least similarity of a paragraph that moved and was edited: nothing around it speaks for it."""
CERTAIN: Final = 0.7
"""Links below this similarity are uncertain."""
RIVAL: Final = 0.1
"""A moved paragraph with another candidate this close is uncertain."""
PARTS: Final = 4
"""Most parts of a split or a merger."""
SHARED: Final = 0.3
"""Least share of its uncommon character pairs that the shorter of two compared texts has in the other."""
COMMON: Final = 32
"""A pair of characters in more texts than this tells nothing."""
OPENING: Final = 12
"""Characters at the beginning of a paragraph that tell it from others."""
REPEATS: Final = 10_000
"""Equal texts with more combinations than this are paired one by one, in order."""


@dataclass(frozen=True, slots=True)
class Link:
    """An old paragraph goes on in a new one; `score` is how alike they (or the whole and its parts) are, from 0 to 1.

    The heir carries the identifier on: of a split the first new paragraph, of a merger the first old one.
    """

    old: int
    new: int
    kind: Kind
    score: float
    heir: bool = True
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Step:
    """Where an old text goes on."""

    new: int
    kind: Kind
    score: float
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring old texts that go on as neighbouring new ones; `score` is the similarity of the two sides."""

    olds: range
    news: range
    score: float
    weight: float


def align(old: Sequence[str], new: Sequence[str], first: Sequence[str] = ()) -> list[Link]:
    """The links between two readings, in the order of the new one. A link that is not an heir is a later part of a split, or an old
    text that was merged into another one's.

    `first` holds the words each old paragraph had when it was new, where those are others: a link is only certain when these, too,
    are found where it leads.
    """
    anchors = _common_subsequence(old, new)
    goes = {i: _Step(j, "same", 1.0) for i, j in anchors}
    parts: dict[int, Link] = {}
    for olds, news in _gaps(anchors, len(old), len(new)):
        for block in _heaviest_chain(_blocks(old, new, olds, news)):
            kind: Kind = "edited" if len(block.olds) == len(block.news) else "split" if len(block.olds) == 1 else "merged"
            goes |= {i: _Step(block.news.start, kind, block.score) for i in block.olds}
            parts |= {j: Link(block.olds.start, j, kind, block.score, heir=False) for j in block.news[1:]}
    goes |= _moved(old, new, goes, parts)
    goes |= _openings(old, new, goes)
    sure = {
        i
        for i, step in goes.items()
        if step.certain and step.score >= CERTAIN and all(_holds_opening(new[step.new], words[i]) for words in (old, first or old))
    }
    return _resolve(goes, parts, sure)


def _resolve(goes: Mapping[int, _Step], parts: Mapping[int, Link], sure: Container[int]) -> list[Link]:
    """Give every new text the first of the old ones that go there as heir."""
    heirs: dict[int, int] = {}
    links = []
    for i, step in sorted(goes.items()):
        heir = heirs.setdefault(step.new, i) == i
        links.append(Link(i, step.new, step.kind if heir else "merged", step.score, heir, i in sure))
    links += [part for j, part in parts.items() if j not in heirs]
    return sorted(links, key=lambda link: (link.new, link.old))


def _common_subsequence(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The positions of a longest common subsequence, in (equal pairs x log length) steps."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(new):
        places[text].append(j)
    counts, met = Counter(old), Counter[str]()
    ends: list[int] = []  # ends[k]: the least new position at which a common subsequence of k + 1 texts ends
    steps: list[Pair] = []
    before: list[int] = []  # the step before a step, or -1
    tops: list[int] = []  # the step at which ends[k] was reached
    for i, text in enumerate(old):
        matches = places.get(text, [])
        if len(matches) * counts[text] > REPEATS:
            matches = matches[met[text] : met[text] + 1]
            met[text] += 1
        for j in reversed(matches):
            k = bisect_left(ends, j)
            before.append(tops[k - 1] if k else -1)
            steps.append((i, j))
            ends[k : k + 1] = [j]
            tops[k : k + 1] = [len(steps) - 1]
    return _trace(steps, before, tops[-1] if tops else -1)


def _trace(steps: Sequence[T], before: Sequence[int], last: int) -> list[T]:
    found = []
    while last >= 0:
        found.append(steps[last])
        last = before[last]
    return found[::-1]


def _gaps(anchors: Sequence[Pair], olds: int, news: int) -> Iterator[tuple[range, range]]:
    """The stretches between neighbouring anchors in which both sides have something."""
    for (i, j), (next_i, next_j) in zip([(-1, -1), *anchors], [*anchors, (olds, news)], strict=True):
        if next_i - i > 1 and next_j - j > 1:
            yield range(i + 1, next_i), range(j + 1, next_j)


def _blocks(old: Sequence[str], new: Sequence[str], olds: range, news: range) -> Iterator[_Block]:
    """Every way in which texts of a gap may go on: one in one, one in several, several in one."""
    alike = set(_comparable(old, new, olds, news))
    for i, j in sorted(alike):
        score = Indel.normalized_similarity(old[i], new[j])
        if score >= EDITED:
            yield _Block(range(i, i + 1), range(j, j + 1), score, score * min(len(old[i]), len(new[j])))
        for parts in range(2, PARTS + 1):
            if all((i, j + step) in alike for step in range(parts)):
                yield from _whole(old, new, range(i, i + 1), range(j, j + parts))
            if all((i + step, j) in alike for step in range(parts)):
                yield from _whole(old, new, range(i, i + parts), range(j, j + 1))


def _whole(old: Sequence[str], new: Sequence[str], olds: range, news: range) -> Iterator[_Block]:
    before, after = "".join(old[i] for i in olds), "".join(new[j] for j in news)
    if abs(len(before) - len(after)) > (1 - WHOLE) * (len(before) + len(after)):
        return  # they cannot be as alike as that
    score = Indel.normalized_similarity(before, after)
    if score >= WHOLE:
        yield _Block(olds, news, score, score * min(len(before), len(after)))


def _comparable(old: Sequence[str], new: Sequence[str], olds: Iterable[int], news: Iterable[int]) -> Iterator[Pair]:
    """The pairs worth comparing: the shorter text has enough of its uncommon character pairs in the longer one."""
    old_parts = {i: _uncommon_parts(old[i]) for i in olds}
    new_parts = {j: _uncommon_parts(new[j]) for j in news}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for i, parts in old_parts.items():
        for part in parts:
            holders[part].append(i)
    for j, parts in new_parts.items():
        shared = Counter(i for part in parts if len(holders.get(part, ())) <= COMMON for i in holders.get(part, ()))
        for i, count in shared.items():
            if count >= SHARED * min(len(old_parts[i]), len(parts)):
                yield i, j


def _uncommon_parts(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(max(1, len(text) - 1))}


def _heaviest_chain(blocks: Iterable[_Block]) -> list[_Block]:
    """The blocks of greatest weight that follow one another on both sides: dynamic programming over old ends, with the
    best chain that ends before each new position in a Fenwick tree. (blocks x log length) steps."""
    ordered = sorted(blocks, key=lambda block: block.olds.start)
    if not ordered:
        return []
    base = min(block.news.start for block in ordered)
    size = max(block.news.stop for block in ordered) - base + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before: list[int] = []
    waiting: list[tuple[int, int, float]] = []  # (old end, block, weight of the best chain that ends with it)
    for number, block in enumerate(ordered):
        while waiting and waiting[0][0] <= block.olds.start:
            _, done, total = heappop(waiting)
            _raise(tree, ordered[done].news.stop - base + 1, (total, done))
        weight, last = _best(tree, block.news.start - base + 1)
        before.append(last)
        heappush(waiting, (block.olds.stop, number, weight + block.weight))
    while waiting:
        _, done, total = heappop(waiting)
        _raise(tree, ordered[done].news.stop - base + 1, (total, done))
    return _trace(ordered, before, _best(tree, size)[1])


def _raise(tree: list[tuple[float, int]], place: int, value: tuple[float, int]) -> None:
    while place < len(tree):
        tree[place] = max(tree[place], value)
        place += place & -place


def _best(tree: Sequence[tuple[float, int]], place: int) -> tuple[float, int]:
    found = (0.0, -1)
    while place > 0:
        found = max(found, tree[place])
        place -= place & -place
    return found


def _moved(old: Sequence[str], new: Sequence[str], goes: Mapping[int, _Step], parts: Container[int]) -> dict[int, _Step]:
    """Where texts went that the first passes left over: equal ones in order, then the most similar first."""
    reached = {step.new for step in goes.values()}
    news = [j for j in range(len(new)) if j not in reached and j not in parts]
    olds = [i for i in range(len(old)) if i not in goes]
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for i in olds:
        places[old[i]].append(i)
    found = {places[new[j]].popleft(): _Step(j, "moved", 1.0) for j in news if places.get(new[j])}
    taken = {step.new for step in found.values()}
    pairs = _comparable(old, new, [i for i in olds if i not in found], [j for j in news if j not in taken])
    scored = ((Indel.normalized_similarity(old[i], new[j]), i, j) for i, j in pairs)
    candidates = sorted((pair for pair in scored if pair[0] >= MOVED), key=lambda pair: (-pair[0], pair[1], pair[2]))
    rivals: defaultdict[Pair, list[float]] = defaultdict(list)
    for score, i, j in candidates:
        rivals[i, -1].append(score)
        rivals[-1, j].append(score)
    for score, i, j in candidates:
        if i not in found and j not in taken:
            taken.add(j)
            rival = max([*rivals[i, -1][1:2], *rivals[-1, j][1:2]], default=0.0)
            found[i] = _Step(j, "moved", score, rival < score - RIVAL)
    return found


def _openings(old: Sequence[str], new: Sequence[str], goes: Mapping[int, _Step]) -> dict[int, _Step]:
    """Where the opening words of a text went that are not where the text goes: it was split or merged and its parts moved.

    Only words that open one old text and stand in one new text speak.
    """
    openings = [text[:OPENING] for text in old]
    counts = Counter(openings)
    lost = [
        i
        for i, words in enumerate(openings)
        if len(words) == OPENING and counts[words] == 1 and (i not in goes or words not in new[goes[i].new])
    ]
    found = {}
    for i, j in _comparable(openings, new, lost, range(len(new))):
        if openings[i] in new[j]:
            found[i] = None if i in found else _Step(j, "moved", fuzz.partial_ratio(old[i], new[j]) / 100)
    return {i: step for i, step in found.items() if step is not None}


def rehome(words: str, texts: Sequence[str], place: int) -> tuple[int, bool]:
    """Where words lead that were merged into the text now at `place`, and whether that is certain: there, while it holds their opening,
    else to the text that holds it best."""
    if words[:OPENING] in texts[place]:
        return place, True
    scores = [fuzz.partial_ratio(words[:OPENING], text) for text in texts]
    best = max(scores)
    return (place if scores[place] == best else scores.index(best)), best >= CERTAIN * 100


def _holds_opening(text: str, other: str) -> bool:
    """Whether the opening words of another text stand in this one, a slip of the pen aside."""
    words = other[:OPENING]
    return words in text or fuzz.partial_ratio(words, text) >= CERTAIN * 100


def inherit(groups: Sequence[Sequence[int | None]]) -> list[int | None]:
    """For every new group the old group most of its members come from, or None; no old group is given twice.

    `groups[i]` holds, for each member of new group i, the number of its old group or None. A group with more
    members from an old one is served first, an earlier group before a later.
    """
    counts = (Counter(member for member in members if member is not None) for members in groups)
    claims = sorted((-count, place, source) for place, counted in enumerate(counts) for source, count in counted.items())
    given: list[int | None] = [None] * len(groups)
    taken: set[int] = set()
    for _, place, source in claims:
        if given[place] is None and source not in taken:
            given[place] = source
            taken.add(source)
    return given

"""The questions of a run: drawn from the corpus by a seed, the same for every engine and every size.

Words are chosen by the share of paragraphs that hold them, so that a mix means the same on any corpus. All words are
Chinese: a Latin word is matched as a whole token, which a scan for substrings cannot tell.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from index.analyzer import pieces
from index.fields import FACETS, TEXT
from index.fold import fold
from index.model import Doc, Query
from index.tree import And, Exact, Node, Or, Word
from tests.bench.corpus import BadCorpus

SAMPLE: Final = 10_000
"""Questions are drawn from this many of the first paragraphs, which every size of a run has."""

SHARES: Final = {"rare": 0.0005, "uncommon": 0.005, "common": 0.03, "very common": 0.12}
"""About which share of the paragraphs hold a word of each kind."""

QUOTED_LENGTHS: Final = (2, 3, 4, 4, 5, 6, 8, 10, 12, 16)
"""Characters of the quoted strings."""

_NEAREST: Final = 30
"""Words are drawn from as many whose share is nearest to the wanted one."""

EXACT: Final = "quoted, no facets"
BARE: Final = "no facets"
"""The two kinds of questions without facets; all others are counted as pages."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the kind it stands for."""

    kind: str
    query: Query

    @property
    def is_page(self) -> bool:
        """Tell whether this is a whole page: ten highlighted hits, the total and all facets."""
        return self.kind not in (EXACT, BARE)

    @property
    def label(self) -> str:
        """What is asked, to be read by people."""
        choices = [f"{name}={'|'.join(values)}" for name, values in self.query.include.items()]
        order = [] if self.query.sort == "relevance" else [self.query.sort]
        return " ".join([_label(self.query.node), *choices, *order])


def questions(docs: Sequence[Doc], seed: int) -> list[Question]:
    """Return the mix for a corpus. Raises BadCorpus where it holds no Chinese words."""
    draw = _Draw(docs[:SAMPLE], Random(seed))
    pages = [
        *(Question(kind, Query(Word(word))) for kind in SHARES for word in draw.words(kind, 5)),
        *(Question(f"{count} words AND", Query(And(draw.together(count)))) for count in (2, 3, 4) for _ in range(3)),
        *(Question(f"{count} words OR", Query(Or(draw.apart(count)))) for count in (2, 3, 4) for _ in range(2)),
        *(Question("quoted", Query(Exact(string))) for string in draw.strings((2, 3, 4, 5, 6, 8))),
        *(Question("in the text only", Query(Word(word, TEXT))) for word in draw.words("common", 2) + draw.words("very common", 2)),
        *(Question("filtered", query) for query in draw.filtered()),
        *(
            Question("by date", Query(Word(draw.words(kind, 1)[0]), sort=sort))
            for kind in ("common", "very common")
            for sort in ("newest", "oldest")
        ),
    ]
    return [
        *(replace(page, query=replace(page.query, facets=FACETS)) for page in pages),
        *(Question(BARE, Query(Word(word))) for kind in SHARES for word in draw.words(kind, 2)),
        *(Question(EXACT, Query(Exact(string))) for string in draw.strings(QUOTED_LENGTHS * 2)),
    ]


class _Draw:
    """Draws words, strings and choices from a sample of documents."""

    def __init__(self, docs: Sequence[Doc], random: Random) -> None:
        self._docs = docs
        self._random = random
        self._holding = Counter(word for doc in docs for word in set(_chinese(doc.text)))
        if not self._holding:
            raise BadCorpus("the corpus holds no Chinese words")
        self._words = random.sample(sorted(self._holding), len(self._holding))

    def words(self, kind: str, count: int) -> list[str]:
        """Return words that about the wanted share of the paragraphs hold."""
        wanted = SHARES[kind] * len(self._docs)
        nearest = sorted(self._words, key=lambda word: abs(math.log(self._holding[word] / wanted)))
        return self._some(nearest[: max(_NEAREST, 2 * count)], count)

    def together(self, count: int) -> tuple[Node, ...]:
        """Return words that one paragraph holds, none of them very rare."""
        known = self._known(self._doc(lambda doc: len(self._known(doc)) >= count))
        return tuple(map(Word, self._some(known or self._words, count)))

    def apart(self, count: int) -> tuple[Node, ...]:
        """Return words that need not come together."""
        kinds = ("uncommon", "common", "very common")
        return tuple(Word(self.words(kinds[at % len(kinds)], 1)[0]) for at in range(count))

    def strings(self, lengths: Sequence[int]) -> list[str]:
        """Return a string of each length out of some paragraph's text."""
        return [self._string(length) for length in lengths]

    def filtered(self) -> Iterator[Query]:
        """Yield queries for a word with choices of one or two facets, of one or two values."""
        for facets in (("speaker",), ("office",), ("place",), ("year",), ("year", "collection"), ("collection", "place")):
            docs = self._random.choices(self._docs, k=2)
            include = {facet: tuple(dict.fromkeys(getattr(doc, facet) for doc in docs)) for facet in facets}
            yield Query(Word(self.words("very common", 1)[0]), include=include)

    def _string(self, length: int) -> str:
        text = self._doc(lambda doc: len(doc.text) >= length).text
        start = self._random.randrange(max(1, len(text) - length + 1))
        return text[start : start + length]

    def _doc(self, fits: Callable[[Doc], bool]) -> Doc:
        """Return some paragraph that fits, or any where none does."""
        return next(filter(fits, self._random.sample(self._docs, len(self._docs))), self._docs[0])

    def _known(self, doc: Doc) -> list[str]:
        least = min(5, len(self._docs) // 100)
        return sorted(word for word in set(_chinese(doc.text)) if self._holding[word] >= least)

    def _some(self, words: Sequence[str], count: int) -> list[str]:
        return self._random.sample(words, min(count, len(words)))


def _chinese(text: str) -> list[str]:
    return [word for word in pieces(fold(text)) if len(word) > 1 and all("\u4e00" <= char <= "\u9fff" for char in word)]


def _label(node: Node) -> str:
    match node:
        case Word(text, field):
            return f"{field}:{text}" if field else text
        case Exact(text):
            return f"“{text}”"
        case And(children):
            return " AND ".join(map(_label, children))
        case Or(children):
            return " OR ".join(map(_label, children))
        case _:
            raise ValueError(node)

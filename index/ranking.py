"""Ordering the best passages anew, by what a sum over the terms of the index cannot see. Pure.

Four things change the BM25 score of a candidate, one of the first passages of a question of several words. In the formulas `n`
is the number of candidates, `r` how many of them hold a term, and rarity(r) = log(1 + (n - r + 0.5) / (r + 0.5)), the usual idf
among them alone.

- What tells the candidates apart: BM25 over the single and double characters of the question, in the passage with its heading,
  with that rarity for idf. What nearly all candidates hold counts for little, what few of them hold for much.
- Closeness: rarity(r) for each two neighbouring words of the question that stand in the passage in this order and near each other.
- A name: where the whole title or the speaker's whole name is part of the question, half the best score of all, times its share
  of the question.
- The heading: the sum is multiplied by (1 - D + D * MOST) / (1 - D + D * min(u / mean u, MOST)), where `u` is how many characters
  of the title were not asked for. Of two passages as good, that one goes first whose title says less of other things (the
  pivoted length normalisation of Singhal, Buckley and Mitra, 1996).

No score gets smaller, so a candidate stays in front of every passage that is not one.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.analyzer import PARTICLES, grams, is_word, pieces
from index.fold import fold
from index.model import Doc
from index.occurrences import occurrences
from index.segmenter import cut
from index.tree import Exact, Near, Node, Word
from index.walk import Leaf, positive_leaves

RERANKED: Final = 100
"""At most so many passages are ordered anew: the best by BM25."""

_A_WORD: Final = 10
"""For each word of the question so many of them: the more words, the more there is to tell passages apart by."""

_QUESTION_WORDS: Final = (
    "什么 什么样 为什么 为啥 啥 咋 怎 怎么 怎么办 怎么样 怎样 如何 为何 何 何时 何地 何处 何人 何种 何以 何谓 "
    "谁 哪 哪些 哪个 哪里 哪儿 哪家 哪位 几 几个 几年 几种 几时 多少 多久 多长 "
    "是否 能否 可否 有没有 是不是 可不可以 吗 呢 么 嘛 吧 啊 请 请问"
)
QUESTION_WORDS: Final = frozenset(_QUESTION_WORDS.split())
"""Words of a question that its answer does not repeat."""

_ASKED: Final = 64
"""So many characters of a question order the passages; a string so long hardly occurs twice."""

_READ: Final = 2000
"""So many characters of a passage are looked at."""

_K1: Final = 1.2
_B: Final = 0.75
_NEAR: Final = 8
_NEIGHBOURS: Final = 2
_NAMED: Final = 0.5
_D: Final = 0.1
_MOST: Final = 2.0

Floats = NDArray[np.float64]


class Candidate(NamedTuple):
    """A passage and what is known of its speech, all folded, with its BM25 score; unknown values are empty."""

    score: float
    text: str
    title: str = ""
    speaker: str = ""
    office: str = ""

    @classmethod
    def of(cls, doc: Doc, score: float) -> Self:
        """Fold a passage."""
        return cls(score, fold(doc.text), fold(doc.title), fold(doc.speaker), fold(doc.office))


def content(question: str) -> list[str]:
    """Return the runs of a folded question between punctuation and question words; the whole where nothing else is in it."""
    runs = [""]
    for word in cut(question):
        if is_word(word) and word not in QUESTION_WORDS:
            runs[-1] += word
        elif runs[-1]:
            runs.append("")
    return [run for run in runs if run] or [question]


class Question:
    """What a tree asks for, as far as passages are ordered by it. Quoted strings alone order nothing anew: each passage holds them."""

    def __init__(self, node: Node) -> None:
        leaves = list(positive_leaves(node))
        self.text = _asked(leaves)[:_ASKED] if any(isinstance(leaf, Word) for leaf in leaves) else ""
        runs = content(self.text)
        self.words = [word for run in runs for word in pieces(run) if word not in QUESTION_WORDS and word not in PARTICLES]
        self.depth = min(_A_WORD * len(self.words), RERANKED) if len(self.words) > 1 else 0
        self._terms = list(dict.fromkeys(gram for run in runs for gram in grams(run))) if self.depth else []

    def rerank(self, candidates: Sequence[Candidate]) -> list[float]:
        """Return the new score of each of the best `depth` passages, none smaller than the old."""
        if len(candidates) < 2 or not self.depth:
            return [candidate.score for candidate in candidates]
        scores = np.array([candidate.score for candidate in candidates])
        named = np.array([_named(self.text, candidate) for candidate in candidates])
        total = scores + _telling(self._terms, candidates) + _closeness(self.words, candidates) + _NAMED * scores.max() * named
        result: list[float] = (total * _by_heading(self.text, candidates)).tolist()
        return result


def _asked(leaves: Sequence[Leaf]) -> str:
    """The words and strings that speak for a passage, folded; what is part of a longer one is not repeated."""
    strings = dict.fromkeys(fold(text) for leaf in leaves for text in _texts(leaf))
    return " ".join(string for string in strings if not any(string in other for other in strings if other != string))


def _texts(leaf: Leaf) -> Iterator[str]:
    match leaf:
        case Word(text) | Exact(text):
            yield text
        case Near(left, right):
            yield from (left, right)


def _rarity(held: NDArray[Any]) -> Floats:
    """The rarity of terms among candidates, from a table that says who (a line each) holds what (a column each)."""
    count = held.sum(axis=0)
    rarity: Floats = np.log1p((len(held) - count + 0.5) / (count + 0.5))
    return rarity


def _telling(terms: list[str], candidates: Sequence[Candidate]) -> Floats:
    found = [_frequencies(terms, candidate) for candidate in candidates]
    frequencies = np.array(found, np.float64)
    lengths = [len(candidate.text) + len(candidate.title) for candidate in candidates]
    norms = _K1 * (1 - _B + _B * np.array(lengths) / max(sum(lengths) / len(lengths), 1))
    shares = frequencies * (_K1 + 1) / (frequencies + norms[:, None])
    telling: Floats = (shares * _rarity(frequencies > 0)).sum(axis=1)
    return telling


def _frequencies(terms: list[str], candidate: Candidate) -> list[int]:
    """Count terms in a text; what only the heading holds counts once."""
    text, heading = candidate.text[:_READ], f"{candidate.title}\n{candidate.speaker}\n{candidate.office}"
    return [text.count(term) or term in heading for term in terms]


def _closeness(words: list[str], candidates: Sequence[Candidate]) -> Floats:
    pairs = dict.fromkeys(
        (first, second) for place, first in enumerate(words) for second in words[place + 1 : place + 1 + _NEIGHBOURS] if first != second
    )
    texts = [candidate.text[:_READ] for candidate in candidates]
    held = np.array([[_follows(text, first, second) for first, second in pairs] for text in texts], np.bool_).reshape(len(texts), -1)
    closeness: Floats = (held * _rarity(held)).sum(axis=1)
    return closeness


def _follows(text: str, first: str, second: str) -> bool:
    """Tell whether the second string stands behind the first with at most `_NEAR` characters between them."""
    start = text.find(first)
    while start >= 0:
        end = start + len(first)
        if text.find(second, end, end + _NEAR + len(second)) >= 0:
            return True
        start = text.find(first, start + 1)
    return False


def _named(question: str, candidate: Candidate) -> float:
    """The share of the question that is the whole title or the whole name of the speaker; 0 where neither is part of it."""
    names = [name for name in (candidate.title, candidate.speaker) if len(name) > 1 and name in question]
    return max(map(len, names)) / len(question) if names else 0.0


def _by_heading(question: str, candidates: Sequence[Candidate]) -> Floats:
    titles = {candidate.title for candidate in candidates}
    pairs = {gram for gram in grams(question) if len(gram) > 1}
    unasked = {title: _unasked(title, pairs) for title in titles}
    counts = [unasked[candidate.title] for candidate in candidates]
    ratios = np.minimum(np.array(counts) / max(sum(counts) / len(counts), 1), _MOST)
    factors: Floats = (1 - _D + _D * _MOST) / (1 - _D + _D * ratios)
    return factors


def _unasked(title: str, pairs: set[str]) -> int:
    """How many characters of a title belong to none of these pairs of neighbours."""
    places = {start for pair in pairs if pair in title for start, _ in occurrences(title, pair)}
    return len(title) - len(places | {start + 1 for start in places})

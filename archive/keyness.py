"""Which words somebody uses often, and which more often than others. Pure.

Counted are passages that hold a word, as the index counts them. What sets a speaker apart is told by the log-likelihood ratio G²
(Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence") of the table

                     with the word   without it
    the speaker's         a             c - a
    all others'           b             d - b

G² = 2 Σ O ln(O / E) over the four cells, where E is the cell's row total times its column total, divided by the passages of all.
Above 10.83 a difference so great comes by chance less than once in a thousand times (χ², one degree of freedom).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from index.analyzer import words
from index.fold import fold

CRITICAL: Final = 10.83
"""The least G² of a distinctive word."""
LEAST: Final = 3
"""Passages in which a word must stand to be listed."""

_WORDS: Final = (
    "我们 你们 他们 她们 它们 大家 自己 各位 这个 那个 这些 那些 这样 那样 这里 那里 这种 那种 什么 怎么 怎样 如何 哪些 "
    "一个 一些 一种 一样 一次 一定 一直 一切 一方 一方面 两个 几个 许多 很多 不少 各种 各个 每个 其他 其中 其它 有些 有的 有没有 是不是 "
    "因为 所以 但是 而且 并且 或者 以及 如果 虽然 然而 因此 于是 不仅 不但 只有 只要 无论 尽管 即使 由于 为了 对于 关于 根据 按照 "
    "通过 经过 随着 作为 除了 为此 同时 此外 另外 首先 其次 最后 然后 之后 以后 以前 之前 之间 以来 以上 以下 当中 期间 "
    "已经 正在 曾经 将要 可以 能够 应当 应该 必须 需要 可能 不能 不会 不要 没有 不是 就是 还是 也是 都是 而是 只是 这是 是否 "
    "可是 不过 知道 觉得 希望 "
    "非常 十分 特别 更加 比较 最为 进一步 不断 仍然 还有 所有 全部 主要 有关 相关 进行 方面 时候 问题 情况 今天 现在 当前"
)
_FUNCTION_WORDS: Final = frozenset(_WORDS.split())
"""Words of two and more characters that say little of what somebody speaks about."""


@dataclass(frozen=True, slots=True)
class Use:
    """A word, how many passages of the speaker hold it, and how surprising that is (G²; 0 where that was not asked)."""

    word: str
    passages: int
    surprise: float


def uses(texts: Iterable[str]) -> tuple[Counter[str], int]:
    """Count in how many texts each word stands that says something: of two characters at least, without digits; and the texts."""
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        counts.update({word for word in words(fold(text)) if _says_something(word)})
    return counts, number


def frequent(counts: Mapping[str, int], most: int) -> tuple[Use, ...]:
    """Return the words that most passages hold; of those with as many, in the order of characters."""
    ranked = sorted((-float(count), word) for word, count in counts.items() if count >= LEAST)
    return tuple(Use(word, counts[word], 0.0) for _, word in _apart(ranked, most))


def distinctive(counts: Mapping[str, int], passages: int, everywhere: Mapping[str, int], total: int, most: int) -> tuple[Use, ...]:
    """Return the words that the speaker uses more often than the others, the most surprising first.

    `counts` are the passages of the speaker, `passages` in all, that hold each word; `everywhere` the passages of the whole archive,
    `total` in all, that do.
    """
    ranked = []
    for word, count in counts.items():
        others = max(everywhere.get(word, 0) - count, 0)
        more_often = count * (total - passages) > others * passages
        if count >= LEAST and more_often:
            surprise = g2(count, others, passages, max(total - passages, 0))
            if surprise >= CRITICAL:
                ranked.append((-surprise, word))
    return tuple(Use(word, counts[word], -surprise) for surprise, word in _apart(sorted(ranked), most))


def g2(one: int, other: int, one_total: int, other_total: int) -> float:
    """Return the log-likelihood ratio of a table: `one` of `one_total` against `other` of `other_total`; 0 where nothing differs."""
    total, held = one_total + other_total, one + other
    cells = (
        (one, one_total, held),
        (other, other_total, held),
        (one_total - one, one_total, total - held),
        (other_total - other, other_total, total - held),
    )
    return max(2 * sum(seen * log(seen * total / (row * column)) for seen, row, column in cells if seen), 0.0)


def _apart(ranked: list[tuple[float, str]], most: int) -> list[tuple[float, str]]:
    """The first few, without words that are part of one before them or have one in them."""
    chosen: list[tuple[float, str]] = []
    for rank, word in ranked:
        if len(chosen) == most:
            break
        if not any(word in other or other in word for _, other in chosen):
            chosen.append((rank, word))
    return chosen


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in _FUNCTION_WORDS and not any(char.isdigit() for char in word)

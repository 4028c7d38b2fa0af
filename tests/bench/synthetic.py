"""A made-up corpus, so that anybody can run the bench: jieba's dictionary words, as often as the dictionary says.

The dictionary's frequencies fall off as they do in running text (Zipf's law). Each document has some words of its own
besides, so that words come together as they do in real documents.
"""

from collections.abc import Iterator
from itertools import accumulate, islice
from random import Random
from typing import Final

import jieba

_OWN_WORDS: Final = 24
_OWN_SHARE: Final = 0.25
"""How many words a document has of its own, and how much of its text they are."""

_TEXT_LENGTH: Final = (3.9, 0.7)
"""Characters of a paragraph: the mean and the deviation of the logarithm. Half of the paragraphs are longer than 50 characters."""

_PARAGRAPHS: Final = 18
"""Paragraphs of a document, on average."""

_LONGEST: Final = 2000

Row = dict[str, str]
"""A paragraph: `doc`, `title`, `text`."""


def rows(count: int, seed: int) -> list[Row]:
    """Return a number of paragraphs, always the same ones for a seed; more paragraphs begin with the fewer."""
    return list(islice(_rows(Random(seed)), count))


def _rows(random: Random) -> Iterator[Row]:
    words, frequencies = _dictionary()
    upto = list(accumulate(frequencies))
    rare = [word for word, frequency in zip(words, frequencies, strict=True) if 20 <= frequency < 2000 and len(word) > 1]
    number = 0
    while True:
        number += 1
        own = random.sample(rare, _OWN_WORDS)
        title = "".join(random.sample(own, 4))
        for _ in range(1 + int(random.expovariate(1 / (_PARAGRAPHS - 1)))):
            length = min(_LONGEST, int(random.lognormvariate(*_TEXT_LENGTH)))
            common = random.choices(words, cum_weights=upto, k=1 + length // 2)
            yield {"doc": f"doc-{number}", "title": title, "text": _text(random, own, common, length)}


def _dictionary() -> tuple[list[str], list[int]]:
    """Return the words of jieba's dictionary that are written in common Chinese characters, and their frequencies."""
    with jieba.Tokenizer().get_dict_file() as file:
        entries = [line.decode().split() for line in file]
    kept = [(entry[0], int(entry[1])) for entry in entries if all("\u4e00" <= char <= "\u9fff" for char in entry[0])]
    return [word for word, _ in kept], [frequency for _, frequency in kept]


def _text(random: Random, own: list[str], common: list[str], length: int) -> str:
    """Return sentences of about a length: clauses of some words between commas, every third comma or so a full stop."""
    parts: list[str] = []
    written, clause = 0, 0
    for word in common:
        chosen = random.choice(own) if random.random() < _OWN_SHARE else word
        parts.append(chosen)
        written += len(chosen)
        clause += 1
        if written >= length:
            break
        if clause > 4 and random.random() < 0.25:
            parts.append("。" if random.random() < 0.3 else "，")
            clause = 0
    return "".join([*parts, "。"])

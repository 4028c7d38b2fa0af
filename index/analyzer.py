"""Folded text -> words (for ranking, Latin words and suggestions) and grams (for exact strings, names, single characters).

Everything here takes folded text (`index.fold`). Words are jieba's with HMM off; in search mode the dictionary words inside a
longer word come out before it. Grams run over every character, punctuation and spaces too, so that any string can be found.
"""

from importlib.metadata import version
from operator import add
from typing import Final
from zlib import crc32

from index import segmenter
from index.fold import TABLE

PARTICLES: Final = frozenset("的了是在和与及或也都就而之其所于以为被把对从到等吗呢吧啊着过")
"""Single characters that stand between words and belong to neither."""

_RULES: Final = 1
"""Counts the changes of this module, and of what fields it is asked for, that give other terms."""

Token = tuple[str, int, int]
"""A word, its start and its end in characters."""


def fingerprint() -> str:
    """Name the analysis by eight hexadecimal digits: others where the fold table, the dictionary or the rules give other terms."""
    parts = (str(_RULES), version("jieba"), TABLE)
    return f"{crc32(' '.join(parts).encode()):08x}"


def is_word(token: str) -> bool:
    """Tell whether a token holds a letter, a digit or a character of writing, be it rare or private; else it is punctuation or space."""
    return token.isalnum() or any(char.isalnum() or _is_rare(char) for char in token)


def _is_rare(char: str) -> bool:
    """Tell whether a character is private, or Han of the later planes, which Python's Unicode tables need not know yet."""
    return "\ue000" <= char <= "\uf8ff" or "\U00020000" <= char <= "\U0003ffff" or char >= "\U000f0000"


def words(folded: str) -> list[str]:
    """Return the words of a text in search mode, as they are indexed."""
    return [word for word in segmenter.cut_for_search(folded) if is_word(word)]


def placed_words(folded: str) -> list[Token]:
    """Return the words of `words`, in its order, with their places."""
    return [token for token in segmenter.tokenize_for_search(folded) if is_word(token[0])]


def pieces(folded: str) -> list[str]:
    """Return the words of a text that do not overlap, as a query is cut.

    Neighbouring single characters are one piece: what the dictionary does not know is most often a name (徐昊). Particles stay apart.
    """
    found: list[str] = []
    open_name = False
    for word in segmenter.cut(folded):
        single = len(word) == 1 and not word.isascii() and word not in PARTICLES and is_word(word)
        if single and open_name:
            found[-1] += word
        elif is_word(word):
            found.append(word)
        open_name = single
    return found


def grams(folded: str) -> list[str]:
    """Return every character of a text, then every two neighbouring characters."""
    return [*folded, *pairs(folded)]


def pairs(folded: str) -> list[str]:
    """Return every two neighbouring characters of a text."""
    return list(map(add, folded, folded[1:]))

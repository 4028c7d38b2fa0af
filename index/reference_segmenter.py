"""The reference segmenter: jieba in Python, from which the fast one is copied.

The dictionary is read straight into memory: by itself jieba would print to stderr and leave a cache in the shared /tmp.
"""

from typing import Final

import jieba


def _tokenizer() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    return tokenizer


_TOKENIZER: Final = _tokenizer()


def cut(text: str) -> list[str]:
    """Cut a text into words that do not overlap; joined they are the text."""
    words: list[str] = _TOKENIZER.lcut(text, HMM=False)
    return words


def cut_for_search(text: str) -> list[str]:
    """Cut a text into words, each preceded by the dictionary words of two and three characters inside it."""
    words: list[str] = _TOKENIZER.lcut_for_search(text, HMM=False)
    return words


def tokenize_for_search(text: str) -> list[tuple[str, int, int]]:
    """Return the words of `cut_for_search`, each with its start and end in characters."""
    return list(_TOKENIZER.tokenize(text, mode="search", HMM=False))

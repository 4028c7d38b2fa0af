"""Texts inverted by sorting: a portion of them becomes sorted terms, and for each term the texts that hold it and how often.

A gram is one number (`index.columnar.grams`), and so is a word: the one it was given when it was first met. Number, place in the
portion: one 64-bit key, and all keys are sorted at once.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from index import segmenter
from index.analyzer import is_word
from index.columnar.codepoints import Codes, codes_of, fold_codes, text_of
from index.columnar.grams import CHAR_BITS, Keys
from index.columnar.portions import Lists, Portion, save_portion
from index.columnar.postings import Ints
from index.columnar.texts import encode_codes

PORTION: Final = 1 << 13
"""Texts inverted at once, at most."""

_CUT: Final = 1 << 10
"""Texts cut into words at once."""
_END: Final = "\0"
"""Ends each of them: a character that is always cut off by itself, and no word, as is what stands for it inside a text."""
_NO_END: Final = "\1"
_END_NUMBER: Final = -2

_PLACE_BITS: Final = PORTION.bit_length() - 1


def write_portion(path: Path, texts: Sequence[str], *, keep_texts: bool) -> Path:
    """Invert texts and write what comes of it; return the path. Runs in a worker process."""
    save_portion(path, _inverter().invert(texts), keep_texts=keep_texts)
    return path


class Inverter:
    """Inverts portions; it remembers the words it has met."""

    def __init__(self) -> None:
        self._numbers = _Numbers()

    def invert(self, texts: Sequence[str]) -> Portion:
        """Invert at most PORTION texts."""
        codes, lengths = codes_of(texts)
        folded = fold_codes(codes)
        grams, gram_lists = _grouped(_gram_keys(folded, lengths))
        words, word_lists, word_lengths = self._words(folded, lengths)
        return Portion(
            encode_codes(codes, folded, lengths), grams, gram_lists, np.maximum(2 * lengths - 1, 0), words, word_lists, word_lengths
        )

    def _words(self, folded: Codes, lengths: Ints) -> tuple[list[str], Lists, Ints]:
        ends = np.cumsum(lengths)
        text = text_of(np.insert(np.where(folded == ord(_END), ord(_NO_END), folded), ends, ord(_END)))
        bounds = [0, *(ends + np.arange(1, len(ends) + 1))[_CUT - 1 :: _CUT].tolist(), len(text)]
        flat = np.concatenate([self._numbered(text[start:end]) for start, end in pairwise(bounds)])
        places = np.cumsum(flat == _END_NUMBER)[flat >= 0]
        flat = flat[flat >= 0]
        numbers, lists = _grouped((flat << _PLACE_BITS | places).astype(np.uint64))
        lengths_of_words = np.bincount(places, minlength=len(lengths))
        words = self._numbers.words
        strings = [words[number] for number in numbers.tolist()]
        order = sorted(range(len(strings)), key=strings.__getitem__)
        return [strings[at] for at in order], _reordered(lists, np.array(order, np.int64)), lengths_of_words

    def _numbered(self, text: str) -> Ints:
        return np.fromiter(map(self._numbers.__getitem__, segmenter.cut_for_search(text)), np.int64)


@cache
def _inverter() -> Inverter:
    return Inverter()


class _Numbers(dict[str, int]):
    """The number of each word met, -1 for what is no word, _END_NUMBER for the end of a text."""

    def __init__(self) -> None:
        super().__init__({_END: _END_NUMBER})
        self.words: list[str] = []

    def __missing__(self, token: str) -> int:
        if not is_word(token):
            number = -1
        else:
            number = len(self.words)
            self.words.append(token)
        self[token] = number
        return number


def _gram_keys(folded: Codes, lengths: Ints) -> Keys:
    """One key for each character and each pair of neighbours in a text."""
    firsts = folded.astype(np.uint64) << np.uint64(CHAR_BITS)
    places = np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
    pairs = firsts[:-1] | (folded[1:].astype(np.uint64) + np.uint64(1))
    inside = places[:-1] == places[1:]
    shift = np.uint64(_PLACE_BITS)
    return np.concatenate((firsts << shift | places, (pairs << shift | places[:-1])[inside]))


def _grouped(keys: Keys) -> tuple[Keys, Lists]:
    """Sort keys; return the different numbers and their lists."""
    keys.sort()
    postings = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
    frequencies = np.diff(postings, append=len(keys))
    keys = keys[postings]
    numbers = keys >> np.uint64(_PLACE_BITS)
    terms = np.flatnonzero(np.diff(numbers, prepend=~numbers[:1]))
    places = (keys & np.uint64(PORTION - 1)).astype(np.uint16)
    return numbers[terms], Lists(np.diff(terms, append=len(keys)), places, frequencies.astype(np.uint32))


def _reordered(lists: Lists, order: Ints) -> Lists:
    """Return the lists in another order."""
    starts = np.cumsum(lists.counts) - lists.counts
    counts = lists.counts[order]
    ends = np.cumsum(counts)
    where = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts[order] - (ends - counts), counts)
    return Lists(counts, lists.places[where], lists.frequencies[where])

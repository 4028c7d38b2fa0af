"""Texts inverted by sorting: a portion of them becomes sorted terms, and for each term the texts that hold it and how often.

A gram is one number: the code point of its first character, shifted, and one more than that of its second. So numbers
sort as the grams' bytes do in UTF-8, a single character before the pairs that begin with it. A word is the number it
was given when it was first met. Number, place in the portion: one 64-bit key, and all keys are sorted at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index import segmenter
from index.analyzer import is_word
from index.columnar.codepoints import Codes, codes_of, fold_codes, text_of
from index.columnar.postings import Ints
from index.columnar.texts import Texts, encode_codes

PORTION: Final = 1 << 13
"""Texts inverted at once, at most."""

_CUT: Final = 1 << 10
"""Texts cut into words at once."""
_END: Final = "\0"
"""Ends each of them: a character that is always cut off by itself, and no word, as is what stands for it inside a text."""
_NO_END: Final = "\1"
_END_NUMBER: Final = -2

_PLACE_BITS: Final = PORTION.bit_length() - 1
_CHAR_BITS: Final = 21
_CHAR: Final = (1 << _CHAR_BITS) - 1
_LARGER: Final = (0x80, 0x800, 0x10000)
"""The code points from which on UTF-8 takes one more byte."""

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Lists:
    """The posting lists of a portion, one behind the other: how long each is, the place of each text, how often the term occurs."""

    counts: Ints
    places: NDArray[np.uint16]
    frequencies: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Portion:
    """Some texts inverted. Grams are numbers, words are strings; both are sorted. Lengths are one a text."""

    texts: Texts
    grams: Keys
    gram_lists: Lists
    gram_lengths: Ints
    words: list[str]
    word_lists: Lists
    word_lengths: Ints


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


def gram_terms(grams: Keys) -> list[bytes]:
    """The bytes of the terms that numbers stand for."""
    seconds = (grams & np.uint64(_CHAR)).astype(np.int64)
    pairs = np.stack(((grams >> np.uint64(_CHAR_BITS)).astype(np.int64), seconds - 1), axis=1)
    sizes = (np.searchsorted(_LARGER, pairs, "right") + (pairs >= 0)).sum(axis=1)
    data = text_of(pairs[pairs >= 0].astype(np.uint32)).encode()
    ends = np.cumsum(sizes).tolist()
    return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def distinct(keys: Keys) -> Keys:
    """Sort keys in their place; return each once."""
    keys.sort()
    return keys[np.flatnonzero(np.diff(keys, prepend=~keys[:1]))]


def _gram_keys(folded: Codes, lengths: Ints) -> Keys:
    """One key for each character and each pair of neighbours in a text."""
    firsts = folded.astype(np.uint64) << np.uint64(_CHAR_BITS)
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

"""Texts as arrays: folded to look into, original to show; and inverted."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analyzer import grams, words
from index.columnar.codepoints import codes_of, fold_codes, text_of
from index.columnar.format import SectionFile, SectionWriter
from index.columnar.grams import gram_terms
from index.columnar.invert import Inverter
from index.columnar.portions import Lists
from index.columnar.texts import TextsReader, TextsWriter, concatenate, encode_texts, select
from index.fold import fold

LETTERS = "云縣县ＡA1a ，,「\U00020bb7\U0002f800\ud800\U0010fffd\0"

texts = st.lists(st.text(LETTERS, max_size=20), max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts")


def written(folder: Path, *portions: Sequence[str]) -> TextsReader:
    with SectionWriter(folder / "texts", {}) as file:
        writer = TextsWriter(file, "t")
        for portion in portions:
            writer.add(encode_texts(portion))
        writer.close()
    return TextsReader(SectionFile(folder / "texts"), "t")


@settings(deadline=None)
@given(st.text())
def test_code_points_fold_as_strings_do(text: str) -> None:
    assert text_of(fold_codes(codes_of([text])[0])) == fold(text)


@settings(deadline=None)
@given(texts, texts)
def test_texts_come_back_folded_and_original(folder: Path, first: Sequence[str], second: Sequence[str]) -> None:
    reader = written(folder, first, second)
    all_texts = [*first, *second]
    assert len(reader) == len(all_texts)
    assert reader.all() == all_texts
    assert [reader.text(number) for number in range(len(reader))] == all_texts
    assert [reader.folded(number) for number in range(len(reader))] == list(map(fold, all_texts))


@pytest.mark.parametrize("length", [0, 1, 254, 255, 256, 509, 510, 511, 100_000])
def test_a_far_change_comes_back(folder: Path, length: int) -> None:
    far = ["x", "，" + "a" * length + "，" + "a" * length, "y"]
    assert written(folder, far).all() == far


@settings(deadline=None)
@given(texts, st.text(LETTERS, min_size=1, max_size=3))
def test_a_string_is_found_where_it_stands(folder: Path, some: Sequence[str], string: str) -> None:
    numbers = np.arange(len(some))[::-1]
    holding = written(folder, some).holding(fold(string), numbers)
    assert holding.tolist() == [fold(string) in fold(some[number]) for number in numbers]


def test_a_string_is_not_found_between_characters(folder: Path) -> None:
    """The bytes 00 4F 01 4E of 伀丁 hold those of ŏ, 4F 01, between the two."""
    reader = written(folder, ["伀丁", "aŏ", "伀丁ŏ", "伀丁伀丁"])
    assert reader.holding("ŏ", np.arange(4)).tolist() == [False, True, True, False]


@settings(deadline=None)
@given(texts, st.integers(0, 11), st.integers(0, 11))
def test_texts_are_taken_and_selected_as_arrays(folder: Path, some: Sequence[str], first: int, last: int) -> None:
    first, last = min(first, len(some)), min(max(first, last), len(some))
    taken = written(folder, some).take(first, last)
    kept = np.arange(last - first) % 2 == 0
    with SectionWriter(folder / "again", {}) as file:
        writer = TextsWriter(file, "t")
        writer.add(concatenate([select(taken, kept), select(taken, ~kept)]))
        writer.close()
    reader = TextsReader(SectionFile(folder / "again"), "t")
    expected = [*some[first:last][::2], *some[first:last][1::2]]
    assert reader.all() == expected


def counted(terms: Sequence[bytes], lists: Lists) -> dict[tuple[bytes, int], int]:
    held = np.repeat(np.arange(len(terms)), lists.counts).tolist()
    found = zip(held, lists.places.tolist(), lists.frequencies.tolist(), strict=True)
    return {(terms[term], place): frequency for term, place, frequency in found}


@settings(deadline=None)
@given(texts)
def test_inverting_gives_the_terms_of_the_analyzer(some: Sequence[str]) -> None:
    portion = Inverter().invert(some)
    folded = list(map(fold, some))
    found_grams, found_words = gram_terms(portion.grams), [word.encode() for word in portion.words]
    assert found_grams == sorted(found_grams)
    assert found_words == sorted(found_words)
    expected = Counter((gram.encode(), place) for place, text in enumerate(folded) for gram in grams(text))
    assert counted(found_grams, portion.gram_lists) == expected
    expected = Counter((word.encode(), place) for place, text in enumerate(folded) for word in words(text))
    assert counted(found_words, portion.word_lists) == expected
    assert portion.gram_lengths.tolist() == [len(grams(text)) for text in folded]
    assert portion.word_lengths.tolist() == [len(words(text)) for text in folded]


def test_a_term_may_occur_often() -> None:
    portion = Inverter().invert(["a" * 70_000])
    assert portion.gram_lists.frequencies.tolist() == [70_000, 69_999]

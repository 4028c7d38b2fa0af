"""Patterns over words."""

import pytest
from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage

from index.schema import Tokens
from index.wildcards import LIMIT, fitting_terms, fixed_start, pattern


@pytest.mark.parametrize(
    ("folded", "word", "expected"),
    [
        ("数字*", "数字", True),
        ("数字*", "数字化", True),
        ("数字*", "大数字", False),
        ("*数*", "大数字", True),
        ("数?", "数字", True),
        ("数?", "数", False),
        ("[a]*", "a", False),
        ("[a]*", "[a]b", True),
        ("a*" * 60 + "b", "a" * 5000, False),
    ],
)
def test_a_pattern_fits_whole_words(folded: str, word: str, expected: bool) -> None:
    assert bool(pattern(folded).match(word)) is expected


def test_the_fixed_start_ends_at_the_first_special_character() -> None:
    assert [fixed_start(folded) for folded in ("数字*化", "数?", "*数", "[数]*")] == ["数字", "数", "", "[数]"]


def test_a_pattern_stands_for_the_most_frequent_of_its_terms() -> None:
    index = RamStorage().create_index(Schema(words=Tokens()))
    with index.writer() as writer:
        writer.add_document(words=["b", *(f"a{number}" for number in range(LIMIT + 50))])
        writer.add_document(words=["a240", "b"])
    with index.reader() as reader:
        terms = fitting_terms(reader, "words", "a*")
        assert terms[0] == "a240"
        assert len(terms) == len(set(terms)) == LIMIT
        assert fitting_terms(reader, "words", "b*") == ["b"]
        assert fitting_terms(reader, "words", "c*") == []

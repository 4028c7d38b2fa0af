"""Quoted strings over a large collection of real paragraphs: the engine finds what a plain scan of the folded fields finds."""

import os
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from index.columnar.engine import ColumnarEngine
from index.columnar.snapshot import Snapshot
from index.columnar.state import read_snapshot
from index.fields import SPEECH_FIELDS, TEXT
from index.fold import fold
from index.generations import Generations
from index.model import Doc
from index.tree import Exact
from index.whoosh_tree import matching
from tests.bench import corpus

CORPUS = Path(os.environ.get("YANLU_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus") / "scale" / "paragraphs.jsonl.xz"
SEED = 12
PRESENT, ABSENT, LONGEST = 2000, 500, 12

Numbers = NDArray[np.int64]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_file(), reason=f"no paragraphs at {CORPUS}; YANLU_CORPUS names another folder"),
]


class Scan:
    """All folded texts in one string, and the different values of the other fields."""

    def __init__(self, docs: list[Doc]) -> None:
        texts = [fold(doc.text) for doc in docs]
        self._ends = list(accumulate(len(text) + 1 for text in texts))
        self._texts = "\n".join(texts)
        self._headings: dict[str, list[int]] = {}
        for number, doc in enumerate(docs):
            for value in {fold(getattr(doc, field)) for field in SPEECH_FIELDS}:
                self._headings.setdefault(value, []).append(number)

    def found(self, string: str, field: str | None) -> Numbers:
        """The numbers of the documents that hold a folded string."""
        numbers = set(self._in_texts(string))
        if field is None:
            numbers.update(*(some for value, some in self._headings.items() if string in value))
        return np.array(sorted(numbers), np.int64)

    def _in_texts(self, string: str) -> Iterator[int]:
        place = self._texts.find(string)
        while place >= 0:
            number = bisect_right(self._ends, place)
            yield number
            place = self._texts.find(string, self._ends[number])


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    rows = corpus.read(CORPUS)
    return corpus.documents(rows, len(rows), SEED)


@pytest.fixture(scope="module")
def snapshot(docs: list[Doc], tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("scale") / "index"
    ColumnarEngine(folder).rebuild(docs, "")
    current = Generations(folder).current()
    assert current is not None
    return read_snapshot(current, None)


def strings(docs: list[Doc]) -> tuple[list[str], list[str]]:
    """Substrings of paragraphs, and strings of the same characters in an order that no paragraph need have."""
    random = Random(SEED)
    texts = [random.choice(docs).text for _ in range(PRESENT)]
    lengths = random.choices(range(1, LONGEST + 1), k=PRESENT)
    starts = [random.randrange(max(1, len(text) - length + 1)) for text, length in zip(texts, lengths, strict=True)]
    present = [text[start : start + length] for text, start, length in zip(texts, starts, lengths, strict=True)]
    characters = "".join(present)
    return present, ["".join(random.choices(characters, k=random.randint(4, LONGEST))) for _ in range(ABSENT)]


def test_a_quoted_string_finds_what_a_scan_finds(docs: list[Doc], snapshot: Snapshot) -> None:
    scan = Scan(docs)
    present, absent = strings(docs)
    nowhere = 0
    for at, string in enumerate((*present, *absent)):
        field = TEXT if at % 2 else None
        numbers, _ = snapshot.evaluate(matching(Exact(string, field), lambda *_: ()))
        expected = scan.found(fold(string), field)
        nowhere += not len(expected)
        assert np.array_equal(numbers, expected), string
    assert nowhere >= ABSENT * 0.9

"""The portions of a rebuild merged: all lists of one field's grams, or of its words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np

from index.columnar.format import Array, SectionWriter
from index.columnar.grams import Keys, distinct, gram_terms
from index.columnar.merge import Run, Spell, run_of, spelled, write_lists
from index.columnar.portions import GRAMS, PortionFile
from index.columnar.postings import Ints
from index.columnar.terms import TermsWriter

TOGETHER: Final = 8
"""Portions whose grams are put together at once."""


def merge_portions(path: Path, field: str, kind: str, portions: Sequence[Path], size: int) -> Path:
    """Merge the grams or words of portions into a file of its own, as a field of the index; return the path. Runs in a worker process."""
    files = [PortionFile(portion) for portion in portions]
    count, spell, ranks = _merged_grams(files) if kind == GRAMS else _merged_words(files)
    bases = np.cumsum([0, *(file.count for file in files)]).tolist()
    runs = [_run(file, kind, rank, base) for rank, file, base in zip(ranks, files, bases, strict=False)]
    with SectionWriter(path, {}) as out:
        writer = TermsWriter(out, field)
        write_lists(writer, count, spell, runs, size)
        writer.close()
    return path


def _run(file: PortionFile, kind: str, rank: Ints, base: int) -> Run:
    """The lists of a portion, of which no more is kept in memory than is being merged."""
    run = run_of(rank, file.counts(kind).astype(np.uint16), file.places(kind), file.frequencies(kind), base)

    def read(low: int, high: int) -> tuple[Ints, Array]:
        file.forget()
        return run.read(low, high)

    file.forget()
    return replace(run, read=read)


def _merged_grams(files: Sequence[PortionFile]) -> tuple[int, Spell, list[Array]]:
    """How many grams there are in all, how they are spelled, and their numbers in each portion."""
    merged = np.zeros(0, np.uint64)
    for start in range(0, len(files), TOGETHER):
        some = files[start : start + TOGETHER]
        merged = distinct(np.concatenate((merged, *(file.grams() for file in some))))
        for file in some:
            file.forget()
    return len(merged), lambda numbers: gram_terms(merged[numbers]), [_ranks(merged, file) for file in files]


def _ranks(merged: Keys, file: PortionFile) -> Array:
    """The number of each gram of a portion among all of them."""
    ranks = np.searchsorted(merged, file.grams()).astype(np.int32)
    file.forget()
    return ranks


def _merged_words(files: Sequence[PortionFile]) -> tuple[int, Spell, list[Array]]:
    """The same for words."""
    merged = sorted(set(chain.from_iterable(file.words() for file in files)))  # read twice, so that one list at a time is in memory
    rank = {word: number for number, word in enumerate(merged)}
    return len(merged), spelled(merged), [np.fromiter(map(rank.__getitem__, file.words()), np.int32) for file in files]

"""Passages of an index as records: with their original glyphs to be shown, folded to be marked and compared."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

import numpy as np

from index.columnar.columns import GlobalColumn
from index.columnar.format import Array
from index.columnar.postings import Ints
from index.columnar.texts import TextsReader
from index.columnar.view import SegmentView
from index.fields import SPEECH_FIELDS, TEXT
from index.highlight import Marker
from index.model import Doc, Hit
from index.ranking import Candidate

_COLUMNS: Final = ("title", "speaker", "office", "speech_id", "place", "collection", "date")
"""The columns that a passage is made of; the first ones are searched."""

_SEARCHED: Final = len(SPEECH_FIELDS)

REMEMBERED: Final = 4096
"""Passages remembered by a process; the next page and the next choice of a facet show many of them again."""

Places = tuple[Sequence[int], Sequence[int], Sequence[float]]
"""Where passages are, by segment and document, and their scores."""


class _Stored(NamedTuple):
    """What is kept of the passages of one segment, and the codes of the columns: a line a row."""

    ids: TextsReader
    numbers: Array
    texts: TextsReader
    rows: Array
    codes: Ints


class Passages:
    """Reads passages of some segments."""

    def __init__(self, segments: Sequence[SegmentView], column: Callable[[str], GlobalColumn]) -> None:
        """Take what gives a column by its name."""
        columns = [column(name) for name in _COLUMNS]
        stored = [
            _Stored(
                segment.docs.text("id"),
                segment.docs.stored_numbers("number"),
                segment.docs.text(TEXT),
                segment.row_of,
                np.stack([held.codes[at] for held in columns], axis=1),
            )
            for at, segment in enumerate(segments)
        ]
        self._passage = lru_cache(REMEMBERED)(partial(_read, stored, columns))

    def hits(self, places: Places, marker: Marker) -> Iterator[Hit]:
        """Yield passages, marked."""
        for at, number, score in zip(*places, strict=True):
            doc, folded = self._passage(at, number)
            yield Hit(doc, score, marker.marks_folded(folded))

    def candidates(self, places: Places) -> list[Candidate]:
        """Return passages as they are ordered anew."""
        return [Candidate(score, *self._passage(at, number)[1]) for at, number, score in zip(*places, strict=True)]


def _read(stored: Sequence[_Stored], columns: Sequence[GlobalColumn], at: int, number: int) -> tuple[Doc, tuple[str, str, str, str]]:
    """Read a passage of a segment, and its text, title, speaker and office folded."""
    segment = stored[at]
    text, folded = segment.texts.both(number)
    codes = segment.codes[segment.rows.item(number)].tolist()
    title, speaker, office, speech, place, collection, date = (column.values[code] for column, code in zip(columns, codes, strict=True))
    folded_title, folded_speaker, folded_office = (column.folded[code] for column, code in zip(columns[:_SEARCHED], codes, strict=False))
    doc = Doc(segment.ids.text(number), speech, segment.numbers.item(number), text, title, speaker, office, place, collection, date)
    return doc, (folded, folded_title, folded_speaker, folded_office)

"""Passages of an index as records: with their original glyphs to be shown, folded to be marked and compared."""

from collections.abc import Callable, Iterator, Sequence
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

_KEPT: Final = ("title", "speaker", "office", "speech_id", "place", "collection", "date")
"""The columns that a passage is made of; the first three are searched."""

Places = tuple[Sequence[int], Sequence[int], Sequence[float]]
"""Where passages are, by segment and document, and their scores."""


class _Stored(NamedTuple):
    """What is kept of the passages of one segment, and the codes of the columns: a line a row."""

    ids: TextsReader
    numbers: Array
    texts: TextsReader
    rows: Array
    codes: Ints

    def codes_of(self, number: int) -> list[int]:
        codes: list[int] = self.codes[self.rows.item(number)].tolist()
        return codes


class Passages:
    """Reads passages of some segments."""

    def __init__(self, segments: Sequence[SegmentView], column: Callable[[str], GlobalColumn]) -> None:
        """Take what gives a column by its name."""
        columns = [column(name) for name in _KEPT]
        self._values = [held.values for held in columns]
        self._folded = [held.folded for held in columns[: len(SPEECH_FIELDS)]]
        self._stored = [
            _Stored(
                segment.docs.text("id"),
                segment.docs.stored_numbers("number"),
                segment.docs.text(TEXT),
                segment.row_of,
                np.stack([held.codes[at] for held in columns], axis=1),
            )
            for at, segment in enumerate(segments)
        ]

    def hits(self, places: Places, marker: Marker) -> Iterator[Hit]:
        """Yield passages, marked."""
        titles, speakers, offices, speeches, where, collections, dates = self._values
        for at, number, score in zip(*places, strict=True):
            stored = self._stored[at]
            text, folded = stored.texts.both(number)
            title, speaker, office, speech, place, collection, date = codes = stored.codes_of(number)
            doc = Doc(
                stored.ids.text(number),
                speeches[speech],
                stored.numbers.item(number),
                text,
                titles[title],
                speakers[speaker],
                offices[office],
                where[place],
                collections[collection],
                dates[date],
            )
            yield Hit(doc, score, marker.marks_folded((folded, *self._heading(codes))))

    def candidates(self, places: Places) -> list[Candidate]:
        """Return passages as they are ordered anew."""
        found = ((self._stored[at], number, score) for at, number, score in zip(*places, strict=True))
        return [Candidate(score, stored.texts.folded(number), *self._heading(stored.codes_of(number))) for stored, number, score in found]

    def _heading(self, codes: list[int]) -> tuple[str, str, str]:
        """The folded title, speaker and office."""
        titles, speakers, offices = self._folded
        return titles[codes[0]], speakers[codes[1]], offices[codes[2]]

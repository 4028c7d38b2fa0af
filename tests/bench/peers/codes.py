"""Facet values as small numbers, which every peer counts faster than strings, and dates as numbers that sort."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.fields import FACETS
from index.model import Doc

_FILE = "codes.json"


@dataclass(frozen=True, slots=True)
class Codes:
    """For each facet its values; a value's code is its place."""

    values: Mapping[str, Sequence[str]]
    of: Mapping[str, Mapping[str, int]]

    @classmethod
    def of_documents(cls, docs: Sequence[Doc]) -> "Codes":
        """Number the values of some documents."""
        return cls._numbered({facet: list(dict.fromkeys(getattr(doc, facet) for doc in docs)) for facet in FACETS})

    @classmethod
    def load(cls, folder: Path) -> "Codes":
        """Read what `save` wrote."""
        return cls._numbered(json.loads((folder / _FILE).read_text("utf-8")))

    @classmethod
    def _numbered(cls, values: Mapping[str, Sequence[str]]) -> "Codes":
        return cls(values, {facet: {value: code for code, value in enumerate(some)} for facet, some in values.items()})

    def save(self, folder: Path) -> None:
        """Keep the numbers beside the index."""
        (folder / _FILE).write_text(json.dumps(self.values, ensure_ascii=False), "utf-8")

    def codes(self, doc: Doc) -> tuple[int, ...]:
        """Return a document's codes, in the order of the facets."""
        return tuple(self.of[facet][getattr(doc, facet)] for facet in FACETS)

    def chosen(self, facet: str, values: Sequence[str]) -> list[int]:
        """Return the codes of chosen values; a value that no document has is none."""
        return [self.of[facet][value] for value in values if value in self.of[facet]]

    def counts(self, facet: str, counted: Iterable[tuple[int, int]]) -> dict[str, int]:
        """Return (code, count) pairs as the facet's values and their counts."""
        values = self.values[facet]
        return {values[code]: count for code, count in counted}


def day(date: str) -> int:
    """Return a date, partial or not, as one number that sorts like it."""
    return int((date + "0000-00-00"[len(date) :]).replace("-", ""))

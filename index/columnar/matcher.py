"""A posting list as Whoosh's own searcher walks it, posting by posting."""

from collections.abc import Iterator
from typing import Any

from whoosh.formats import Existence, Format, Positions
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo
from whoosh.system import pack_uint

from index.columnar.postings import Postings


class PostingsMatcher(LeafMatcher):  # type: ignore[misc]  # Whoosh has no types
    """Walks one posting list; the whole list is one block."""

    def __init__(self, postings: Postings, info: TermInfo, format_: Format, term: tuple[str, bytes], scorer: Any, at: int = 0) -> None:
        self._postings = postings
        self._docs: list[int] = postings.docs.tolist()
        self._info = info
        self.format = format_
        self._term = term
        self.scorer = scorer
        self._at = at

    def is_active(self) -> bool:
        """Tell whether there is a posting left."""
        return self._at < len(self._docs)

    def reset(self) -> None:
        """Go to the first posting."""
        self._at = 0

    def copy(self) -> "PostingsMatcher":
        """Return a matcher at the same posting."""
        return PostingsMatcher(self._postings, self._info, self.format, self._term, self.scorer, self._at)

    def id(self) -> int:
        """The document of the posting."""
        return self._docs[self._at]

    def all_ids(self) -> Iterator[int]:
        """All documents."""
        return iter(self._docs)

    def next(self) -> bool:
        """Go to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

    def weight(self) -> float:
        """The weight of the posting."""
        return 1.0 if self._postings.weights is None else float(self._postings.weights[self._at])

    def value(self) -> bytes:
        """The value of the posting as the field's format encodes it."""
        if isinstance(self.format, Existence):
            return b""
        if isinstance(self.format, Positions) and self._postings.positions is not None and self._postings.starts is not None:
            start, stop = self._postings.starts[self._at : self._at + 2].tolist()
            value: bytes = self.format.encode(self._postings.positions[start:stop].tolist())
            return value
        frequencies = self._postings.frequencies
        packed: bytes = pack_uint(int(self.weight() if frequencies is None else frequencies[self._at]))
        return packed

    def skip_to_quality(self, minquality: float) -> int:
        """Leave the block if it cannot be better than `minquality`."""
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._docs)
        return 1

    def block_min_length(self) -> int:
        """The least field length in the block."""
        length: int = self._info.min_length()
        return length

    def block_max_length(self) -> int:
        """The greatest field length in the block."""
        length: int = self._info.max_length()
        return length

    def block_max_weight(self) -> float:
        """The greatest weight in the block."""
        weight: float = self._info.max_weight()
        return weight

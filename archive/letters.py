"""The letters of a text, folded and without anything between them: what two wordings are compared by. Pure."""

from dataclasses import dataclass
from typing import Self

from index.analyzer import is_word
from index.fold import fold
from index.model import Span


@dataclass(frozen=True, slots=True)
class Letters:
    """The folded letters of a text, punctuation and spaces left out; `places[n]` is where letter `n` stands in the text."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a text."""
        kept = [(char, place) for place, char in enumerate(fold(text)) if is_word(char)]
        return cls("".join(char for char, _ in kept), tuple(place for _, place in kept))

    def span(self, first: int, end: int) -> Span:
        """Return where the letters from `first` to before `end`, of which there is at least one, stand in the text."""
        return self.places[first], self.places[end - 1] + 1

"""A text as lines, and what several layouts ask about it, each worked out once."""

from collections.abc import Iterable
from functools import cached_property

from archive.ingest.contributions import Contribution, find_contributions
from archive.ingest.head import Head, read_head
from archive.ingest.labels import Label, find_labels
from archive.ingest.lines import Line


class Page:
    """The lines of one file. It never changes."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)

    @cached_property
    def head(self) -> Head:
        """Title, date and speaker at the top, and the lines below."""
        return read_head(self.lines)

    @cached_property
    def labels(self) -> tuple[Label | None, ...]:
        """For every line the label that begins a turn there, or None."""
        return find_labels(self.lines)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """The signed contributions of a newspaper page."""
        return find_contributions(self.lines)

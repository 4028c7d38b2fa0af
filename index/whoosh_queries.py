"""Whoosh query classes of our own. Each knows how to find its documents in one segment; none of them scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whoosh.matching import ListMatcher, Matcher
from whoosh.query import And, Every, Query, Term

from index.analyzer import grams
from index.dates import may_lie_between
from index.fields import TEXT
from index.fold import fold
from index.occurrences import near, occurrences
from index.schema import grams_field


class Listed(Query):  # type: ignore[misc]  # Whoosh has no types
    """A query that lists its documents."""

    boost = 1.0

    def documents(self, searcher: Any) -> Iterator[int]:
        """Yield the numbers of the matching live documents of a segment, in order."""
        raise NotImplementedError

    def matcher(self, searcher: Any, context: object = None) -> Matcher:  # noqa: ARG002 - Whoosh's signature
        """Return Whoosh's matcher over them."""
        return ListMatcher(list(self.documents(searcher)))

    def field(self) -> None:
        """Return nothing, so that Whoosh does not merge this query with others."""

    def estimate_size(self, reader: Any) -> int:
        """Return a number not below that of the matching documents."""
        size: int = reader.doc_count()
        return size

    def estimate_min_size(self, reader: Any) -> int:  # noqa: ARG002 - Whoosh's signature
        """Return a number not above that of the matching documents."""
        return 0


@dataclass(frozen=True)
class Substring(Listed):
    """The passages whose folded field holds a folded string, of at least one character.

    With `outside`, only occurrences that are not part of that longer string count.
    """

    field_name: str
    string: str
    outside: str | None = None

    def candidates(self) -> Query:
        """Return a query of terms that matches at least these passages."""
        return holding_grams(self.field_name, self.string)

    def holds(self, folded: str) -> bool:
        """Tell whether a folded value holds the string."""
        return bool(occurrences(folded, self.string, self.outside))

    def documents(self, searcher: Any) -> Iterator[int]:
        """Yield the candidates whose stored value holds the string."""
        yield from _verified(self, self.field_name, searcher)


@dataclass(frozen=True)
class Close(Listed):
    """The passages whose text holds two folded strings with at most `distance` characters between them."""

    left: str
    right: str
    distance: int

    def candidates(self) -> Query:
        """Return a query of terms that matches at least these passages."""
        return And([holding_grams(TEXT, self.left), holding_grams(TEXT, self.right)])

    def holds(self, folded: str) -> bool:
        """Tell whether a folded text holds them so."""
        return any(True for _ in near(folded, self.left, self.right, self.distance))

    def documents(self, searcher: Any) -> Iterator[int]:
        """Yield the candidates whose stored text holds them so."""
        yield from _verified(self, TEXT, searcher)


@dataclass(frozen=True)
class DateRange(Listed):
    """The passages whose date may lie between two inclusive, possibly partial or empty dates."""

    first: str
    last: str

    def documents(self, searcher: Any) -> Iterator[int]:
        """Yield the documents whose date column says so."""
        reader = searcher.reader()
        dates = reader.column_reader("date")
        for number in reader.all_doc_ids():
            if may_lie_between(dates[number], self.first, self.last):
                yield number


def holding_grams(field: str, string: str) -> Query:
    """Match the passages whose field holds every gram of two characters of a string, or its one character."""
    parts = dict.fromkeys(gram for gram in grams(string) if len(gram) == min(2, len(string)))
    return And([Term(grams_field(field), gram) for gram in parts]) if parts else Every()


def _verified(query: Substring | Close, field: str, searcher: Any) -> Iterator[int]:
    reader = searcher.reader()
    for number in query.candidates().docs(searcher):
        if query.holds(fold(reader.stored_fields(number)[field])):
            yield number

"""The query tree: what a reader asks for, before any engine sees it.

A node without a field looks in the paragraph's text and in its speech's title,
speaker and office; with a field only there.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every passage."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text without quotes: every word of it must occur, in any of the fields.

    A word of Chinese occurs where its characters stand together; a word of Latin
    letters or digits occurs as a whole token.
    """

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """A quoted string: exactly this string after folding, as a substring of one field.

    With `outside`, only occurrences that are not part of that longer string count
    (长沙 but not 长沙市).
    """

    text: str
    field: str | None = None
    outside: str | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A pattern with `*` (any run) and `?` (one character) over the words of the index."""

    pattern: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Two strings in the paragraph's text with at most `distance` characters between them, in either order."""

    left: str
    right: str
    distance: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet has this value (`place:武汉`)."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The date lies between two inclusive, possibly partial, possibly empty ISO dates."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class And:
    """All children match."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one child matches."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child does not match."""

    child: "Node"


Node = Everything | Word | Exact | Wildcard | Near | Facet | Dates | And | Or | Not

"""What goes into an engine and what comes out of it: frozen, engine-neutral records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal, NamedTuple

from index.tree import Everything, Node

Sort = Literal["relevance", "newest", "oldest"]
Span = tuple[int, int]


class Doc(NamedTuple):
    """One paragraph as the index sees it; unknown values are empty strings.

    `date` is an ISO 8601 date that may be partial: `2020`, `2020-03` or `2020-03-05`.
    `number` counts the paragraphs of a speech from 1.
    """

    id: str
    speech_id: str
    number: int
    text: str
    title: str = ""
    speaker: str = ""
    office: str = ""
    place: str = ""
    collection: str = ""
    date: str = ""

    @property
    def year(self) -> str:
        """The first four digits of the date, or an empty string."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Query:
    """A search: what is looked for, the facet choices, the order and the page.

    Several values of one facet in `include` mean OR, different facets mean AND;
    a passage with any value in `exclude` is left out. `date_from` and `date_to` are
    inclusive and may be partial (`2020` as an end means the whole year). `page`
    counts from 1; `facets` names the facets to count, `facet_size` the longest list
    returned of each (chosen values are always listed). A stream of a query with a
    `sample` yields so many of its hits, taken at random; the same `seed` takes the same.
    """

    node: Node = field(default_factory=Everything)
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: str = ""
    date_to: str = ""
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    facets: tuple[str, ...] = ()
    facet_size: int = 50
    sample: int = 0
    seed: int = 1

    def sampled(self, total: int) -> Sequence[int]:
        """Which of so many hits in order, counted from 0, a stream yields."""
        if not 0 < self.sample < total:
            return range(total)
        return sorted(Random(self.seed).sample(range(total), self.sample))  # noqa: S311 - chance that can be repeated, not a secret


class Hit(NamedTuple):
    """A passage found, its score, and for each field the spans to mark.

    A span is (start, end) in characters of the field's original value.
    """

    doc: Doc
    score: float
    marks: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer.

    `total` passages match, of them `in_text` hold what was asked for in their own
    text; the others only through the title, speaker or office of their speech.
    `speeches` is the number of different speeches among the passages. `facets` tells for each
    facet how many passages each value has, the facet's own choices left out of the count.
    """

    hits: tuple[Hit, ...]
    total: int
    in_text: int
    speeches: int
    facets: Mapping[str, Mapping[str, int]]

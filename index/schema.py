"""The Whoosh schema every Whoosh-based engine shares, and the way of a document into it and back.

- `text`, `number`: stored only.
- `id`, `speech_id`, `date` and the facets: the original is stored and kept in a column (for facets, order and counting);
  the one indexed term is the folded value. Unknown values are left out.
- `<field>_words`, `<field>_grams` of each searched field: frequencies and field lengths, no positions.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from struct import Struct
from typing import Any, Final

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Frequency

from index.analyzer import grams, words
from index.fields import FACETS, SEARCHED, TEXT
from index.fold import fold
from index.model import Doc

_KEPT: Final = tuple(dict.fromkeys(("speech_id", "date", *FACETS)))
_FREQUENCY: Final = Struct("!I")


def words_field(field: str) -> str:
    """Name the field that holds the words of a searched field."""
    return f"{field}_words"


def grams_field(field: str) -> str:
    """Name the field that holds the grams of a searched field."""
    return f"{field}_grams"


class Tokens(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field that takes the tokens of our own analyzer, already cut, and keeps how often each occurs."""

    def __init__(self) -> None:
        super().__init__(Frequency(), analyzer=None, scorable=True)

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded frequency) of each different token."""
        for token, frequency in Counter(value).items():
            yield token.encode(), frequency, float(frequency), _FREQUENCY.pack(frequency)


def schema() -> Schema:
    """Return the schema."""
    kept = {name: ID(stored=True, sortable=True) for name in _KEPT}
    tokens = {name(field): Tokens() for field in SEARCHED for name in (words_field, grams_field)}
    return Schema(id=ID(stored=True, unique=True), text=STORED(), number=STORED(), **kept, **tokens)


def row(doc: Doc) -> dict[str, Any]:
    """Return the keyword arguments of Whoosh's `add_document`."""
    fields: dict[str, Any] = {"id": doc.id, "text": doc.text, "number": doc.number}
    for name in _KEPT:
        value = getattr(doc, name)
        if value:
            fields[name] = fold(value)
            fields[f"_stored_{name}"] = value
    for name in SEARCHED:
        value = doc.text if name == TEXT else getattr(doc, name)
        if value:
            folded = fold(value)
            fields[words_field(name)] = words(folded)
            fields[grams_field(name)] = grams(folded)
    return fields


def doc(stored: Mapping[str, Any]) -> Doc:
    """Return the document that Whoosh's stored fields hold."""
    return Doc(**{name: stored[name] for name in Doc._fields if name in stored})

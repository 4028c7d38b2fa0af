"""Which fields are searched and which are counted: declared once, read by every engine, the syntax and the site."""

from typing import Final

TEXT: Final = "text"
SPEECH_FIELDS: Final = ("title", "speaker", "office")
SEARCHED: Final = (TEXT, *SPEECH_FIELDS)
"""Fields a word or string is looked for in, the passage's own text first."""

FACETS: Final = ("speaker", "office", "place", "year", "collection", "title")
"""Facets in the order the site shows them; each is an attribute of `index.model.Doc`."""

"""HTML that an operator wrote, made harmless. The only module that knows bleach."""

from typing import Final

import bleach
from markupsafe import Markup

TAGS: Final = frozenset(
    {"a", "b", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h2", "h3", "hr", "i", "kbd", "li", "ol", "p", "strong", "ul"}
)
ATTRIBUTES: Final = {"a": ["href", "title"]}
PROTOCOLS: Final = frozenset({"http", "https", "mailto"})


def cleaned(html: str) -> Markup:
    """The HTML with nothing in it but plain text structure and links; anything else is dropped, its text kept."""
    return Markup(bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True))  # noqa: S704 - bleach has cleaned it

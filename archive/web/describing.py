"""What a page tells machines about the speech on it: Dublin Core and prism for reference managers, COinS, Open Graph, schema.org. Pure."""

import json
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from archive.cite.reference import ARCHIVE, Reference

SCHEMAS: Final = {
    "DC": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "z": "http://www.zotero.org/namespaces/export#",
}
"""The vocabularies of the names, as `link rel=schema.…` declares them."""

LONGEST: Final = 160
"""Characters of a description."""

_ITEMS: Final = {"newspaper": "newspaperArticle", "report": "report", "webpage": "webpage", "collected": "bookSection"}
_TYPES: Final = {"newspaper": "NewsArticle", "report": "Report", "webpage": "Article", "collected": "Chapter"}
_WHOLES: Final = {"newspaper": "Newspaper", "report": "WebSite", "webpage": "WebSite", "collected": "Book"}
_ESCAPES: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Description:
    """Names and values for `meta` elements, properties and values for Open Graph, a COinS context object, and JSON-LD that is safe in a
    `script`."""

    names: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    coins: str
    data: Markup


def describe(reference: Reference, opening: str) -> Description:
    """The description of what a reference cites; `opening` are the first words of the page."""
    about = (reference.quote or opening)[:LONGEST]
    return Description(_names(reference, about), _properties(reference, about), _coins(reference), _data(reference, about))


def _known(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs if value)


def _names(reference: Reference, about: str) -> tuple[tuple[str, str], ...]:
    """`citation_journal_title` is left out on purpose: it makes Zotero take everything for a journal article. Without `DC.source` Zotero
    would take the name of this site for that of the book."""
    newspaper = reference.container if reference.kind == "newspaper" else None
    return _known(
        ("description", about),
        ("DC.title", reference.title),
        ("DC.creator", reference.author),
        ("DC.date", reference.date),
        ("DC.language", reference.language),
        ("DC.type", "Text"),
        ("DC.identifier", reference.link),
        ("DC.isPartOf", reference.container),
        ("DC.source", reference.container),
        ("z:itemType", _ITEMS[reference.kind]),
        ("prism.publicationName", newspaper),
        ("prism.startingPage", reference.page if newspaper else None),
        ("prism.publicationDate", reference.date if newspaper else None),
    )


def _properties(reference: Reference, about: str) -> tuple[tuple[str, str], ...]:
    return _known(
        ("og:type", "article"),
        ("og:title", reference.title),
        ("og:url", reference.link),
        ("og:description", about),
        ("og:site_name", ARCHIVE),
        ("og:locale", reference.language.replace("-", "_")),
        ("article:author", reference.author),
        ("article:published_time", reference.date),
    )


def _coins(reference: Reference) -> str:
    """A ContextObject (NISO Z39.88) in the Dublin Core format, which has the types of Zotero and names that are not cut."""
    return urlencode(
        _known(
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rft.type", _ITEMS[reference.kind]),
            ("rft.title", reference.title),
            ("rft.creator", reference.author),
            ("rft.source", reference.container),
            ("rft.date", reference.date),
            ("rft.language", reference.language),
            ("rft.identifier", reference.link),
        )
    )


def _data(reference: Reference, about: str) -> Markup:
    container = {"@type": _WHOLES[reference.kind], "name": reference.container}
    told = {
        "@context": "https://schema.org",
        "@type": _TYPES[reference.kind],
        "headline": reference.title,
        "author": {"@type": "Person", "name": reference.author} if reference.author else None,
        "datePublished": reference.date,
        "inLanguage": reference.language,
        "isPartOf": container if reference.container else None,
        "url": reference.link,
        "description": about,
    }
    known = {name: value for name, value in told.items() if value}
    return Markup(json.dumps(known, ensure_ascii=False).translate(_ESCAPES))  # noqa: S704 - what could end the element is escaped

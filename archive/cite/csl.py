"""CSL-JSON, what citation processors read: the citation objects of the Citation Style Language (schema csl-citation.json, version 1.0.2).

An item follows csl-data.json. That schema has no `label`, so the paragraph stands where the language puts a place inside a work: beside
the item in the citation.
"""

from typing import Final

from archive.cite.english import parts
from archive.cite.reference import ARCHIVE, Reference

SCHEMA: Final = "https://resource.citationstyles.org/schema/latest/input/json/csl-citation.json"
TYPES: Final = {"newspaper": "article-newspaper", "report": "report", "webpage": "webpage", "collected": "chapter"}


def csl_citation(reference: Reference) -> dict[str, object]:
    """The citation of a paragraph: one item with its place."""
    cited: dict[str, object] = {"id": reference.id, "itemData": csl_item(reference)}
    if reference.paragraph is not None:
        cited |= {"label": "paragraph", "locator": str(reference.paragraph)}
    return {"schema": SCHEMA, "citationID": reference.id, "citationItems": [cited]}


def csl_item(reference: Reference) -> dict[str, object]:
    """The work that is cited. The name is literal."""
    known: dict[str, object] = {
        "id": reference.id,
        "type": TYPES[reference.kind],
        "title": reference.title,
        "author": [{"literal": reference.author}] if reference.author else None,
        "container-title": reference.container or (ARCHIVE if reference.kind == "webpage" else None),
        "issued": _date(reference.date),
        "page": reference.page,
        "abstract": reference.quote,
        "language": reference.language,
        "URL": reference.link,
        "accessed": _date(reference.accessed.isoformat()) if reference.link else None,
        "source": ARCHIVE,
    }
    return {name: value for name, value in known.items() if value}


def _date(iso: str | None) -> dict[str, object] | None:
    return {"date-parts": [list(parts(iso))]} if iso else None

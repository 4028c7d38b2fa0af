"""MLA style, ninth edition, as plain text: MLA Handbook (2021), chapter 5.

The paragraph (6.20: `par. 4`) stands with the place in the work.
"""

from archive.cite.english import day_first
from archive.cite.reference import ARCHIVE, Reference


def mla(reference: Reference) -> str:
    """The entry of the list of works cited."""
    page = f"p. {reference.page}" if reference.page and reference.kind == "newspaper" else ""
    place = "" if reference.paragraph is None else f"par. {reference.paragraph}"
    parts = (reference.container or ARCHIVE, day_first(reference.date), page, place, reference.link)
    who = f"{reference.author}. " if reference.author else ""
    accessed = f" Accessed {day_first(reference.accessed.isoformat())}." if reference.link else ""
    return f"{who}“{reference.title}.” {', '.join(part for part in parts if part)}.{accessed}"

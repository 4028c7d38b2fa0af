"""The Chicago Manual of Style (17th edition, chapter 14), notes and bibliography, as plain text: the form of a full note.

A note has a place for the paragraph (14.160: `para. 4`), and gives a date of access only where nothing else is dated (14.12).
"""

from archive.cite.english import month_first
from archive.cite.reference import ARCHIVE, Reference


def chicago(reference: Reference) -> str:
    """The full note."""
    source = f"in {reference.container}" if reference.kind == "collected" else reference.container or ARCHIVE
    dated = month_first(reference.date) or f"accessed {month_first(reference.accessed.isoformat())}"
    page = f"p. {reference.page}" if reference.page and reference.kind == "newspaper" else ""
    place = "" if reference.paragraph is None else f"para. {reference.paragraph}"
    who = f"{reference.author}, " if reference.author else ""
    return f"{who}“{reference.title},” " + ", ".join(part for part in (source, dated, page, place, reference.link) if part) + "."

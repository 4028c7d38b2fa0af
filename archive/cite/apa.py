"""APA style, seventh edition, as plain text: Publication Manual of the American Psychological Association (2020), chapters 9 and 10.

Chinese names stand as they are, never inverted or abbreviated. The paragraph's number, which the style puts into the citation in the text
(8.13: `para. 4`), stands after the reference.
"""

from archive.cite.english import MONTHS, parts
from archive.cite.reference import ARCHIVE, Reference


def apa(reference: Reference) -> str:
    """The entry of the reference list."""
    dated = f"({_date(reference)})"
    head = [reference.author, dated, reference.title] if reference.author else [reference.title, dated]
    known = ". ".join(part for part in (*head, _source(reference)) if part) + "."
    place = "" if reference.paragraph is None else f"(para. {reference.paragraph})"
    return " ".join(part for part in (known, reference.link, place) if part)


def _date(reference: Reference) -> str:
    known = parts(reference.date)
    month = [f"{MONTHS[known[1] - 1]}{f' {known[2]}' if len(known) == 3 else ''}"] if len(known) > 1 else []
    return ", ".join([f"{known[0]}", *month]) if known else "n.d."


def _source(reference: Reference) -> str:
    if reference.kind == "newspaper":
        return ", ".join(part for part in (reference.container, reference.page) if part)
    return f"In {reference.container}" if reference.kind == "collected" else reference.container or ARCHIVE

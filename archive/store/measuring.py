"""How much text the archive holds, year by year."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, or_, select

from archive.store.tables import document, paragraph, speaker, speech

_YEAR: Final = func.substr(speech.c.date, 1, 4)
_NAMED: Final[Mapping[str, ColumnElement[str]]] = {
    "speaker": speaker.c.name,
    "office": speech.c.office,
    "place": speech.c.place,
    "year": _YEAR,
    "collection": document.c.collection,
    "title": speech.c.title,
}
"""What the facets of a search are in the store."""


def characters_by_year(
    connection: Connection,
    include: Mapping[str, Collection[str]],
    exclude: Mapping[str, Collection[str]],
    date_from: str,
    date_to: str,
) -> dict[str, int]:
    """The characters of all paragraphs by the year of their speech, within the choices and dates of a search (`index.model.Query`)."""
    statement = (
        select(_YEAR, func.sum(func.length(paragraph.c.text)))
        .select_from(paragraph.join(speech).join(document).outerjoin(speaker))
        .where(paragraph.c.state == "live", speech.c.date >= date_from)
        .group_by(_YEAR)
    )
    if date_to:
        statement = statement.where(func.substr(speech.c.date, 1, len(date_to)) <= date_to)
    for name, values in include.items():
        statement = statement.where(_NAMED[name].in_(values))
    for name, values in exclude.items():
        statement = statement.where(or_(_NAMED[name].is_(None), _NAMED[name].not_in(values)))
    return {year: int(characters) for year, characters in connection.execute(statement)}

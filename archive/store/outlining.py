"""Where paragraphs stand in the outlines of their speeches."""

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, func, select

from archive.store.records import OutlinePoint
from archive.store.revising import written_path
from archive.store.statements import among
from archive.store.tables import paragraph

_OPENING: Final = 60
"""Characters of the paragraph a point begins at that are read."""


def read_outlines(connection: Connection, paragraph_ids: Sequence[str]) -> dict[str, tuple[OutlinePoint, ...]]:
    """The points that each of these paragraphs stands under, the outermost first; those without any are left out.

    A point begins at the first paragraph of the speech with its path. The paragraph that a point begins at does not stand under it.
    """
    own = select(paragraph.c.id, paragraph.c.speech_id, paragraph.c.path).where(paragraph.c.path != written_path(()))
    asked = [(row.id, row.speech_id, tuple(json.loads(row.path))) for row in among(connection, own, paragraph.c.id, paragraph_ids)]
    above = {one: [path[:depth] for depth in range(1, len(path) + 1)] for one, _, path in asked}
    wanted = {written_path(path) for paths in above.values() for path in paths}
    points = (
        select(paragraph.c.id, paragraph.c.speech_id, paragraph.c.path, func.substr(paragraph.c.text, 1, _OPENING).label("opening"))
        .where(paragraph.c.state == "live", paragraph.c.path.in_(wanted))
        .order_by(paragraph.c.speech_id, paragraph.c.number)
    )
    begun: dict[tuple[str, str], tuple[str, str]] = {}
    for row in among(connection, points, paragraph.c.speech_id, {speech_id for _, speech_id, _ in asked}) if wanted else ():
        begun.setdefault((row.speech_id, row.path), (row.id, row.opening))
    found = {one: tuple(_headings(one, speech_id, above[one], begun)) for one, speech_id, _ in asked}
    return {one: headings for one, headings in found.items() if headings}


def _headings(one: str, speech_id: str, paths: list[tuple[str, ...]], begun: dict[tuple[str, str], tuple[str, str]]) -> list[OutlinePoint]:
    places = [(path[-1], begun.get((speech_id, written_path(path)), ("", ""))) for path in paths]
    return [OutlinePoint(label, opening) for label, (begins_at, opening) in places if begins_at != one]

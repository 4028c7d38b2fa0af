"""Where paragraphs stand in the outlines of their speeches."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, func, select

from archive.store.records import OutlinePoint
from archive.store.revising import written_path
from archive.store.statements import among
from archive.store.tables import paragraph

_OPENING: Final = 60
"""Characters of the paragraph a point begins at that are read."""
_BARE: Final = 6
"""A label that is longer tells by itself what its point is about; so nothing need be read for it."""

_Path = tuple[str, ...]

_OPENS: Final = func.substr(paragraph.c.text, 1, _OPENING).label("opening")
_OWN: Final = select(paragraph.c.id, paragraph.c.speech_id, paragraph.c.path, _OPENS).where(paragraph.c.path != written_path(()))


def read_outlines(connection: Connection, paragraph_ids: Sequence[str]) -> dict[str, tuple[OutlinePoint, ...]]:
    """The points that each of these paragraphs stands under, the outermost first; those without any are left out.

    A point begins at the first paragraph of the speech with its path. The paragraph that a point begins at does not stand under it.
    """
    asked = {row.id: (row.speech_id, _above(row.path, row.opening)) for row in among(connection, _OWN, paragraph.c.id, paragraph_ids)}
    wanted = {(speech_id, written_path(path)) for speech_id, paths in asked.values() for path in paths if len(path[-1]) <= _BARE}
    begun: dict[tuple[str, str], str] = {}
    if wanted:
        points = (
            select(paragraph.c.speech_id, paragraph.c.path, _OPENS)
            .where(paragraph.c.state == "live", paragraph.c.path.in_({path for _, path in wanted}))
            .order_by(paragraph.c.speech_id, paragraph.c.number)
        )
        for row in among(connection, points, paragraph.c.speech_id, {speech_id for speech_id, _ in wanted}):
            begun.setdefault((row.speech_id, row.path), row.opening)
    return {one: tuple(_headings(speech_id, paths, begun)) for one, (speech_id, paths) in asked.items() if paths}


def _above(written: str, opening: str) -> list[_Path]:
    """The paths of the points above a paragraph, which opens so."""
    path: _Path = tuple(json.loads(written))
    depth = len(path) - opening.startswith(path[-1][:_OPENING])
    return [path[:end] for end in range(1, depth + 1)]


def _headings(speech_id: str, paths: Sequence[_Path], begun: Mapping[tuple[str, str], str]) -> Iterator[OutlinePoint]:
    for path in paths:
        yield OutlinePoint(path[-1], begun.get((speech_id, written_path(path)), path[-1]))

"""What a reader hands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive import model


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file with its line structure, and what the format itself says about the document.

    `metadata` and `hints` have the keys of front matter (`archive.ingest.metadata.KEYS`): what `metadata` says counts
    more than what the text shows, `hints` speak where the text is silent. `marked` says that the text may hold HTML
    tags and entities. A book has `chapters`, each a text of its own that begins with its heading, and no `text`.
    """

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[model.Warning, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    marked: bool = False
    chapters: tuple[str, ...] = ()

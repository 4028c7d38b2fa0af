"""What a reader hands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive import model


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file with its line structure, and what the format itself says about the document.

    `metadata` has the keys of front matter (`archive.ingest.metadata.KEYS`).
    """

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[model.Warning, ...] = ()

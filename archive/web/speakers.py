"""Names looked up among the speakers, each once for as long as the index stays the same, as the pages that show them."""

from collections.abc import Collection
from typing import Final

from archive.store.records import SpeakerRef
from archive.web.site import Site

MOST: Final = 4096
"""Names that are kept; among them are words that were asked for and are nobody's name."""


def speakers_named(here: Site, names: Collection[str]) -> dict[str, SpeakerRef]:
    """Those of these names, in whatever spelling, that the archive has."""
    known: dict[str, SpeakerRef | None] = here.remembered.get(here.engine.generation(), "speakers", dict)
    found = {name: known[name] for name in names if name in known}
    if new := [name for name in names if name not in found]:
        asked = here.store.speakers_named(new)
        found |= {name: asked.get(name) for name in new}
        if len(known) > MOST:
            known.clear()
        known.update(found)
    return {name: ref for name, ref in found.items() if ref}

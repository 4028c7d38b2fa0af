"""The words of a speaker: the frequent ones, and those that set the speaker apart."""

from dataclasses import dataclass
from typing import Final

from archive.keyness import Use, distinctive, frequent, uses
from archive.web.site import Site
from index.errors import SearchIndexError

MOST_READ: Final = 4000
"""Paragraphs of a speaker that are read for it; where there are more, the rest counts as anybody's."""
SHOWN: Final = 24


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """The words that most passages of a speaker hold, the words that set the speaker apart, and how many passages were read."""

    frequent: tuple[Use, ...]
    distinctive: tuple[Use, ...]
    passages: int


def speaker_words(here: Site, speaker_id: str) -> SpeakerWords:
    """Count them, once for each state of the index; there are none while the index is damaged or gone."""
    try:
        generation = here.engine.generation()
        return here.remembered.get(generation, ("words", speaker_id), lambda: _count(here, generation, speaker_id))
    except SearchIndexError as error:
        here.notice(error)
        return SpeakerWords((), (), 0)


def _count(here: Site, generation: str, speaker_id: str) -> SpeakerWords:
    everywhere = here.remembered.get(generation, "vocabulary", lambda: dict(here.engine.vocabulary()))
    counts, passages = uses(here.store.texts(speaker_id, MOST_READ))
    return SpeakerWords(
        frequent(counts, SHOWN), distinctive(counts, passages, everywhere, max(here.engine.count(), passages), SHOWN), passages
    )

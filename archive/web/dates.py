"""ISO dates, perhaps partial, as a reader says them."""

from datetime import date
from functools import lru_cache
from typing import Final

from babel.dates import format_skeleton

from archive.web.languages import LOCALES

_SKELETONS: Final = {4: "y", 7: "yMMMM", 10: "yMMMMd"}


@lru_cache(maxsize=4096)
def spoken_date(iso: str, language: str) -> str:
    """`2020-03-05` as 2020年3月5日 or March 5, 2020; a partial date as far as it goes; what is no date stays as it is."""
    try:
        day = date.fromisoformat(iso + "2000-01-01"[len(iso) :])
    except ValueError:
        return iso
    return format_skeleton(_SKELETONS[len(iso)], day, locale=LOCALES[language]) if len(iso) in _SKELETONS else iso

"""ISO dates, perhaps partial, as a reader says them."""

from datetime import date
from functools import cache, lru_cache
from typing import Final

from babel import Locale
from babel.dates import DateTimePattern, match_skeleton

from archive.web.languages import LOCALES

_SKELETONS: Final = {4: "y", 7: "yMMMM", 10: "yMMMMd"}


@lru_cache(maxsize=4096)
def spoken_date(iso: str, language: str) -> str:
    """`2020-03-05` as 2020年3月5日 or March 5, 2020; a partial date as far as it goes; what is no date stays as it is."""
    try:
        day = date.fromisoformat(iso + "2000-01-01"[len(iso) :])
    except ValueError:
        return iso
    return _pattern(_SKELETONS[len(iso)], language).apply(day, LOCALES[language]) if len(iso) in _SKELETONS else iso


@cache
def _pattern(skeleton: str, language: str) -> DateTimePattern:
    """How a language writes dates of this kind (CLDR); every language of the site has such a pattern, or one near to it."""
    known = Locale.parse(LOCALES[language]).datetime_skeletons
    pattern: DateTimePattern = known[match_skeleton(skeleton, known) or ""]
    return pattern

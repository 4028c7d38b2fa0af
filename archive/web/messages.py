"""Sentences in the reader's language, inside a request or outside: the command line uses them as well."""

from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

from archive.web.languages import TRADITIONAL
from archive.web.traditional import Traditional

TRANSLATIONS: Final = Path(__file__).parent / "translations"


def sentence(message: str, values: Mapping[str, object], language: str) -> str:
    """The message in this language with its `{named}` places filled; the Chinese source where there is no translation."""
    return catalogue(language).gettext(message).format(**values)


@cache
def catalogue(language: str) -> NullTranslations:
    """The site's sentences in this language, by the Chinese source."""
    return Traditional() if language == TRADITIONAL else translation("messages", TRANSLATIONS, [language], fallback=True)

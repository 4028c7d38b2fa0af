"""Sentences in the reader's language, inside a request or outside: the command line uses them as well."""

from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

TRANSLATIONS: Final = Path(__file__).parent / "translations"


def sentence(message: str, values: Mapping[str, object], language: str) -> str:
    """The message in this language with its `{named}` places filled; the Chinese source where there is no translation."""
    return catalogue(language).gettext(message).format(**values)


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into a language; what has none stays Chinese."""
    return translation("messages", TRANSLATIONS, [language], fallback=True)

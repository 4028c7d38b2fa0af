"""Sentences in the reader's language, inside a request or outside: the command line uses them as well."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

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


@dataclass(frozen=True)
class Voice:
    """The site's sentences as templates say them in one language, with `%(named)s` places. The catalogue is the site's own, and so its
    sentences are HTML; the values filled in are escaped."""

    language: str

    def say(self, message: str, **values: object) -> Markup:
        """The sentence for a message."""
        return _filled(catalogue(self.language).gettext(message), values) if values else _plain(message, self.language)

    def count(self, one: str, many: str, number: int, **values: object) -> Markup:
        """The sentence for so many of something, which stand in it as `%(num)s`."""
        return _filled(catalogue(self.language).ngettext(one, many, number), {"num": number, **values})


@cache
def _plain(message: str, language: str) -> Markup:
    return _filled(catalogue(language).gettext(message), {})


def _filled(sentence: str, values: Mapping[str, object]) -> Markup:
    """The sentence as HTML, its values escaped; as `Markup % values`, but a page has too many of them for that."""
    filled = {name: value if isinstance(value, int) else escape(value) for name, value in values.items()}
    return Markup(sentence % filled)  # noqa: S704 - the sentences are the site's own, what is filled in is escaped

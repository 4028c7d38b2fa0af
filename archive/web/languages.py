"""The languages of the site."""

from collections.abc import Mapping
from typing import Final

DEFAULT_LANGUAGE: Final = "zh"
"""The language the templates and messages are written in."""

TRADITIONAL: Final = "zh-Hant"
"""The language that is the default one in other characters."""

LANGUAGES: Final[Mapping[str, str]] = {"zh": "简体", TRADITIONAL: "繁體", "en": "English"}
"""Each language by the word in `?lang=`, and its own name."""

HTML_LANGUAGES: Final[Mapping[str, str]] = {"zh": "zh-CN", TRADITIONAL: "zh-Hant", "en": "en"}
"""What the page says of itself, so that a browser picks the right glyphs (BCP 47)."""

LOCALES: Final[Mapping[str, str]] = {"zh": "zh", TRADITIONAL: "zh_Hant", "en": "en"}
"""How Babel writes dates and numbers (CLDR)."""


def known_language(word: str | None) -> str:
    """The language asked for, or the default where it is not one of ours."""
    return word if word is not None and word in LANGUAGES else DEFAULT_LANGUAGE

"""The languages of the site."""

from collections.abc import Mapping
from typing import Final

DEFAULT_LANGUAGE: Final = "zh"
"""The language the templates and messages are written in."""

LANGUAGES: Final[Mapping[str, str]] = {"zh": "中文", "en": "English"}
"""Each language by the word in `?lang=`, and its own name."""

HTML_LANGUAGES: Final[Mapping[str, str]] = {"zh": "zh-CN", "en": "en"}
"""What the page says of itself, so that a browser picks the right glyphs (BCP 47)."""


def known_language(word: str | None) -> str:
    """The language asked for, or the default where it is not one of ours."""
    return word if word is not None and word in LANGUAGES else DEFAULT_LANGUAGE

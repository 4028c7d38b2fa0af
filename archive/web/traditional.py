"""The site's own sentences in traditional characters, made of the simplified ones, so that nobody keeps a second catalogue."""

from functools import cache
from gettext import NullTranslations

from opencc import OpenCC


class Traditional(NullTranslations):
    """A catalogue that converts each message the first time it is asked for. What is filled into its places stays as it is."""

    def gettext(self, message: str) -> str:
        """Return the message in traditional characters."""
        return traditional(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - gettext's signature; Chinese has one form
        """Return the message, which is the same for every number."""
        return traditional(msgid1)


@cache
def traditional(sentence: str) -> str:
    """Return a sentence of the site in the characters of Taiwan; not for documents, which are shown as they were written."""
    return _converter().convert(sentence)  # type: ignore[no-any-return]  # OpenCC has no types


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")

"""What XML may hold. Pure."""

import re
from typing import Final

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: object) -> str:
    """The text without the characters that no XML 1.0 document may hold, however they are written; None is nothing."""
    return "" if text is None else _ILLEGAL.sub("", str(text))

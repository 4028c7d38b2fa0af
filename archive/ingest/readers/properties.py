"""What files say about themselves without anybody having meant it."""

import re
from typing import Final

_NO_TITLE: Final = re.compile(
    r"Microsoft Word ?-.*|Word Document|文档 ?\d*|新建.*文档.*|无标题.*|未命名.*|untitled.*|标题|[^一-鿿]*"
    r"|.*\.(?:docx?|wps|rtf|odt|pdf|txt|indd|qxd|fit|s2|cdr)",
    re.IGNORECASE | re.DOTALL,
)
"""Titles that programs fill in: placeholders, names of files, and what has no ideograph in it."""
_LONGEST_TITLE: Final = 150


def own_title(title: str | None) -> str:
    """The title a file's properties give, empty where a program has filled it in."""
    said = " ".join((title or "").split())
    return "" if len(said) > _LONGEST_TITLE or _NO_TITLE.fullmatch(said) else said

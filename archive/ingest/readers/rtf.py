"""Rich Text Format (.rtf), read by striprtf."""

import re
from typing import Final

from striprtf.striprtf import rtf_to_text

from archive.errors import BadFile
from archive.ingest.names import is_name
from archive.ingest.normalise import unpad
from archive.ingest.readers.properties import own_title
from archive.ingest.readers.reading import Reading

_HIGH: Final = re.compile(rb"[\x80-\xff]")
_CODE_PAGE: Final = re.compile(r"\\ansicpg(\d{2,5})")
_CHARSETS: Final = {"936": "134", "950": "136"}
"""The Chinese code pages and their font charsets."""
_WESTERN: Final = re.compile(r"\\fcharset[01](?!\d)")
_CELL: Final = re.compile(r"\\(?:nest)?cell(?![a-z])")
_FIELD: Final = re.compile(r"\{\\field", re.IGNORECASE)
_LINK: Final = re.compile("HYPERLINK", re.IGNORECASE)
_INFO: Final = re.compile(r"\{\\(title|author)[ ]?([^{}]{1,2000})\}")
_HEAD: Final = 1 << 16
"""How many characters are searched for the properties."""


def read_rtf(name: str, data: bytes) -> Reading:
    """The text of a Rich Text file. Raises BadFile."""
    source = _HIGH.sub(lambda found: b"\\'" + found[0].hex().encode(), data).decode("ascii")
    page = _CODE_PAGE.search(source[:_HEAD])
    if page and page[1] in _CHARSETS:
        # Word writes Chinese with the code page of the document while a Western font is current
        source = _WESTERN.sub(rf"\\fcharset{_CHARSETS[page[1]]}", source)
    # striprtf looks for links with a pattern that takes cubic time; their addresses are not wanted
    source = _LINK.sub("", _FIELD.sub(r"\n{\\field", _CELL.sub(r"\\tab", source)))
    said = {key: _stripped(name, f"{{\\rtf1{page[0] if page else ''} {value}}}").strip() for key, value in _INFO.findall(source[:_HEAD])}
    title, author = own_title(said.get("title")), unpad(said.get("author", ""))
    text = _stripped(name, source).replace("\t\n", "\n")
    return Reading(text, metadata={"title": title} if title else {}, hints={"speaker": author} if is_name(author) else {})


def _stripped(name: str, source: str) -> str:
    try:
        return str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]  # striprtf has no annotations
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise BadFile("文件 {name} 已损坏，不是合格的 RTF。", name=name) from error

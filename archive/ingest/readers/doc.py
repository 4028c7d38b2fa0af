"""Word documents of before 2007 (.doc), by a converter that is installed: LibreOffice, or else antiword.

Nothing well kept reads this format from Python. LibreOffice is slower, and sees more: headings, lists, tables.
"""

import re
import shutil
from typing import Final

from archive.errors import BadFile
from archive.ingest.readers.docx import read_docx
from archive.ingest.readers.external import run
from archive.ingest.readers.limits import CONVERTER
from archive.ingest.readers.reading import Reading

_LOCKED: Final = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
"""Streams of a Word document of today that has a password."""
_WORD: Final = "WordDocument".encode("utf-16-le")
_OFFICE: Final = ("--headless", "--norestore", "--convert-to", "docx", "given")
_ANTIWORD: Final = ("-m", "UTF-8.txt", "-w", "0", "-")
_ROW: Final = re.compile(r"\|(.*)\|[ ]*", re.MULTILINE)


def read_doc(name: str, data: bytes) -> Reading:
    """The text of an old Word document. Raises BadFile, also where no converter is installed or none can read it."""
    if any(stream in data for stream in _LOCKED):
        raise BadFile("文件 {name} 设有密码，打不开。", name=name)
    if _WORD not in data:
        raise BadFile("文件 {name} 不是 Word 文档。", name=name)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    antiword = shutil.which("antiword")
    if not office and not antiword:
        raise BadFile("文件 {name} 是旧版 Word 文档，要装上 LibreOffice 或者 antiword 才能读，也可以另存为 .docx。", name=name)
    converted = run(name, [office, *_OFFICE], data, CONVERTER, answer="given.docx") if office else None
    if converted:
        return read_docx(name, converted)
    text = run(name, [antiword, *_ANTIWORD], data, CONVERTER) if antiword else None
    if not text:
        raise BadFile("文件 {name} 已损坏，不是完整的 Word 文档。", name=name)
    return Reading(_ROW.sub(_cells, text.decode("utf-8", "replace")))


def _cells(row: re.Match[str]) -> str:
    """A row of a table as antiword draws it, as cells parted by a wide space."""
    return "\u3000".join(cell.strip() for cell in row[1].split("|"))

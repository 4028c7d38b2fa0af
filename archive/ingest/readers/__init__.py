"""Readers: one module a file format, each turning bytes into text. The caller has read the file.

A reader is a function from a name and bytes to a `Reading`; `READERS` names it for the kind of file it reads
(`archive.ingest.readers.kinds`). A format is added by writing its module and entering it here and there. All but two are
pure; PDF and old Word files are read by another process with hard limits (`archive.ingest.readers.external`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from archive import model
from archive.errors import BadFile
from archive.ingest.readers.doc import read_doc
from archive.ingest.readers.docx import read_docx
from archive.ingest.readers.epub import read_epub
from archive.ingest.readers.html import read_html
from archive.ingest.readers.kinds import CONTAINERS, SUFFIXES, foreign, kind_of, sniffed
from archive.ingest.readers.limits import LARGEST
from archive.ingest.readers.odt import read_odt
from archive.ingest.readers.pdf import read_pdf
from archive.ingest.readers.reading import Reading
from archive.ingest.readers.rtf import read_rtf
from archive.ingest.readers.text import read_text

__all__ = ["LARGEST", "READERS", "SUFFIXES", "read"]

READERS: Final[Mapping[str, Callable[[str, bytes], Reading]]] = {
    "text": read_text,
    "html": read_html,
    "docx": read_docx,
    "odt": read_odt,
    "epub": read_epub,
    "pdf": read_pdf,
    "rtf": read_rtf,
    "doc": read_doc,
}


def read(name: str, data: bytes) -> Reading:
    """Read a file by what it is: by its first bytes, and where they say nothing by the suffix of its name. Raises BadFile."""
    promised = kind_of(name)
    if promised is None:
        raise BadFile("文件 {name} 的格式不认识（认识的有 {known}）。", name=name, known=" ".join(sorted(SUFFIXES)))
    if len(data) > LARGEST:
        raise BadFile("文件 {name} 太大（超过 {limit} MiB）。", name=name, limit=LARGEST >> 20)
    if not data.strip():
        raise BadFile("文件 {name} 是空的。", name=name)
    kind = sniffed(data) or ("text" if promised == "doc" else promised)
    if kind == "zip" and promised == "zip":
        raise BadFile("文件 {name} 是压缩包里的压缩包，不再拆开。", name=name)
    if (other := foreign(data)) or kind in CONTAINERS:
        raise BadFile("文件 {name} 其实是 {kind} 文件，不能当作一份文件读。", name=name, kind=other or kind)
    reading = READERS[kind](name, data)
    if kind == promised:
        return reading
    warning = model.Warning("文件名的后缀与内容不符：其实是 {kind} 文件，已照此读取。", (("kind", kind),))
    return replace(reading, warnings=(warning, *reading.warnings))

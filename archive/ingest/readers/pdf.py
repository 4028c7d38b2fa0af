"""Printed documents (.pdf), read by PDFium in a process of its own (`pdf_child.py`)."""

import json
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from archive import model
from archive.errors import BadFile
from archive.ingest.names import is_name
from archive.ingest.normalise import unpad
from archive.ingest.readers.external import run
from archive.ingest.readers.limits import PDF
from archive.ingest.readers.pdf_lines import PdfLine, paragraphs, without_furniture
from archive.ingest.readers.properties import own_title
from archive.ingest.readers.reading import Reading

_CHILD: Final = Path(__file__).with_name("pdf_child.py")
_RADICALS: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3)}
"""Radicals some printing programs write in place of the ideographs they look like."""
_UNREADABLE: Final = frozenset("\ufffd\ufffe\uffff")
_MOST_UNREADABLE: Final = 0.2
_FEWEST: Final = 5
"""A page with fewer characters is a picture with its number."""
_MOST_NAMED: Final = 12


def read_pdf(name: str, data: bytes) -> Reading:
    """The text of a PDF. Raises BadFile, also for one that has a password or holds only pictures of pages."""
    answer = run(name, [sys.executable, "-I", str(_CHILD)], data, PDF)
    said: dict[str, Any] = json.loads(answer) if answer else {}
    if said.get("error") == "password":
        raise BadFile("文件 {name} 设有密码，打不开。", name=name)
    if "pages" not in said:
        raise BadFile("文件 {name} 已损坏，不是完整的 PDF。", name=name)
    lines = [
        PdfLine(text.translate(_RADICALS), left, right, bottom, size, number)
        for number, (_, _, found) in enumerate(said["pages"])
        for text, left, right, bottom, size in found
    ]
    counts = [sum(len(line.text.strip()) for line in lines if line.page == number) for number in range(len(said["pages"]))]
    if not any(count >= _FEWEST for count in counts):
        raise BadFile("文件 {name} 是扫描件，只有图像没有文字，要先作文字识别（OCR）。", name=name)
    unreadable = sum(1 for line in lines for char in line.text if char in _UNREADABLE or "\ue000" <= char <= "\uf8ff")
    if unreadable > _MOST_UNREADABLE * sum(counts):
        raise BadFile("文件 {name} 的字体没有带文字编码，文字读不出来，要先作文字识别（OCR）。", name=name)
    kept, heads = without_furniture(lines, [height for _, height, _ in said["pages"]])
    title, author = own_title(said["title"]), unpad(said["author"])
    hints = {"title": title, "speaker": author if is_name(author) else ""}
    return Reading(
        paragraphs(kept),
        hints={key: value for key, value in hints.items() if value},
        warnings=(*_pictures(counts), *(model.Warning("页眉页脚“{text}”已去掉。", (("text", head),)) for head in heads)),
    )


def _pictures(counts: Sequence[int]) -> tuple[model.Warning, ...]:
    """A warning that names the pages without text."""
    empty = [str(number) for number, count in enumerate(counts, 1) if count < _FEWEST]
    if not empty:
        return ()
    named = "、".join(empty[:_MOST_NAMED]) + ("……" if len(empty) > _MOST_NAMED else "")
    return (model.Warning("第 {pages} 页没有文字，可能是图片。", (("pages", named),)),)

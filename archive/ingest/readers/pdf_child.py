"""Run as a script: prints the lines of the PDF on its standard input as JSON, with where they stand.

A process of its own, because a PDF from a stranger may ask for any time and memory, or bring the library down.
It answers {"error": "password" | "damaged"} or {"title", "author", "pages": [[width, height, lines], …]}; a line is
[text, left, right, bottom, size] in points, and `size` the height of its tallest character's box.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from itertools import groupby

import pypdfium2
from pypdfium2 import raw

MOST_PAGES = 10_000
MOST_CHARACTERS = 20_000_000


def read(data: bytes) -> dict[str, object]:
    """Everything the parent wants to know."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD else "damaged"}
    said = document.get_metadata_dict(skip_empty=True)
    pages, left = [], MOST_CHARACTERS
    for place in range(min(len(document), MOST_PAGES)):
        try:
            page = document[place]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            pages.append([0, 0, []])
            continue
        left -= raw.FPDFText_CountChars(text.raw)
        if left < 0:
            break
        pages.append([*page.get_size(), list(lines(text.raw))])
        text.close()
        page.close()
    return {"title": said.get("Title", ""), "author": said.get("Author", ""), "pages": pages}


def lines(text: raw.FPDF_TEXTPAGE) -> Iterator[tuple[str, float, float, float, float]]:
    """The lines of a page as PDFium breaks them."""
    codes = [raw.FPDFText_GetUnicode(text, place) for place in range(raw.FPDFText_CountChars(text))]
    for is_end, run in groupby(enumerate(codes), key=lambda one: one[1] in (10, 13)):
        if is_end:
            continue
        placed = list(run)
        words = (
            "".join(map(chr, (code for _, code in placed if 0 < code < 0x110000)))
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "replace")
        )
        boxes = [box(text, place) for place, code in placed if code > 32 and not raw.FPDFText_IsGenerated(text, place)]
        if boxes and words.strip():
            lowest, tallest = min(one[2] for one in boxes), max(one[3] - one[2] for one in boxes)
            yield words, round(min(one[0] for one in boxes), 1), round(max(one[1] for one in boxes), 1), round(lowest, 1), round(tallest, 1)


def box(text: raw.FPDF_TEXTPAGE, place: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of the cell of a character."""
    rectangle = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, place, ctypes.byref(rectangle))
    return rectangle.left, rectangle.right, rectangle.bottom, rectangle.top


if __name__ == "__main__":
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))

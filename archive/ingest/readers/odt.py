"""OpenDocument texts (.odt): a zip of XML."""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from archive.errors import BadFile
from archive.ingest.names import is_name
from archive.ingest.normalise import unpad
from archive.ingest.readers.properties import own_title
from archive.ingest.readers.reading import Reading
from archive.ingest.readers.xml import local, parse_xml
from archive.ingest.readers.zipped import open_zip

_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_META: Final = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
_ABOUT: Final = (f"{{{_TEXT}}}tracked-changes", f"{{{_OFFICE}}}annotation", f"{{{_TEXT}}}note")
"""Elements whose paragraphs are none of the text's."""
_BREAKS: Final = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES: Final = 100
"""The most spaces one element may stand for."""


def read_odt(name: str, data: bytes) -> Reading:
    """The text of an OpenDocument text. Raises BadFile."""
    with open_zip(name, data) as archive:
        if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise BadFile("文件 {name} 设有密码，打不开。", name=name)
        content = parse_xml(name, archive.read("content.xml"))
        meta = parse_xml(name, archive.read("meta.xml")) if "meta.xml" in archive.names else None
    body = content.find(f".//{{{_OFFICE}}}text")
    if body is None:
        raise BadFile("文件 {name} 已损坏，不是完整的 OpenDocument 文本。", name=name)
    title = own_title(_said(meta, _DC, "title"))
    author = unpad(_said(meta, _META, "initial-creator") or _said(meta, _DC, "creator"))
    return Reading(
        "\n".join(_lines(body)), metadata={"title": title} if title else {}, hints={"speaker": author} if is_name(author) else {}
    )


def _said(meta: etree._Element | None, space: str, key: str) -> str:
    return "" if meta is None else next(("".join(found.itertext()) for found in meta.iter(f"{{{space}}}{key}")), "")


def _lines(body: etree._Element) -> Iterator[str]:
    notes = _notes(body)
    told = {p for gone in body.iter(*_ABOUT) for p in gone.iter(f"{{{_TEXT}}}p", f"{{{_TEXT}}}h")}
    for element in body.iter(f"{{{_TEXT}}}p", f"{{{_TEXT}}}h", f"{{{_TABLE}}}table-row"):
        if local(element) == "table-row":
            row = _row(element, notes)
            if row is not None:
                told.update(element.iter(f"{{{_TEXT}}}p"))
                yield row
        elif element in told:
            continue
        elif local(element) == "h":
            level = element.get(f"{{{_TEXT}}}outline-level", "1")
            yield "#" * min(max(int(level) if level.isdecimal() else 1, 1), 6) + " " + " ".join(_text(element, notes).split())
        else:
            yield _text(element, notes)
    if notes:
        yield from ("---", "注释", *(f"{mark}{_note(note)}" for note, mark in notes.items()))


def _row(row: etree._Element, notes: Mapping[etree._Element, str]) -> str | None:
    """A row of short cells as one line; None where cells hold more than a paragraph."""
    if next(row.iter(f"{{{_TABLE}}}table"), None) is not None:
        return None
    found = (list(cell.iter(f"{{{_TEXT}}}p")) for cell in row.iterchildren(f"{{{_TABLE}}}table-cell"))
    cells = [[text for p in cell if (text := _text(p, notes).replace("\n", " ").strip())] for cell in found]
    return "\u3000".join("".join(cell) for cell in cells) if len(cells) > 1 and all(len(cell) <= 1 for cell in cells) else None


def _notes(body: etree._Element) -> dict[etree._Element, str]:
    """The notes that say something, each with its mark, in their order."""
    found = [note for note in body.iter(f"{{{_TEXT}}}note") if _note(note)]
    return {note: f"〔{number}〕" for number, note in enumerate(found, 1)}


def _note(note: etree._Element) -> str:
    return " ".join("".join("".join(part.itertext()) for part in note.iterchildren(f"{{{_TEXT}}}note-body")).split())


def _text(element: etree._Element, notes: Mapping[etree._Element, str]) -> str:
    """The text of a paragraph, spaces and breaks written out; without comments and text boxes, which stand for themselves."""
    pieces = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        kind = local(part)
        if event == "end":
            pieces.append(part.tail or "" if part is not element else "")
        elif kind == "s":
            count = part.get(f"{{{_TEXT}}}c", "1")
            pieces.append(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1))
        elif kind in _BREAKS:
            pieces.append(_BREAKS[kind])
        elif kind in ("note", "annotation", "text-box", "tracked-changes"):
            pieces.append(notes.get(part, ""))
            walk.skip_subtree()
        else:
            pieces.append(part.text or "")
    return "".join(pieces)

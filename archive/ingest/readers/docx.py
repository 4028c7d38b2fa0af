"""Word documents (.docx), opened by python-docx.

Beside the paragraphs' text: headings by their outline level, first-line indents, the rows of tables, the numbers Word
sets by itself, and footnotes as closing notes. Deleted and moved-away text is not read.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from archive.errors import BadFile
from archive.ingest.names import is_name
from archive.ingest.normalise import unpad
from archive.ingest.readers.numbering import Numbering
from archive.ingest.readers.properties import own_title
from archive.ingest.readers.reading import Reading
from archive.ingest.readers.zipped import Zip, open_zip

_DAMAGED: Final = (OpcError, InvalidXmlError, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError, IndexError, LookupError)
"""What python-docx raises for packages whose parts are missing or are not what they should be."""
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = (qn("w:del"), qn("w:moveFrom"), _FALLBACK)
_T, _TAB, _HYPHEN, _REFERENCE = qn("w:t"), qn("w:tab"), qn("w:noBreakHyphen"), qn("w:footnoteReference")
_PIECES: Final = (_T, _TAB, _HYPHEN, _REFERENCE, qn("w:br"), qn("w:cr"))
"""Elements that are text."""
_NOT_TEXT: Final = ("word/media/", "word/embeddings/", "word/fonts/")
_LONGEST_HEADING: Final = 100
_CHAIN: Final = 10
"""How many styles can be based one on another."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: `level` 1 to 9 of a heading or 0, `indented`, and its list as (number, level)."""

    level: int = 0
    indented: bool = False
    numbered: tuple[str, int] | None = None


def read_docx(name: str, data: bytes) -> Reading:
    """The text of a Word document. Raises BadFile."""
    with open_zip(name, data) as archive:
        package = _repacked(archive)
    try:
        document = docx.Document(package)
        lines = list(_lines(document))
        properties = document.core_properties
        title, author = own_title(properties.title), unpad(properties.author)
    except _DAMAGED as error:
        raise BadFile("文件 {name} 已损坏，不是完整的 Word 文档。", name=name) from error
    return Reading("\n".join(lines), metadata={"title": title} if title else {}, hints={"speaker": author} if is_name(author) else {})


def _repacked(archive: Zip) -> BytesIO:
    """The package with members that are counted and sound, pictures emptied: python-docx would unpack whatever it is given."""
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as sound:
        for member in archive.names:
            sound.writestr(member, b"" if member.startswith(_NOT_TEXT) else archive.read(member))
    package.seek(0)
    return package


def _lines(document: Document) -> Iterator[str]:
    body = document.element.body
    _prepare(body)
    styles = _styles(document.styles.element)
    numbering = Numbering(_part(document, RELATIONSHIP_TYPE.NUMBERING))
    notes = _notes(document)
    marks = {key: f"〔{place}〕" for place, key in enumerate(notes, 1)}
    told: set[BaseOxmlElement] = set()
    for element in body.iter(qn("w:p"), qn("w:tr")):
        if element.tag == qn("w:tr"):
            row = _row(element, marks)
            if row is not None:
                told.update(element.iter(qn("w:p")))
                yield row
        elif element not in told:
            yield from _paragraph(element, styles, numbering, marks)
    if notes:
        yield from ("---", "注释")
        yield from (f"{marks[key]}{text}" for key, text in notes.items())


def _row(row: BaseOxmlElement, marks: Mapping[str, str]) -> str | None:
    """A row of short cells as one line; None where cells hold more than a paragraph."""
    if next(row.iter(qn("w:tbl")), None) is not None:
        return None
    found = (list(cell.iter(qn("w:p"))) for cell in row.iterchildren(qn("w:tc")))
    cells = [[text for p in cell if (text := _text(p, marks).replace("\n", " ").strip())] for cell in found]
    return "\u3000".join("".join(cell) for cell in cells) if len(cells) > 1 and all(len(cell) <= 1 for cell in cells) else None


def _prepare(body: BaseOxmlElement) -> None:
    """Take out what is not to be read, and set the paragraphs of text boxes behind the one they hang on."""
    for element in list(body.iter(*_GONE)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for box in list(body.iter(qn("w:txbxContent"))):
        host = next(box.iterancestors(qn("w:p")), None)
        if host is not None:
            host.addnext(box)


def _paragraph(p: BaseOxmlElement, styles: Mapping[str, _Style], numbering: Numbering, marks: Mapping[str, str]) -> Iterator[str]:
    text = _text(p, marks)
    if not text.strip():
        yield ""
        return
    own, style = _said(p.find(qn("w:pPr"))), styles.get(_style_of(p), _Style())
    numbered = own.numbered or style.numbered
    if numbered:
        text = numbering.label(*numbered) + text.lstrip()
    level = own.level or style.level
    if level and len(text) <= _LONGEST_HEADING and "。" not in text:
        yield "#" * min(level, 6) + " " + " ".join(text.split())
        return
    first, *more = text.split("\n")
    yield from ("\u3000\u3000" + first if own.indented or style.indented else first, *more)


def _text(p: BaseOxmlElement, marks: Mapping[str, str]) -> str:
    """The text of a paragraph with its tabs and line breaks, and the marks of its footnotes."""
    pieces = []
    for element in p.iter(*_PIECES):
        if element.tag == _T:
            pieces.append(element.text or "")
        elif element.tag == _REFERENCE:
            pieces.append(marks.get(element.get(qn("w:id"), ""), ""))
        elif element.tag == _TAB:
            pieces.append("" if element.getparent().tag == qn("w:tabs") else "\t")
        else:
            pieces.append("-" if element.tag == _HYPHEN else "\n")
    return "".join(pieces)


def _styles(root: BaseOxmlElement) -> Mapping[str, _Style]:
    """What every paragraph style says, with what it takes over from the styles it is based on."""
    elements = {element.get(qn("w:styleId"), ""): element for element in root.iter(qn("w:style"))}
    found = {}
    for key, element in elements.items():
        said, current = _Style(), element
        for _ in range(_CHAIN):
            own, named = _said(current.find(qn("w:pPr"))), _value(current, "w:name").lower()
            level = own.level or (1 if named == "title" else int(named[-1]) if named.startswith("heading ") and named[-1].isdigit() else 0)
            said = _Style(said.level or level, said.indented or own.indented, said.numbered or own.numbered)
            base = elements.get(_value(current, "w:basedOn"))
            if base is None:
                break
            current = base
        found[key] = said
    return found


def _said(properties: BaseOxmlElement | None) -> _Style:
    """What a paragraph's or style's own properties say."""
    if properties is None:
        return _Style()
    outline, indent, listed = _value(properties, "w:outlineLvl"), properties.find(qn("w:ind")), properties.find(qn("w:numPr"))
    level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
    first = [] if indent is None else [indent.get(qn("w:firstLine"), "0"), indent.get(qn("w:firstLineChars"), "0")]
    indented = any(value.isdecimal() and int(value) > 0 for value in first)
    if listed is None or not (number := _value(listed, "w:numId")):
        return _Style(level, indented)
    depth = _value(listed, "w:ilvl") or "0"
    return _Style(level, indented, (number, int(depth) if depth.isdecimal() else 0))


def _style_of(p: BaseOxmlElement) -> str:
    properties = p.find(qn("w:pPr"))
    return "" if properties is None else _value(properties, "w:pStyle")


def _value(element: BaseOxmlElement, child: str) -> str:
    found = element.find(qn(child))
    return "" if found is None else found.get(qn("w:val"), "")


def _part(document: Document, kind: str) -> BaseOxmlElement | None:
    """The root of a part the document is related to, None where there is none."""
    found = next((relation.target_part for relation in document.part.rels.values() if relation.reltype == kind), None)
    return None if found is None else parse_xml(found.blob)


def _notes(document: Document) -> Mapping[str, str]:
    """The footnotes by their ids, in their order, without the separators Word keeps among them."""
    root = _part(document, RELATIONSHIP_TYPE.FOOTNOTES)
    found = () if root is None else (note for note in root.iter(qn("w:footnote")) if note.get(qn("w:type"), "normal") == "normal")
    texts = {note.get(qn("w:id"), ""): " ".join(_text(note, {}).split()) for note in found}
    return {key: text for key, text in texts.items() if text}

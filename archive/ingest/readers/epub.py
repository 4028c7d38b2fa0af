"""Electronic books (.epub): a zip of web pages in an order, with a table of contents."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from lxml import etree

from archive import model
from archive.errors import BadFile
from archive.ingest.names import is_name
from archive.ingest.normalise import unpad
from archive.ingest.readers.blocks import Block, read_blocks
from archive.ingest.readers.html import to_text
from archive.ingest.readers.reading import Reading
from archive.ingest.readers.text import decode
from archive.ingest.readers.xml import local, parse_xml
from archive.ingest.readers.zipped import Zip, open_zip

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_PAGES: Final = frozenset(("application/xhtml+xml", "text/html", "text/x-oeb1-document"))
_LICENCE: Final = re.compile(r"CC[ -]|Creative Commons|公有领域|版权|許可|许可|public domain", re.IGNORECASE)
_EMPTY: Final = model.Warning("书中有 {count} 页没有正文（封面、目录之类），没有收录。")


def read_epub(name: str, data: bytes) -> Reading:
    """The chapters of a book. A chapter begins where the table of contents says, or at a file that begins with a heading.

    Raises BadFile where it is damaged or its text is locked.
    """
    with open_zip(name, data) as archive:
        package = _package(archive)
        root = parse_xml(name, archive.read(package))
        spine, contents = _spine(root, posixpath.dirname(package))
        if locked := set(spine) & set(_locked(archive)):
            raise BadFile("文件 {name} 的内容加了锁（{member}），打不开。", name=name, member=min(locked))
        titles = _titles(archive, contents)
        pages = [(member, archive.read(member)) for member in spine if member in archive.names and member not in contents]
    chapters = [chapter for chapter in _chapters(name, pages, titles) if chapter]
    texts = tuple(to_text(chapter) for chapter in chapters if any(not block.level for block in chapter) and not _is_list(chapter))
    left_out = len(chapters) - len(texts)
    warnings = (model.Warning(_EMPTY.message, (("count", str(left_out)),)),) if left_out else ()
    return Reading("", warnings=warnings, hints=_hints(root), chapters=texts)


def _package(archive: Zip) -> str:
    """The path of the package file."""
    container = parse_xml(archive.name, archive.read(_CONTAINER))
    found = next((str(path) for element in container.iter() if local(element) == "rootfile" and (path := element.get("full-path"))), "")
    if not found:
        raise BadFile("文件 {name} 不完整：缺少 {member}。", name=archive.name, member="rootfile")
    return found


def _spine(root: etree._Element, folder: str) -> tuple[list[str], list[str]]:
    """The paths of the pages in reading order, and those of the tables of contents."""
    items = {element.get("id", ""): element for element in root.iter() if local(element) == "item"}
    order = [items[key] for element in root.iter() if local(element) == "itemref" and (key := element.get("idref", "")) in items]
    pages = [element for element in order if element.get("media-type", "") in _PAGES]
    contents = [
        element
        for element in items.values()
        if "nav" in element.get("properties", "").split() or element.get("media-type") == "application/x-dtbncx+xml"
    ]
    spine, tables = ([_path(folder, element.get("href", "")) for element in elements] for elements in (pages, contents))
    return list(dict.fromkeys(spine)), tables


def _path(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


def _locked(archive: Zip) -> Iterator[str]:
    """The members that are encrypted."""
    if _ENCRYPTION in archive.names:
        root = parse_xml(archive.name, archive.read(_ENCRYPTION))
        yield from (unquote(element.get("URI", "")) for element in root.iter() if local(element) == "CipherReference")


def _titles(archive: Zip, contents: Sequence[str]) -> dict[str, dict[str, str]]:
    """The titles of the tables of contents: for every page, by the id of the element where a chapter begins ("" at the top)."""
    titles: dict[str, dict[str, str]] = {}
    for table in contents:
        if table not in archive.names:
            continue
        root = parse_xml(archive.name, archive.read(table))
        for element in root.iter():
            if local(element) == "navPoint":
                label = next((child for child in element if local(child) == "navLabel"), None)
                target = next((child.get("src", "") for child in element if local(child) == "content"), "")
            elif local(element) == "a" and element.get("href"):
                label, target = element, element.get("href", "")
            else:
                continue
            page, _, anchor = target.partition("#")
            text = " ".join("".join(str(piece) for piece in label.itertext()).split()) if label is not None else ""
            if page and text:
                titles.setdefault(_path(posixpath.dirname(table), page), {}).setdefault(unquote(anchor), text)
    return titles


def _chapters(name: str, pages: Sequence[tuple[str, bytes]], titles: Mapping[str, Mapping[str, str]]) -> Iterator[list[Block]]:
    """The blocks of every chapter; one without a heading of its own gets its title from the table of contents."""
    chapter: list[Block] = []
    for member, data in pages:
        wanted = dict(titles.get(member, {}))
        page = read_blocks(name, decode(f"{name}/{member}", data).text, begin_at=wanted, whole=True)
        for place, block in enumerate(page.blocks):
            begins = block.begins or (not place and (bool(block.level) or "" in wanted))
            if begins and any(not one.level for one in chapter):
                yield chapter
                chapter = []
            if begins and not chapter and not block.level and (title := wanted.get("")):
                chapter.append(Block(title, block.node, level=1))
            chapter.append(block)
    yield chapter


def _is_list(chapter: Sequence[Block]) -> bool:
    """Whether a chapter is a list of links, as printed tables of contents are."""
    texts = [block for block in chapter if not block.level]
    return 2 * sum(1 for block in texts if block.is_link) > len(texts)


def _hints(root: etree._Element) -> dict[str, str]:
    """What the package says of the book; its author speaks in chapters that name nobody."""
    said: dict[str, str] = {}
    for element in root.iter():
        text = " ".join("".join(str(piece) for piece in element.itertext()).split())
        if "purl.org/dc/elements" in str(element.tag) and text:
            said.setdefault(local(element), text)
    author = unpad(said.get("creator", ""))
    found = {
        "publication": said.get("title", ""),
        "speaker": author if is_name(author) else "",
        "language": said.get("language", ""),
        "licence": said.get("rights", "") if _LICENCE.search(said.get("rights", "")) else "",
    }
    return {key: value for key, value in found.items() if value}

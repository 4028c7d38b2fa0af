"""Web pages: the text without navigation and scripts, one line a paragraph, headings marked as Markdown marks them."""

import codecs
import re
from collections.abc import Iterable, Mapping
from typing import Final

from archive import model
from archive.ingest.names import is_name
from archive.ingest.normalise import unpad
from archive.ingest.readers.blocks import Block, read_blocks
from archive.ingest.readers.main_text import main_blocks
from archive.ingest.readers.reading import Reading
from archive.ingest.readers.text import Decoded, decode, strictly

_DECLARED: Final = re.compile(rb"""<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD: Final = 4096
"""How many bytes of a page are searched for its declared encoding."""
_MOST_WRONG: Final = 1000
"""One character in so many may be wrong before an encoding is given up."""
_SAME: Final = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "cp950", "utf-8-sig": "utf-8", "utf8": "utf-8", "iso8859-1": "cp1252"}
_SITE: Final = re.compile(r"[ \u3000]*(?:[_|｜]|[ \u3000][-–—][ \u3000]|--|-(?=[^-]{2,12}(?:网|报|社|台|政府)[^-]*\Z)).*\Z")
"""What a page's title says after its text's: the site and its columns."""
_KEYS: Final = {
    "title": ("citation_title", "og:title", "dc.title", "articletitle"),
    "speaker": ("citation_author", "author", "article:author", "dc.creator"),
    "date": (
        "citation_date",
        "citation_publication_date",
        "article:published_time",
        "pubdate",
        "publishdate",
        "dc.date",
        "date",
    ),
    "publication": ("citation_journal_title", "contentsource", "og:site_name", "source", "sitename"),
    "url": ("og:url", "canonical"),
    "language": ("lang", "language"),
}
_ISO_DATE: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")


def read_html(name: str, data: bytes) -> Reading:
    """The main text of a web page, and what its head says of it. Raises BadFile."""
    decoded = _decoded(name, data)
    page = read_blocks(name, decoded.text)
    blocks, left_out = main_blocks(page)
    if not blocks:
        page = read_blocks(name, decoded.text, whole=True)
        blocks, left_out = main_blocks(page)
    warnings = [*decoded.warnings]
    if left_out:
        warnings.append(model.Warning("网页上正文以外的 {count} 段文字没有收录。", (("count", str(left_out)),)))
    return Reading(to_text(blocks), warnings=tuple(warnings), hints=_hints(page.meta, page.title))


def to_text(blocks: Iterable[Block]) -> str:
    """Blocks as lines; a heading once where it is set twice in a row."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before and block.level and before.level and before.text == block.text:
            continue
        lines.extend([""] if block.gap else [])
        lines.append("#" * block.level + " " + block.text if block.level else block.text)
        before = block
    return "\n".join(lines)


def _decoded(name: str, data: bytes) -> Decoded:
    """The page as text: its declared encoding where the bytes agree, or nearly; else what the bytes themselves show."""
    found = _DECLARED.search(data[:_HEAD])
    declared = _codec(found[1].decode("ascii")) if found else None
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    exact = strictly(data, declared) if declared and not marked else None
    if declared in ("gb18030", "utf-8") and exact:
        return exact
    if declared and not marked and exact is None and (mended := _mended(data, declared)):
        return mended
    actual = decode(name, data)
    said = found[1].decode("ascii") if found else ""
    if declared and _SAME.get(actual.encoding, actual.encoding) not in (declared, _SAME.get(declared)):
        warning = model.Warning("网页声明的编码是 {declared}，实际是 {actual}。", (("declared", said), ("actual", actual.encoding)))
        return Decoded(actual.text, actual.encoding, (*actual.warnings, warning))
    return actual


def _codec(declared: str) -> str | None:
    """Python's name for a declared encoding, the larger one for a subset; None for what nobody knows."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return _SAME.get(name, name)


def _mended(data: bytes, encoding: str) -> Decoded | None:
    """The page in an encoding that nearly all its bytes fit, with a mark in place of the others."""
    text = data.decode(encoding, "replace")
    wrong = text.count("\ufffd")
    if wrong * _MOST_WRONG > len(text):
        return None
    return Decoded(text, encoding, (model.Warning("有 {count} 处字节不合编码，已用“�”代替。", (("count", str(wrong)),)),))


def _hints(meta: Mapping[str, str], title: str) -> dict[str, str]:
    """What the head says, by the keys of front matter."""
    said = {key: next((meta[name] for name in names if name in meta), "") for key, names in _KEYS.items()}
    said["title"] = _SITE.sub("", said["title"]) or _SITE.sub("", title)
    speaker = unpad(said["speaker"])
    said["speaker"] = speaker if is_name(speaker) else ""
    dated = _ISO_DATE.match(said["date"])
    said["date"] = "-".join((dated[1], dated[2].zfill(2), dated[3].zfill(2))) if dated else ""
    return {key: value for key, value in said.items() if value}

"""A web page as blocks of text: what a browser would set as lines, each with the element it stands in.

libxml2 finds the tags and tells them one by one, and no tree is built: so the time stays linear in the length of the
page, and nothing is lost below some depth.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from archive.errors import BadFile
from archive.ingest.readers.limits import DEEPEST

_BLOCK_NAMES: Final = (
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul"
)
_DROPPED_NAMES: Final = (
    "script style noscript template nav footer aside form button select textarea iframe object svg math canvas audio video rt rp map applet"
    " frameset dialog"
)
_VOID_NAMES: Final = "area base br col embed hr img input link meta param source track wbr"
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_DROPPED: Final = frozenset(_DROPPED_NAMES.split())
_VOID: Final = frozenset(_VOID_NAMES.split())
_SECONDARY: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|recommend(?:ed|s)?|footer|foot|sidebar|breadcrumbs?|crumbs?|navbar|nav|copyright|share|sharing|advert|ads?|pagination)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""What pages call the parts that are not the text."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SELF_CLOSED: Final = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/>")
_WIDE_BREAK: Final = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\uffef])")
"""A line end of the source between two ideographs, where a browser shows nothing."""
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a page. `node` numbers the innermost element it stands in, `linked` counts its characters inside links.

    `level` is 1 to 6 in a heading, else 0; `gap` says that an empty line stands before it; `begins` that a wanted
    element begins here.
    """

    text: str
    node: int
    level: int = 0
    linked: int = 0
    gap: bool = False
    begins: bool = False

    @property
    def is_link(self) -> bool:
        """Whether it is a link and hardly anything else but numbers and signs."""
        return self.linked > 0.6 * sum(1 for char in self.text if char.isalpha())


@dataclass(frozen=True, slots=True)
class WebPage:
    """The blocks of a page in their order, for every element the number of the one around it, title and meta elements."""

    blocks: tuple[Block, ...]
    parents: tuple[int, ...]
    title: str
    meta: Mapping[str, str]


def read_blocks(name: str, text: str, *, begin_at: Iterable[str] = (), whole: bool = False) -> WebPage:
    """Read a page that is decoded already. `begin_at` names elements by their ids. `whole` keeps what looks secondary.

    Raises BadFile where elements nest without end.
    """
    parser = etree.HTMLParser(target=(page := _Target(frozenset(begin_at), whole=whole)), encoding="utf-8", huge_tree=True)
    source = _SELF_CLOSED.sub(_closed, text.replace("\0", "")).encode("utf-8", "replace")
    try:
        for start in range(0, len(source), _CHUNK):
            parser.feed(source[start : start + _CHUNK])
            if page.too_deep:
                raise BadFile("文件 {name} 的标签嵌套太深（超过 {limit} 层）。", name=name, limit=DEEPEST)
        parser.close()
    except etree.LxmlError as error:
        raise BadFile("文件 {name} 已损坏：网页读不出来。", name=name) from error
    return page.result()


def _closed(tag: re.Match[str]) -> str:
    """XHTML's `<a id="x"/>` as HTML writes it."""
    return tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>"


class _Target:
    """Told of tags and text by the parser, it collects blocks."""

    def __init__(self, begin_at: frozenset[str], *, whole: bool) -> None:
        self.too_deep = False
        self._begin_at = begin_at
        self._whole = whole
        self._blocks: list[Block] = []
        self._parents: list[int] = []
        self._open: list[tuple[int, str]] = []
        self._skipped = 0
        self._pieces: list[str] = []
        self._linked: list[str] = []
        self._links = self._pre = self._level = 0
        self._gap = self._begins = False
        self._counters: list[int | None] = []
        self._title: list[str] | None = None
        self._titles: list[str] = []
        self._meta: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipped or self.too_deep:
            self._skipped += 1
            self.too_deep = self.too_deep or self._skipped > DEEPEST
            return
        if tag == "meta" or tag == "link" or tag == "html":
            self._meta |= {key: value for key, value in _said(tag, attributes) if key not in self._meta}
        if tag in _BLOCKS:
            self._flush()
        if attributes.get("id") in self._begin_at or attributes.get("name") in self._begin_at:
            self._flush()
            self._begins = True
        if self._is_dropped(tag, attributes):
            self._skipped = 1
            return
        self._parents.append(self._open[-1][0] if self._open else -1)
        self._open.append((len(self._parents) - 1, tag))
        self.too_deep = len(self._open) > DEEPEST
        self._begin(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        if tag == "title" and self._title is not None:
            self._titles.append("".join(self._title))
            self._title = None
        if tag in _BLOCKS:
            self._flush(empty_line=tag == "p")
        if tag in ("td", "th") and self._pieces:
            self._pieces.append("\u3000")
        if tag == "a":
            self._links = max(0, self._links - 1)
        if tag == "pre":
            self._pre = max(0, self._pre - 1)
        if tag in ("ol", "ul") and self._counters:
            self._counters.pop()
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._level = 0
        if self._open:
            self._open.pop()

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._title is not None:
            self._title.append(text)
        elif not self._skipped:
            self._pieces.append(text)
            if self._links:
                self._linked.append(text)

    def close(self) -> None:
        """The page is over."""
        self._flush()

    def result(self) -> WebPage:
        """All blocks."""
        self._flush()
        title = _SPACE.sub(" ", self._titles[0]).strip() if self._titles else ""
        return WebPage(tuple(self._blocks), tuple(self._parents), title, self._meta)

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "title":
            self._title = []
        elif tag == "br":
            self._flush(empty_line=True)
        elif tag == "hr":
            self._blocks.append(Block("---", self._open[-1][0]))
        elif tag == "a" and attributes.get("href"):
            self._links += 1
        elif tag == "pre":
            self._pre += 1
        elif tag in ("ol", "ul"):
            self._counters.append(_first_number(attributes) if tag == "ol" else None)
        elif tag == "li" and self._counters and (number := self._counters[-1]) is not None:
            self._pieces.append(f"{number}. ")
            self._counters[-1] = number + 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._level = int(tag[1])

    def _is_dropped(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in _DROPPED or "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            return True
        named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        return not self._whole and tag in _BLOCKS and tag not in ("body", "html") and _SECONDARY.search(named) is not None

    def _flush(self, *, empty_line: bool = False) -> None:
        """End the line that is being collected; without text it is a gap before the next."""
        raw = "".join(self._pieces)
        lines = raw.splitlines() if self._pre else [_SPACE.sub(" ", _WIDE_BREAK.sub("", raw)).strip(" ")]
        linked = len("".join(self._linked).strip())
        for line in lines:
            if line.strip():
                node = self._open[-1][0] if self._open else -1
                self._blocks.append(Block(line, node, self._level, linked, self._gap, self._begins))
                self._gap = self._begins = False
            else:
                self._gap = self._gap or empty_line
        self._pieces, self._linked = [], []


def _first_number(attributes: Mapping[str, str]) -> int | None:
    """Where the numbers of an ordered list start; None where it is not numbered 1, 2, 3."""
    start = attributes.get("start", "1")
    plain = attributes.get("type", "1") == "1" and "list-style" not in attributes.get("style", "")
    return int(start) if plain and start.isdecimal() and len(start) < 6 else None


def _said(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What an element of the head says, by a lower-case name."""
    if tag == "meta":
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = " ".join(attributes.get("content", "").split())
        if key and content:
            yield key.strip().lower(), content
    elif tag == "link" and attributes.get("rel", "").lower() == "canonical" and attributes.get("href"):
        yield "canonical", attributes["href"].strip()
    elif tag == "html" and (language := attributes.get("lang") or attributes.get("xml:lang")):
        yield "lang", language

"""Reading pages in tests: a strict little parser into ElementTree."""

from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element, SubElement

VOID: Final = frozenset({"meta", "link", "img", "input", "br", "hr"})


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def parse(html: str) -> Element:
    """The page as a tree; fails where a tag is not closed or an attribute stands twice."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root


def text(element: Element) -> str:
    """All text inside, with runs of white space as one space."""
    return " ".join("".join(element.itertext()).split())


def find(root: Element, tag: str = "*", **wanted: str) -> list[Element]:
    """Elements by tag and attributes; `class_` asks for one class among several, `_` in a name stands for `-`."""
    classes = wanted.pop("class_", "")
    return [
        element
        for element in root.iter(None if tag == "*" else tag)
        if all(element.get(name.replace("_", "-")) == value for name, value in wanted.items())
        and (not classes or classes in element.get("class", "").split())
    ]


def one(root: Element, tag: str = "*", **wanted: str) -> Element:
    """The only element of that kind."""
    found = find(root, tag, **wanted)
    assert len(found) == 1, f"{len(found)} elements {tag} {wanted}"
    return found[0]


def hrefs(root: Element) -> list[str]:
    """The addresses of all links."""
    return [element.get("href", "") for element in root.iter("a")]

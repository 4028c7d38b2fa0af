"""Reading XML from strangers: no entities, no network, no depth without end."""

from lxml import etree

from archive.errors import BadFile


def parse_xml(name: str, data: bytes) -> etree._Element:
    """The root element. `name` is the file's name, for the sentence. Raises BadFile for what is not well-formed XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadFile("文件 {name} 已损坏：里面的 XML 不合格。", name=name) from error


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

"""Taking HTML out of text: news pages and transcripts come with paragraphs, tables and comments as tags.

Only known tags are taken for markup; `〈…〉` and `<…>` around a Chinese title stay. Everything here is linear in
the length of the text, whatever it holds: a tag ends at the next angle bracket, a comment is looked for once.
"""

import html
import re
from typing import Final

_NAMES: Final = (
    "(?P<rule>hr)|(?P<table>table)|(?P<row>tr)|(?P<cell>td|th)|(?P<block>p|div|br|li|ul|ol|caption|blockquote|center|h[1-6])"
    "|strong|b|em|i|u|span|font|a|img|sup|sub|small|big|col|colgroup|thead|tbody|section"
)
_TAG: Final = re.compile(rf"</?(?:{_NAMES})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:nbsp;?|[a-zA-Z][a-zA-Z0-9]{1,30};|#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};)")
_LINK: Final = re.compile(r"!?\[([^\[\]\n]{0,200})\]\((\S{1,2000})\)")
_EMPHASIS: Final = re.compile(r"\*\*([^*\n]{1,200})\*\*")


def plain(text: str) -> str:
    """The text without HTML comments, tags, entities and Markdown emphasis; blocks and table rows end lines, cells a wide space."""
    if "<" in text:
        text = _without_tags(_without_comments(text))
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "**" in text:
        text = _EMPHASIS.sub(r"\1", text)
    return text


def link(text: str) -> str | None:
    """`words address` where a line is a Markdown link and nothing else."""
    found = _LINK.fullmatch(text)
    return f"{found[1]} {found[2]}".strip() if found else None


def _without_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    kept = [first]
    for piece in rest:
        _, closed, after = piece.partition("-->")
        kept.append(after if closed else "<!--" + piece)
    return "".join(kept)


def _without_tags(text: str) -> str:
    depth = 0

    def instead(tag: re.Match[str]) -> str:
        nonlocal depth
        closing = tag[0].startswith("</")
        if tag["table"]:
            depth = max(0, depth - 1) if closing else depth + 1
            return "\n" if closing else ""
        if tag["rule"]:
            return "\n---\n"
        if tag["cell"]:
            return "\u3000" if closing else ""
        # inside a table only rows begin lines: a cell may hold paragraphs of its own
        return "\n" if (tag["row"] and not closing) or (tag["block"] and not depth) else ""

    return _TAG.sub(instead, text)

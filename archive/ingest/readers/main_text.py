"""Which blocks of a web page are its text: the smallest element that holds nearly all sentences, and its headline."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from archive.ingest.credits import is_credit
from archive.ingest.readers.blocks import Block, WebPage

_NEARLY_ALL: Final = 0.85
_SENTENCE: Final = re.compile("[，。！？；]")
_CONTROL: Final = re.compile(
    r"[【\[(（]?\s*(?:字号|字体|字體|字號|分享|打印|列印|关闭|關閉|收藏|扫一扫|浏览|瀏覽|点击|點擊|访问量|阅读量|我要评论|我有话说|手机看|语音播报|返回顶部|上一篇|下一篇|上一页|下一页|版权所有|版權所有)"
)
"""What is on a page to be clicked, not read."""
_LONGEST_CONTROL: Final = 40
_ABOUT: Final = "来源|來源|作者|编辑|責任編輯|责任编辑|责编|记者|发布时间|时间|日期|浏览|点击|字号|字体"
_IMPRINT: Final = re.compile(rf"[ \u00a0\u3000|]+(?=(?:{_ABOUT}|【|\[)[^，。]{{0,20}})")
_NO_LEVEL: Final = 7
_AFTERWARDS: Final = 5
"""How many blocks after the text are looked at for its credits."""


def main_blocks(page: WebPage) -> tuple[tuple[Block, ...], int]:
    """The blocks of the text with its headline, and how many sentences elsewhere on the page are left out."""
    blocks = page.blocks
    weights = [max(0, len(block.text) - block.linked) if _SENTENCE.search(block.text) else 0 for block in blocks]
    if not any(weights):
        return tuple(block for block in blocks if not _is_control(block)), 0
    inside = _inside(page, weights)
    first, last = inside[0], inside[-1]
    top = _headline(page, inside)
    head = [part for block in blocks[top:first] if block.level or not block.is_link for part in _imprint(block)]
    body = [part for place in inside for part in (_imprint(blocks[place]) if place < first + _AFTERWARDS else [blocks[place]])]
    tail = [block for block in blocks[last + 1 : last + 1 + _AFTERWARDS] if is_credit(block.text.strip())]
    kept = set(inside) | set(range(top, first))
    left_out = sum(1 for place, weight in enumerate(weights) if weight and place not in kept and blocks[place] not in tail)
    return tuple(block for block in (*head, *_without_lists(body), *tail) if not _is_control(block)), left_out


def _inside(page: WebPage, weights: Sequence[int]) -> list[int]:
    """The places of the blocks inside the smallest element with nearly all the weight."""
    totals, last = [0] * len(page.parents), list(range(len(page.parents)))
    for block, weight in zip(page.blocks, weights, strict=True):
        totals[block.node] += weight
    heaviest: dict[int, int] = {}
    for node in range(len(page.parents) - 1, -1, -1):  # children have higher numbers than their parents
        parent = page.parents[node]
        if parent >= 0:
            totals[parent] += totals[node]
            last[parent] = max(last[parent], last[node])
    for node, parent in enumerate(page.parents):
        if parent >= 0 and totals[node] > totals[heaviest.get(parent, node)] - (parent not in heaviest):
            heaviest[parent] = node
    node = max(range(len(totals)), key=lambda one: (totals[one], -one))
    while (child := heaviest.get(node)) is not None and totals[child] >= _NEARLY_ALL * totals[node]:
        node = child
    return [place for place, block in enumerate(page.blocks) if node <= block.node <= last[node]]


def _headline(page: WebPage, inside: Sequence[int]) -> int:
    """Where the headline above the text stands; the text's own beginning where it has a higher one, or there is none."""
    first = inside[0]
    own = min((page.blocks[place].level or _NO_LEVEL for place in inside[:_AFTERWARDS]), default=_NO_LEVEL)
    above = [place for place in range(first) if not page.blocks[place].is_link]
    marked = [place for place in above if 0 < page.blocks[place].level < own]
    if marked:
        return max(marked, key=lambda place: (-page.blocks[place].level, place))
    titled = (place for place in reversed(above) if len(page.blocks[place].text) > 3 and page.blocks[place].text.strip() in page.title)
    return next(titled, first) if own == _NO_LEVEL else first


def _imprint(block: Block) -> list[Block]:
    """A line of date, source and editor as several; any other line as it is."""
    if block.level or len(block.text) > 120 or _SENTENCE.search(block.text):
        return [block]
    return [replace(block, text=part) for part in _IMPRINT.split(block.text) if part.strip()]


def _without_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without runs of links (other articles, pages to go to) and their headings; a link alone stays."""
    links = [False, *(block.is_link for block in blocks), False]
    runs = [links[place] and (links[place - 1] or links[place + 1]) for place in range(1, len(links) - 1)] + [False]
    return [block for place, block in enumerate(blocks) if not runs[place] and not (block.level and runs[place + 1])]


def _is_control(block: Block) -> bool:
    return len(block.text) <= _LONGEST_CONTROL and _CONTROL.match(block.text.strip()) is not None

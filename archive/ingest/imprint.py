"""Lines at the head of a text about where and when it was published: date and source, newspaper and page, the number of a paper."""

import re
from dataclasses import dataclass, field
from typing import Final

from archive.ingest.dates import find_date, whole_date

_LONGEST: Final = 150
_MORE: Final = re.compile(
    r"[ \u3000]+(?=(?:来源|來源|作者|编辑|責任編輯|责任编辑|责编|记者|字号|浏览|点击)[^，。]{0,60}\Z)|[ \u3000]*[|｜][ \u3000]*"
)
_PUBLISHING: Final = ("发布", "發布", "发表", "更新", "印发")
_PUBLISHED: Final = re.compile(r"(?:时间|時間|日期)[：:][ \u3000]*(?P<date>[^ \u3000]{8,12})")
_PRINTED: Final = re.compile(
    r"(?:(?:来源|原载)[：:])?[^，。；《》]{0,16}《[ \u3000]?[^《》]{1,12}(?:报|刊|网|杂志|新闻|求是)[ \u3000]?》[^，。；《》]{0,30}"
)
"""The newspaper a text is from, with the day (`《岚山日报》（2021年7月1日 第5版）`)."""
_PLACED: Final = re.compile(r"[日号號][ \u3000，,·]{0,3}(?!星期|周|週)[\u3400-\u9fff·]{2,12}[）)]\Z")
"""A date with a place, which the date alone does not keep."""
_NUMBERED: Final = re.compile(
    r"[\u3400-\u9fff]{0,14}[〔［\[（(](?:19|20)\d\d[〕］\]）)][\u3400-\u9fff]{0,4}(?:\d{1,4}[\u3400-\u9fff]{1,4})?第?\d{1,6}[号號]"
    r"|第[\d一二三四五六七八九十百〇]{1,6}[号號]"
)
"""The number of an official paper (`望政发〔2021〕3号`, `（2020）望01民终12号`)."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A line that gives a date: of publication, or else of the text itself; and what it says besides."""

    date: str
    published: bool = False
    beside: list[str] = field(default_factory=list)


def dated(text: str) -> Dated | None:
    """The date of a line that holds a date, and the source or editor beside it on some pages; or the place, in brackets."""
    first, *beside = _MORE.split(text) if len(text) <= _LONGEST else [text]
    date = whole_date(first)
    if date is None:
        return None
    if not beside and _PLACED.search(text):
        return Dated(date, beside=[text])
    labelled = text.startswith(_PUBLISHING)
    return Dated(date, labelled or bool(beside), [first, *beside] if labelled else beside)


def is_imprint(text: str) -> bool:
    """Whether a line is the number of an official paper, or the newspaper and the day."""
    return _NUMBERED.fullmatch(text) is not None or (_PRINTED.fullmatch(text) is not None and find_date(text) is not None)


def published(text: str) -> str | None:
    """The date of publication a credit or an imprint gives."""
    found = _PUBLISHED.search(text)
    return whole_date(found["date"]) if found else find_date(text) if _PRINTED.fullmatch(text) else None

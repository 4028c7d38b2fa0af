"""The place an office or a title belongs to, as a short name (`长沙市委书记` is 长沙).

Every part of an office is read from its beginning: province, prefecture, then county, each by the table or, for names
the table does not have, by two to four characters before 省 市 县 区 州. The most specific place wins, the last of equals.
"""

import re
from typing import Final

from archive.ingest.gazetteer import PREFECTURES, PROVINCES, WORDS

_Place = tuple[int, str]
_KNOWN: Final = {name: level for level, names in ((1, PROVINCES), (2, PREFECTURES)) for name in names} | dict.fromkeys(
    ("北京", "天津", "上海", "重庆"), 2
)
_LENGTHS: Final = tuple(sorted({len(name) for name in _KNOWN}, reverse=True))
_LEAD: Final = re.compile(
    r"(?:中国共产党|中国共产主义青年团|中共|共青团|政协|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|原|时任|现任|兼|本报|新华社|国家税务总局)+"
)
_SUFFIX: Final = re.compile(
    r"特别行政区|特別行政區|自治区|自治州|自治县|自治旗|地区|省|市|州|盟|县|縣|旗|(?:[\u3400-\u9fff]{1,4}族){1,3}(?:自治区|自治州|自治县)|维吾尔自治区"
)
_INVENTED: Final = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,4}?)(?P<kind>自治区|自治州|自治县|省|市|州|县|縣|區|区|旗)(?![场場值价價域间間块塊别別分级級属屬直]|民(?![政族宗防兵建革盟])|政(?![府协協法务務策]))"
)
_LEVELS: Final = {"省": 1, "自治区": 1, "市": 2, "州": 2, "自治州": 2}
_NOT_NAMES: Final = re.compile(r"[副各我本该此某兼]|人民|政府|常务|中国|国家|全国|原|时任|代理|大中华|关于|^华[东南西北中]$")
_NOT_BEFORE: Final = {
    "区": frozenset("山城郊园军战校社特地时景库灾老新小开发保护示范管理试验合作行政经济工业高贸易加工产税元洪养胜宅湾领"),
    "市": frozenset("城超股楼夜上门都集早晚菜花鱼灯年农"),
    "旗": frozenset("红国党军战面彩"),
    "州": frozenset("神九"),
    "县": frozenset("善各全"),
}
_NOT_IN_TITLES: Final = re.compile(
    r"[前全老新旧党军学校院厂村委召开举办提出要进入加推建都会和与的在对为是了到把向从以及或并将让这那其习彻实]"
)
"""Characters of running words: a title need not begin with a name."""


def place_of(office: str | None, title: str | None) -> str | None:
    """The most specific place an office names, or else the place a title begins with."""
    found: _Place | None = None
    for part in re.split("[、，,；;]", office or ""):
        found = _deeper(found, _place(part))
    if found is None and title:
        found = _place(title, in_title=True)
    return found[1] if found else None


def _place(text: str, *, in_title: bool = False) -> _Place | None:
    """The (level, short name) of the most specific place at the beginning of a text; levels are 1 province to 3 county."""
    best: _Place | None = None
    lead = _LEAD.match(text)
    position = lead.end() if lead else 0
    for _ in range(3):
        name = _known(text, position)
        if name:
            suffix = _SUFFIX.match(text, position + len(name))
            if in_title and name in WORDS and not suffix:
                break
            best = _deeper(best, (_KNOWN[name], name))
            position = suffix.end() if suffix else position + len(name)
            continue
        found = _INVENTED.match(text, position)
        if found is None or not _is_name(found["name"], found["kind"], in_title=in_title):
            break
        best = _deeper(best, (_LEVELS.get(found["kind"], 3), found["name"]))
        position = found.end()
    return best


def _is_name(name: str, kind: str, *, in_title: bool) -> bool:
    abroad = kind == "州" and name.startswith("美")  # 美国某州
    if abroad or _NOT_NAMES.search(name) or name[-1] in _NOT_BEFORE.get(kind, ()):
        return False
    return not (in_title and _NOT_IN_TITLES.search(name))


def _deeper(one: _Place | None, other: _Place | None) -> _Place | None:
    return one if other is None or (one and one[0] > other[0]) else other


def _known(text: str, position: int) -> str | None:
    return next((text[position : position + size] for size in _LENGTHS if text[position : position + size] in _KNOWN), None)

"""Dates as Chinese documents write them, read into ISO 8601 (`2020-03-05`, or `2020-03`, or `2020` where no more is known)."""

import datetime
import re
from typing import Final

_VALUES: Final = {
    char: value
    for value, chars in enumerate(("〇○Ｏ零０", "一１元", "二２", "三３", "四４", "五５", "六６", "七７", "八８", "九９"))
    for char in chars
}
_S: Final = r"[ \u3000]{0,4}"
_NUMBER: Final = "[0-9０-９〇○Ｏ零一二三四五六七八九十百廿卅元]"
_YEAR: Final = rf"(?:(?:中華民國|中华民国|民國|民国){_S}(?P<roc>{_NUMBER}{{1,6}})|(?P<year>{_NUMBER}{{4}})){_S}年"
_MONTH: Final = rf"{_S}(?P<month>{_NUMBER}{{1,3}}){_S}月"
_DAY: Final = rf"(?:份|{_S}(?P<day>{_NUMBER}{{1,3}}){_S}[日号號])?"
_WRITTEN: Final = rf"{_YEAR}{_MONTH}{_DAY}"
_DIGITS: Final = r"(?<!\d)(?P<y>[12]\d{3})(?:(?P<sep>[-/.．－])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})|-(?P<m1>\d\d))(?![-\d.%万亿])"
_COMPACT: Final = r"(?<!\d)(?P<cy>(?:19|20)\d\d)(?P<cm>[01]\d)(?P<cd>[0-3]\d)(?!\d)"

_ANY: Final = re.compile(rf"{_WRITTEN}|{_DIGITS}|[（(]{_COMPACT}[）)]")
_BEFORE: Final = r"(?:[（(【\[]|(?:发布|發布|发表|印发)?(?:时间|日期|時間)[：:]?|[—―–-]{1,2})?[ \u3000]*"
_WEEKDAY: Final = r"(?:[（(]?(?:星期|周|週|礼拜)[一二三四五六日天][）)]?)?"
_CLOCK: Final = r"(?:[上下]午)?[ \u3000]*(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
_WHERE: Final = r"(?:[ \u3000，,·]{0,3}于?(?![^）)]*(?:修|通过|布|施|印发|批准|生效|稿|版|讯|电|起))[\u3400-\u9fff·]{2,12}(?=[）)]))?"
"""The place beside the date in brackets below a title (`（2018年6月10日，望川）`)."""
_YEAR_ALONE: Final = _YEAR.replace("<roc>", "<roc1>").replace("<year>", "<year1>")
_WHOLE: Final = re.compile(
    rf"{_BEFORE}(?:{_WRITTEN}|{_DIGITS}|{_COMPACT}|{_YEAR_ALONE})[ \u3000]*{_WEEKDAY}[ \u3000]*{_CLOCK}{_WHERE}[）)】\]]?"
)
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")
_REPUBLIC: Final = 1911
"""The year 0 of the calendar of the Republic of China."""
_LONGEST: Final = 200


def find_date(text: str) -> str | None:
    """The first date (at least a year and a month) near the beginning of a text."""
    return next((date for found in _ANY.finditer(text[:_LONGEST]) if (date := _iso(found))), None)


def whole_date(text: str) -> str | None:
    """The date of a line that holds a date and nothing else but brackets, a weekday or a time of day."""
    found = _WHOLE.fullmatch(text) if len(text) <= 40 else None
    return _iso(found) if found else None


def read_date(value: str) -> str | None:
    """The date a person typed, in ISO 8601 or any Chinese spelling."""
    value = value.strip()
    found = _ISO.fullmatch(value)
    if found:
        return _checked(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    return whole_date(value)


def _iso(found: re.Match[str]) -> str | None:
    parts = {name: value for name, value in found.groupdict().items() if value}
    if "roc" in parts or "roc1" in parts:
        year = _number(parts.get("roc") or parts["roc1"]) + _REPUBLIC
    else:
        year = next((_number(parts[name]) for name in ("year", "y", "cy", "year1") if name in parts), 0)
    month, day = (
        next((_number(parts[name]) for name in names if name in parts), 0) for names in (("month", "m", "m1", "cm"), ("day", "d", "cd"))
    )
    return _checked(year, month, day)


def _number(written: str) -> int:
    """The value of Arabic, full-width or Chinese digits, with 百, 十, 廿, 卅."""
    if written.isascii():
        return int(written)
    for char, ten in (("廿", "二十"), ("卅", "三十")):
        written = written.replace(char, ten)
    if "百" in written:
        hundreds, _, rest = written.partition("百")
        return 100 * (_number(hundreds) if hundreds else 1) + (_number(rest) if rest else 0)
    if "十" in written:
        tens, _, ones = written.partition("十")
        return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
    value = 0
    for char in written:
        value = 10 * value + (_VALUES[char] if char in _VALUES else int(char))
    return value


def _checked(year: int, month: int, day: int) -> str | None:
    """The ISO date; None where there is no such day, or the year is before printing or after the next century."""
    if not 1000 <= year <= 2199 or (day and not month):
        return None
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join((str(year), *(f"{part:02}" for part in (month, day) if part)))

"""Bylines: lines that hold nothing but an office and a name."""

import re
from typing import Final

from archive.ingest.names import Person, is_name, is_office, is_padded, names_in
from archive.ingest.normalise import squeeze, unpad

_LONGEST: Final = 90
_HINT: Final = re.compile(r"\S[ \u3000（(/：:，]|[【■◆●□▲△★◎○◇]|记者|通讯员|评论员|撰稿人")
"""What every byline has; looked for first because nearly no line has it."""
_BULLET: Final = re.compile(r"[■◆●□▲△★◎○◇]\s*")
_JOURNALISTS: Final = ("记者", "通讯员", "评论员", "撰稿人")
_PRESS: Final = re.compile(
    r"(?:本报|本刊|本台|本网|新华社|人民网|特约|特邀|见习|实习|在线|(?>[\u3400-\u9fff·]{2,8}?(?:报社?|社|网))"
    rf"|驻.{{2,6}}?(?=特约|{'|'.join(_JOURNALISTS)}))*+(?:{'|'.join(_JOURNALISTS)})"
)
"""What stands before journalists' names. What it has matched it keeps, else a row of papers would be divided in every way there is."""
_FILED: Final = re.compile(r"[ \u3000]*(?:发自[ \u3000]?[\u3400-\u9fff]{2,6}|[\u3400-\u9fff]{0,4}(?:报道|報道)|文[/／]图|文图)\Z")
"""Where or what a journalist reports, behind the names (`本报记者某某发自望川`)."""
_BY: Final = re.compile(
    r"(?:文|作者|撰文|主讲|主讲人|演讲人|发言人|报告人|讲话人|汇报人|述职人|致辞人|宣讲人|讲述人|口述|主讲嘉宾)\s*[/：:]\s*(?P<name>\S.*)"
)
_MARK: Final = re.compile(r"(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、|文[/／]图|图[/／]文)[ \u3000]*(?=\S)")
"""What can stand before a byline: a number, or what the writer has made."""
_COMMA: Final = re.compile(r"(?P<name>[\u3400-\u9fff·]{2,8})，(?P<office>[^，。；：！？]{4,40})")
_ABROAD: Final = re.compile(r"驻华|总统|首相|国家主席|议长|外长")
"""Offices whose holders have names without a Chinese surname."""
_BRACKETED: Final = re.compile(r"(?P<before>[^（(）)]{2,40})[（(](?P<inside>[^（(）)]{2,60})[）)]")


def read_byline(text: str) -> Person | None:
    """Read a line that holds nothing but an office and a name, in any of the ways papers set them."""
    if len(text) > _LONGEST or not _HINT.search(text):
        return None
    bullet = _BULLET.match(text)
    if bullet:
        rest = text[bullet.end() :]
        return _press(rest) or read_byline(rest)
    if text[0] == "【" and text[-1] == "】":
        return read_byline(text[1:-1])
    mark = _MARK.match(text)
    if mark:
        return read_byline(text[mark.end() :])
    by = _BY.fullmatch(text)
    if by:
        return _press(by["name"]) or read_byline(by["name"])
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and is_name(unpad(bracketed["before"])) and is_office(bracketed["inside"]):
        return Person(unpad(bracketed["before"]), bracketed["inside"])
    comma = _COMMA.fullmatch(text)
    if comma:
        return Person(comma["name"], comma["office"]) if is_name(comma["name"]) and is_office(comma["office"]) else None
    if sum(map(text.count, _JOURNALISTS)) > 1 and len(_PRESS.findall(text)) > 1 and (several := _press(text)):
        return several
    return _spaced(text) or (_press(_FILED.sub("", text)) if _PRESS.match(text) else None)


def _spaced(text: str) -> Person | None:
    """`office name` or `name office` with a gap between them; the name may be padded itself."""
    parts = squeeze(text).split(" ")
    for size in (1, 2, 3):
        if len(parts) > size:
            name = _joined(parts[-size:])
            if name and is_office(office := " ".join(parts[:-size])):
                return Person(name, unpad(office))
            if size == 1 and 2 <= len(parts[-1]) <= 6 and _ABROAD.search(office := " ".join(parts[:-1])) and is_office(office):
                return Person(parts[-1], unpad(office)) if parts[-1].isalpha() and not is_office(parts[-1]) else None
            name = _joined(parts[:size])
            if name and is_name(name) and is_office(office := " ".join(parts[size:])):
                return Person(name, unpad(office))
    return None


def _joined(parts: list[str]) -> str | None:
    """The name one piece is, or two pieces are that padding has parted."""
    name = "".join(parts)
    if len(parts) == 1:
        return name if is_name(name) or _minority(name) else None
    if len(parts) == 3:
        return name if len(name) == 3 and is_name(name) else None
    return name if is_padded(parts[0], parts[1]) else None


def _minority(name: str) -> bool:
    """A name of four or more characters without a Han surname, such as Tibetan and Mongolian ones."""
    return 4 <= len(name) <= 6 and name.isalpha() and not is_office(name)


def _press(text: str) -> Person | None:
    """A newspaper's byline: names, some of them behind `本报记者`; the first is the speaker."""
    names: list[str] = []
    first_office = None
    position = 0
    for found in (*_PRESS.finditer(text), None):
        chunk = text[position : found.start() if found else len(text)].strip()
        if chunk:
            listed = names_in(chunk)
            if not listed:
                return None
            names.extend(listed)
        if found:
            if not names and first_office is None:
                first_office = found[0]
            position = found.end()
    return Person(names[0], first_office, tuple(names[1:])) if names else None

"""Lines about a text rather than of it: imprint, editors, wire lines, sources, notes; and what a signature says."""

import re
from typing import Final

from archive.ingest.markup import link
from archive.ingest.names import Person, is_name, is_office, named_together, names_in, split_joined
from archive.ingest.normalise import squeeze, unpad

_WORK: Final = (
    "版式设计|版式|本版编辑|本版责编|责任编辑|責任編輯|值班编辑|编辑|編輯|责编|責編|美编|校对|校對|审核|审校|监制|统筹|策划|制图|绘图|漫画|摄影|攝影|图片|文字整理|整理|执笔|執筆|撰稿|撰文"
    "|采写|供稿|翻译|来源|來源|作者单位|作者|通讯员|制作|出品|终审|初审|复审|文图|图文"
)
_LABELLED: Final = re.compile(rf"(?:{_WORK})[ \u3000]*[：:][ \u3000]*\S.{{0,60}}")
_BRACKETED: Final = re.compile(r"[（(【〔\[](?P<inside>.{1,220})[）)】〕\]]\s*[。.]?")
_INSIDE: Final = re.compile(
    rf"(?:{_WORK})|(?:本报|本刊|本台|特约|见习|实习|全媒体|(?>[\u3400-\u9fff]{{2,8}}?(?:报社?|网|社|台|客户端)))*+(?:记者|通讯员)|新华社|本报|中新社"
    r"|据.{0,40}(?:报道|消息|电)"
    r"|[\u3400-\u9fff]{2,8}(?:社|报|网|台)[^，。]{0,24}\d{1,2}日(?:电|讯)"
    r"|更新时间|发布时间|载于|原载|参见|完$|《[^》]{1,40}》.{0,60}(?:出版社|第\d+页)|续完|待续|未完|本系列|本文|本版|题图|点击"
)
_ENDING: Final = re.compile(r".{0,200}(?:供稿|供图|摄|攝|整理|采写|报道|编译|翻译|摘编|执笔)")
_EDITOR: Final = re.compile(r"[—―–-]{1,2}[ \u3000]*编[ \u3000]*者")
_WIRE: Final = re.compile(r"(?:据)?(?:新华社|新华网|人民网|中新社|中新网|本报|本刊|中国共产党新闻网)[^，。：；]{0,24}(?:电|讯|專電|专电)")
_PRESS: Final = re.compile(r"(?:新华社|本报|本刊|人民网)(?:特约)?记者[ \u3000]*(?P<names>[^，。：；]{2,60})")
_GAP: Final = re.compile(rf"[ \u3000]{{3,}}|[ \u3000]{{2}}(?=(?:{_WORK})[ \u3000]*[：:])")
_ASIDE: Final = r"[，,；;。][ \u3000]*(?:本文|此文|该文|(?:本报|本刊|本网|新华社)?记者|由|[^，,；;。]{2,24}(?:整理|翻译)\Z).*"
"""What a signature adds about the text: what it is part of, who wrote it down."""
_SIGNATURE: Final = re.compile(
    r"作者(?:分别|均)?(?:(?P<verb>为|系|是)|单位[：:]|[：:])[ \u3000]*(?:(?P<name>[^，,；;、（(]{2,12})[，,][ \u3000]*(?:系|为|是|现任)?)?"
    rf"(?P<office>.*?)(?:{_ASIDE})?"
)
_NAME_FIRST: Final = re.compile(
    r"(?:作者[ \u3000]*)?(?P<name>[\u3400-\u9fff·][\u3400-\u9fff· \u3000]{1,11}?)"
    r"(?:[ \u3000，,]+作者|[ \u3000，,]*)(?:系|为|是|现任)[ \u3000]*"
    rf"(?P<office>[^，。；]*?)(?:{_ASIDE})?"
)
_THIS_TEXT: Final = re.compile(_ASIDE)
_WRITER: Final = re.compile(r"(?:执笔|撰稿|撰文|作者)[ \u3000]*[：:][ \u3000]*(?P<names>.{2,40}?)(?:[ \u3000，,；;]+(?:作者)?单位[：:].*)?")
_NEXT_WRITER: Final = re.compile(r"[、，,；;][ \u3000]*[\u3400-\u9fff·]{2,8}(?:为|系|是).*")
_TAIL: Final = re.compile(r"[（(【](?P<inside>作者[^（()）【】]{2,100}(?:[（(][^（()）]{1,30}[）)][^（()）【】]{0,60})?)[）)】]\s*\Z")
_HINT: Final = re.compile(r"[：:）)】〕\]者电讯專]")
"""What every credit has; looked for first because nearly no line is one."""
_LONGEST: Final = 240


def is_credit(text: str) -> bool:
    """Whether a whole line is a credit."""
    if len(text) > _LONGEST or not _HINT.search(text):
        return False
    if _LABELLED.fullmatch(text) or _EDITOR.fullmatch(text) or _WIRE.fullmatch(text) or link(text):
        return True
    press = _PRESS.fullmatch(text)
    if press and names_in(press["names"]):
        return True
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed is None:
        return False
    inside = bracketed["inside"].strip()
    return bool(_INSIDE.match(inside) or _ENDING.fullmatch(inside) or names_in(inside) or _name_first(inside))


def split_credit(text: str) -> tuple[str, ...]:
    """The credits of one line: wide gaps part them, or two spaces before another label; a Markdown link becomes words and address."""
    return tuple(link(part) or part for part in _GAP.split(text) if part)


def signature(text: str) -> Person | None:
    """Who signs a text: read from a whole line in brackets (`（作者为…）`) or from the end of the last paragraph."""
    bracketed = _BRACKETED.fullmatch(text) if len(text) <= _LONGEST else None
    inside = bracketed["inside"].strip() if bracketed else None
    if inside is None:
        tail = _TAIL.search(text[-160:])
        inside = tail["inside"] if tail else None
    if inside is None:
        labelled = _WRITER.fullmatch(text)
        signed = _SIGNATURE.fullmatch(text) if labelled and len(text) <= _LONGEST else None
        return (named_together(labelled["names"]) if labelled else None) or (_signed(signed) if signed and signed["name"] else None)
    writer = _WRITER.fullmatch(inside)
    if writer and (person := named_together(writer["names"])):
        return person
    signed = _SIGNATURE.fullmatch(inside)
    return _name_first(inside) or (_signed(signed) if signed else None)


def _name_first(inside: str) -> Person | None:
    """A signature that begins with the name (`某某系望川市市长`)."""
    found = _NAME_FIRST.fullmatch(inside)
    office = _NEXT_WRITER.sub("", squeeze(found["office"])) if found else ""
    return Person(unpad(found["name"]), office) if found and is_name(unpad(found["name"])) and is_office(office) else None


def _is_post(text: str) -> bool:
    """Whether a text is an office, or a list of what somebody is of which one is (`望川大学教授、《早市》作者之一`)."""
    return is_office(text) or (text.endswith("之一") and any(is_office(part) for part in text.split("、")))


def _signed(signed: re.Match[str]) -> Person | None:
    name, office = signed["name"], squeeze(signed["office"])
    if name and not is_name(unpad(name)):
        name, office = None, squeeze(_THIS_TEXT.sub("", f"{name}，{office}"))
    if not _is_post(re.sub("[，；]", "、", office)):
        joined = None if name else split_joined(office)
        if joined:
            return joined
        office = ""
    return Person(unpad(name) if name else None, office or None) if name or office else None

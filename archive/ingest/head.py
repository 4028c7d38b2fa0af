"""The head of a text: title, date, occasion and who speaks, as far as the first lines say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from archive.ingest.bylines import read_byline
from archive.ingest.credits import is_credit, signature, split_credit
from archive.ingest.dates import find_date, whole_date
from archive.ingest.imprint import dated, is_imprint, published
from archive.ingest.lines import Line
from archive.ingest.names import NOBODY, Person, is_name, is_office, names_in, split_joined
from archive.ingest.normalise import heading, squeeze, unpad

_DEEPEST: Final = 12
"""How many lines a head can have."""
_LONGEST_TITLE: Final = 150
_LONGEST_NAMES: Final = 30
_OPEN: Final = re.compile(r"[，；：。、,;:.…!?！？]\Z")
_SENTENCE: Final = re.compile(r"[。；，：]\Z")
_LABELLED: Final = re.compile(r"[：:]|[讯訊电電][）)]?\Z")
_GENRE: Final = re.compile(
    r"(?:名单|名录|一览表?|统计表|收支表|日程|议程|组成人员|通知|通报|公告|通告|公示|决议|决定|批复|复函|简报|纪要|汇报|总结|贺信|贺电|唁电"
    r"|慰问信|倡议书|公开信|回信|宣言|声明|公报|条例|办法|规定|细则|章程|方案|规划|纲要|的说明|的意见|的报告)(?:[（(][^（()）]*[）)])?\Z"
)
"""What kind of paper a line names; such a line is a title, whatever stands below it."""
_DASH: Final = re.compile(r"[—―–-]{1,2}[ \u3000]*")
_EVENT: Final = re.compile(r"(?:会|會|上|典礼|仪式|论坛|活动|讲话|致辞|发言|报告)")
_OCCASION: Final = re.compile(r"(?:会|會|会议|大会|论坛|典礼|仪式|活动)上?(?:的?(?:讲话|致辞|发言|报告|演讲|贺词))?[）)]?\Z")
_BROKEN: Final = re.compile(r"(?:[—―–-]{1,3}|[（(])?[ \u3000]*(?:于|在)?[\d０-９一二〇○][^，。；：！？（()）会會]{6,44}")
"""The beginning of an occasion that goes on in the next line."""
_ADDRESS: Final = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|各位|诸位|諸位|同志们|同志們|朋友们|女士们|女士們|先生们|先生們|代表们|委员们|同学们|老师们|乡亲们|父老乡亲|家长们|战友们|市民朋友|主席|主任|书记|校长).{0,60}[：:，,！!]"
    r"|[^，。；：！？“”说說问問道告]{2,40}(?:们|們|同志|先生|女士)[：:]"
)
_BODY: Final = re.compile(r"[^，。；：！？、 ]{3,30}(?:委员会|委員會|[厅廳局部院]|办公室|政府|党组)")
"""What can give a report without a person's name (`望川市发展和改革委员会`)."""
_LEAD: Final = re.compile(
    r"(?:据)?[（(【\[]?(?:新华社|新华网|人民网|中新社|中新网|央视网|央视|本报|本台|本网|[\u3400-\u9fffA-Za-z]{2,10}(?:日报|晚报|时报|网|社|消息|专稿))[^。，]{0,40}?"
    r"(?:电|讯|消息|报道|】|\]|（[^（）]{0,20}(?:记者|通讯员)[^（）]*）|[：:])"
)
_WORDS: Final = "讲话|致辞|致词|发言|演讲|祝词|祝辞|贺词|开幕词|闭幕词|讲演|书面讲话|主旨演讲|主题演讲|总结讲话|重要讲话|述职|谈话"
_SPOKEN: Final = re.compile(rf"(?<!表)(?<!作)(?<!做)(?<!席)(?<!并)(?<!重要)(?:{_WORDS})(?:[（(][^（()）]*[）)])?\Z")
_IN_TITLE: Final = re.compile(
    rf"(?P<name>[\u3400-\u9fff·]{{2,30}}?)(?:同志)?[：:]?(?:在|于|於).{{2,80}}(?:上|时|中|会)?的(?:{_WORDS}|报告)(?:[（(][^（()）]*[）)])?"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say, and the rest of them. Unknown values are None; `byline` is the line that names the person."""

    title: str | None
    date: str | None
    person: Person
    byline: str | None
    credits: tuple[str, ...]
    body: tuple[Line, ...]


def read_head(lines: Sequence[Line]) -> Head:
    """Read the head off the lines of one text."""
    lines = _with_whole_occasion(lines)
    first = _imprint_above(lines)
    size = first + _title_size(lines[first:])
    title = squeeze(" ".join(heading(line.text) for line in lines[first:size])) or None
    date, issued, person, said, kept, position = None, None, NOBODY, None, [line.text for line in lines[:first]], size
    again = False  # whether the title has begun once more, maybe on several lines
    for line in lines[size:_DEEPEST]:
        whole = dated(line.text)
        byline = read_byline(line.text) or _bare_name(lines, position, size) or _by_office(lines, position)
        if whole and (whole.published or date is None):
            issued, date = (issued or whole.date, date) if whole.published else (issued, whole.date)
            kept.extend(whole.beside)
        elif is_occasion(line.text):
            date = date or find_date(line.text)
            kept.append(line.text)
        elif whole or is_credit(line.text) or (line.kind == "quote" and title) or is_imprint(line.text):
            issued = issued or published(line.text)
            kept.extend(split_credit(line.text))
            person = person if person.name else _writer(line.text) or person
        elif byline and (person is NOBODY or person.name is None) and position + 1 < len(lines):
            person, said = replace(byline, office=byline.office or person.office), line.text
            kept.extend([line.text] if byline.others else [])
        elif title and unpad(line.text) in unpad(title) and (2 * len(line.text) > len(title) or (again and len(line.text) > 3)):
            again = True
            kept.append(line.text)
        elif line.kind != "rule":
            break
        position += 1
    if person is NOBODY and title:
        person = speaker_in(title) or person
    return Head(title, date or issued, person, said, tuple(kept), tuple(lines[position:]))


def is_headline(text: str) -> bool:
    """Whether a line can be a headline or a part of one: short, and no sentence."""
    return len(text) <= 40 and "。" not in text and not _OPEN.search(text) and not is_credit(text)


def is_address(text: str) -> bool:
    """Whether a line only addresses the audience (`各位代表：`)."""
    return len(text) <= 70 and _ADDRESS.fullmatch(text) is not None


def is_occasion(text: str) -> bool:
    """Whether a line says when and where a text was spoken (`——2008年3月5日在…会议上`)."""
    if len(text) > 90 or text[-1] in "。；，：！？":
        return False
    if find_date(text) and whole_date(text) is None:
        return _EVENT.search(text) is not None
    return bool(_DASH.match(text) and _OCCASION.search(text))


def is_lead(text: str) -> bool:
    """Whether a text begins as news do, with who reports (`本报讯`, `新华社北京…电`)."""
    return _LEAD.match(text) is not None


def is_speech_title(title: str | None) -> bool:
    """Whether a title names a speech (`在…上的讲话`)."""
    return title is not None and _SPOKEN.search(title) is not None


def speaker_in(title: str) -> Person | None:
    """The speaker a title names (`某某在…会议上的讲话`, `望川市市长某某：在…`)."""
    found = _IN_TITLE.fullmatch(title[:_LONGEST_TITLE])
    if found is None:
        return None
    return Person(found["name"], None) if is_name(found["name"]) else split_joined(found["name"])


def _with_whole_occasion(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with an occasion that was broken in two (`——2021年1月25日在…第十四届` `人民代表大会第五次会议上`) on one."""
    for place, (line, below) in enumerate(pairwise(lines[:_DEEPEST])):
        whole = line.text + below.text
        if _BROKEN.fullmatch(line.text) and below.kind == "text" and _OCCASION.search(below.text) and is_occasion(whole):
            return (*lines[:place], replace(line, text=whole), *lines[place + 2 :])
    return lines


def _imprint_above(lines: Sequence[Line]) -> int:
    """How many lines of imprint stand above the title of a text."""
    count = next((place for place, line in enumerate(lines[:_DEEPEST]) if line.kind != "text" or not is_credit(line.text)), 0)
    return count if count and _title_size(lines[count:]) else 0


def _title_size(lines: Sequence[Line]) -> int:
    """How many of the first lines are the title."""
    if not lines or lines[0].kind in ("rule", "quote") or len(lines[0].text) > _LONGEST_TITLE:
        return 0
    if lines[0].kind == "heading":
        return 1
    if len(lines) == 1 or _is_mark(lines[0]):
        return 0
    marked = next((place for place, line in enumerate(lines[:4]) if _is_mark(line)), 0)
    if marked and all(is_headline(line.text) for line in lines[:marked]):
        return marked - 1 if marked > 1 and _bare_name(lines, marked - 1, marked - 1) else marked
    if marked == 1 and not _SENTENCE.search(lines[0].text) and not is_address(lines[1].text) and not is_credit(lines[1].text):
        return 1
    if is_lead(lines[1].text) and not is_lead(lines[0].text) and not _SENTENCE.search(lines[0].text):
        return 1
    if is_headline(lines[0].text) and not is_name(unpad(lines[0].text)) and _bare_name(lines, 1, 1):
        return 1
    if not is_headline(lines[0].text) or is_name(unpad(lines[0].text)) or _LABELLED.search(lines[0].text):
        return 0
    if len(lines[0].text) > 4 and _GENRE.search(lines[0].text):
        return 1
    if not lines[0].indented and (lines[1].indented or lines[1].gap or lines[1].text[-1] in "。！？”"):
        return 1
    size = 2 if len(lines) > 2 and is_headline(lines[1].text) and not is_name(unpad(lines[1].text)) else 1
    return size if len(lines[size].text) > max(30, *(2 * len(line.text) for line in lines[:size])) else 0


def _is_mark(line: Line) -> bool:
    """Whether a line belongs to the head but not to the title."""
    text = line.text
    return bool(dated(text) or is_occasion(text) or is_address(text) or is_credit(text) or read_byline(text) or is_imprint(text))


def _writer(text: str) -> Person | None:
    """The person a credit such as `作者：某某` names."""
    person = signature(text)
    return person if person and person.name else None


def _bare_name(lines: Sequence[Line], position: int, size: int) -> Person | None:
    """Names alone: on the first line or right below title and date above a sentence, or further down above an address."""
    text = lines[position].text if position + 1 < len(lines) else ""
    names = (names_in(text) or ((unpad(text),) if is_name(unpad(text)) else ())) if 3 <= len(text) <= _LONGEST_NAMES else ()
    if not names:
        return None
    below = next((line.text for line in lines[position + 1 :] if not (dated(line.text) or is_imprint(line.text))), "")
    found = is_address(below) or (position <= size + 1 and len(below) > 20)
    return Person(names[0], None, names[1:]) if found else None


def _by_office(lines: Sequence[Line], position: int) -> Person | None:
    """Who speaks by the line above the address: office and name without a gap, an office with the name below, or the authority."""
    text = lines[position].text
    below = lines[position + 1 : position + 3]
    if len(below) == 2 and is_office(text) and is_name(unpad(below[0].text)) and is_address(below[1].text):
        return Person(None, unpad(text))
    if not below or not is_address(below[0].text) or is_address(text):
        return None
    return split_joined(text) or (Person(None, text) if _BODY.fullmatch(text) else None)

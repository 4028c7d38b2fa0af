"""Labels before turns: `王委員廷升：`, `主席（簡委員東明代）：`, `记者：`."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from archive.ingest.bylines import read_byline
from archive.ingest.lines import Line
from archive.ingest.names import Person, is_name, is_office, names_in, split_joined
from archive.ingest.normalise import unpad
from archive.ingest.surnames import SINGLE

LabelKind = Literal["member", "office", "name", "question", "answer"]

_LABEL: Final = re.compile(
    r"(?:\d{1,3}[.．、]\s*|(?P<point>[一二三四五六七八九十]{1,3}、\s*))?"
    r"(?P<label>[\u3400-\u9fff\ue000-\uf8ffQA《“][^：:。，！？；,!?;]{0,47}?)[ \u3000]*[：:](?!//)[ \u3000]*"
)
_NOTE: Final = re.compile(r"[ \u3000]*[（(](?P<note>[^（(）)]{1,40})[）)]")
_ACTING: Final = re.compile(r"代理?\Z")
_QUESTION: Final = re.compile(r"(?:[问問记記Q]|提问|提問|问题|問題)[一二三四五六七八九十\d]{0,3}")
_ANSWER: Final = re.compile(r"(?:[答A]|回答)[一二三四五六七八九十\d]{0,3}")
_SET_OFF: Final = re.compile(r"[【\[［](?P<label>[^】\]］：:，。]{1,30})[】\]］][ \u3000]*[：:]?[ \u3000]*(?P<rest>.*)", re.DOTALL)
"""A label in brackets, as records of conversations on the web have it (`【主持人】…`)."""
_READER: Final = re.compile(r"(?P<what>网友|網友)(?P<called>[^“「\"].{0,11})")
_MEDIA: Final = re.compile(
    r"《[^》]{2,10}》|[\u3400-\u9fff]{2,6}(?:日报|日報|晚报|时报|周报|周刊|新闻|新聞|网|網|电视台|通讯社|杂志)|本刊|本报|本報"
)
"""A paper that asks by its own name (`岚山日报：`)."""
_AUDIENCE: Final = ("记者", "記者", "主持人", "网友", "網友", "观众", "觀眾", "听众", "聽眾")
"""Those who ask for others."""
_CHAIRS: Final = frozenset((*_AUDIENCE, "主席", "议长", "議長", "秘书", "秘書", "司仪", "书记员", "审判长"))
_RUNNING: Final = re.compile(r"[我你他她它们們的了是说說这這那在把被让讓请請为為对對]|(?<![顾顧])[问問]")
_ROSTER: Final = re.compile(r"(?:出席|列席|缺席|请假|請假|参加|參加|应到|實到|实到|未到|紀錄|记录|速記|速记|專門委員|专门委员)")
_ADDRESS: Final = re.compile(r"各位|诸位|諸位|尊敬|敬爱|亲爱|全体|全體")
_WRITTEN: Final = re.compile(r"(?:书面|書面)(?:质询|質詢|意见|意見|发言|發言|答复|答覆)\Z")
_CHAIR_GAP: Final = re.compile(r"主[ \u3000]*席[ \u3000]+(?P<rest>\S.*[。！？])")
_NICKNAME: Final = re.compile(r"[“「『\"][^”」』\"]{1,20}[”」』\"]\Z")
"""What a reader is called (`网友“看潮人”`)."""
_ASKS: Final = re.compile(r"(?P<who>.{1,8}?)(?P<verb>(?<![顾顧])[问問]|答)")
_LONGEST_ROSTER: Final = 90


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a turn's colon. `rest` is the text after it, `kind` how sure the reading is.

    `member` joins a name and an office, `office` is an office alone (no speaker), `name` only looks like a name.
    """

    speaker: str | None
    office: str | None
    kind: LabelKind
    rest: str


def asks(label: Label) -> bool:
    """Whether a turn is that of somebody who asks for others: a journalist, a host, a reader."""
    return (
        label.kind == "question"
        or (label.kind == "name" and label.speaker is None)
        or (label.speaker is None and _NICKNAME.sub("", label.office or "").endswith(_AUDIENCE))
    )


def find_labels(lines: Sequence[Line]) -> tuple[Label | None, ...]:
    """The label of every line, None where it begins no turn.

    A label that only looks like a name counts if it comes again, or if another label joins this name with an office.
    """
    found = [(read_label(line.text) or _chair(line.text)) if line.kind == "text" else None for line in lines]
    often = Counter(label.speaker or label.office for label in found if label)
    return tuple(label if label and (label.kind != "name" or often[label.speaker or label.office] > 1) else None for label in found)


def read_label(text: str) -> Label | None:
    """Read the label at the beginning of a turn (`王委員廷升：`, `主席（簡委員東明代）：`, `记者：`)."""
    set_off = _SET_OFF.match(text) if text[0] in "【[［" else None
    if set_off:
        called = _READER.sub(r"\g<what>“\g<called>”", set_off["label"])
        text = f"{called}：{set_off['rest']}"
    found = _LABEL.match(text)
    if found is None:
        return None
    label, rest = found["label"], text[found.end() :]
    note = _NOTE.search(label)
    bare = unpad(_NOTE.sub("", label)) if note else unpad(label)
    if note:
        inner = _ACTING.sub("", note["note"].strip())
        person = split_joined(inner) or (Person(inner, None) if is_name(unpad(inner)) else None)
        if person and person.name and _is_label_office(bare):
            return Label(unpad(person.name), bare, "member", rest)
        if is_name(bare) and is_office(inner):
            return Label(bare, inner, "member", rest)
    if found["point"]:
        return Label(None, None, "question", rest) if _QUESTION.fullmatch(bare) else None
    return None if _is_roster(bare, rest) else _plain_label(_WRITTEN.sub("", bare), rest)


def _is_roster(label: str, rest: str) -> bool:
    """Whether a line lists who was there (`主　席：林召集委員郁方`) or addresses them, rather than what somebody said."""
    if _ROSTER.match(label) or _ADDRESS.match(label) or rest.startswith(("男，", "女，")):
        return True
    if not 0 < len(rest) <= _LONGEST_ROSTER or rest[-1] in "。！？…":
        return False
    return bool(names_in(rest) or split_joined(rest) or read_byline(rest))


def _plain_label(label: str, rest: str) -> Label | None:
    if _QUESTION.fullmatch(label):
        return Label(None, None, "question", rest)
    if _ANSWER.fullmatch(label):
        return Label(None, None, "answer", rest)
    verb = _ASKS.fullmatch(label)
    if verb and not rest.startswith(("“", "「")) and ((who := verb["who"]) in SINGLE or who in _CHAIRS or is_name(who)):
        kind: LabelKind = "answer" if verb["verb"] == "答" else "question"
        return Label(who if is_name(who) else None, who if who in _CHAIRS else None, kind, rest)
    if _RUNNING.search(label):
        return None
    person = split_joined(label)
    if person:
        return Label(person.name, person.office, "member", rest)
    if _is_label_office(label):
        return Label(None, label, "office", rest)
    if _MEDIA.fullmatch(label):
        return Label(None, label, "name", rest)
    return Label(label, None, "name", rest) if is_name(label) else None


def _is_label_office(label: str) -> bool:
    return _NICKNAME.sub("", label) in _CHAIRS or (3 <= len(label) <= 24 and "、" not in label and is_office(label))


def _chair(text: str) -> Label | None:
    """A chair's turn whose colon is missing (`主　席　現在開會。`)."""
    found = _CHAIR_GAP.fullmatch(text)
    return Label(None, "主席", "office", found["rest"]) if found else None

"""What a person types -> tokens. Nothing fails: what cannot be meant is passed over or read as a plain word, with a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

MAX_LENGTH: Final = 1000
"""Characters of a query that are read."""

MAX_DEPTH: Final = 20
"""Brackets within brackets that are read."""

FIELDS: Final = {
    "text": "text",
    "正文": "text",
    "title": "title",
    "标题": "title",
    "標題": "title",
    "speaker": "speaker",
    "讲话人": "speaker",
    "講話人": "speaker",
    "office": "office",
    "职务": "office",
    "職務": "office",
    "place": "place",
    "地点": "place",
    "地點": "place",
    "collection": "collection",
    "文集": "collection",
    "date": "date",
    "日期": "date",
}
"""What may stand before a colon, and the field it means."""

_DOUBLE: Final = '"＂“”„‟〝〞〟'
_CLOSING: Final = {"「": "」", "『": "』", **dict.fromkeys(_DOUBLE, _DOUBLE)}
"""The marks that end a quoted string, by the mark that begins it. Double quotes of any kind end one another: keyboards mix them."""

Kind = Literal["word", "exact", "field", "open", "close", "and", "or", "not", "near"]

_SYMBOLS: Final[dict[str, Kind]] = {"(": "open", "（": "open", ")": "close", "）": "close", "|": "or", "｜": "or"}
_KEYWORDS: Final[dict[str, Kind]] = {"AND": "and", "OR": "or", "或者": "or", "NOT": "not"}
_SPACES: Final = re.compile(r"\s+")
_FIELD: Final = re.compile(f"({'|'.join(FIELDS)})[:：]", re.IGNORECASE)
_MINUS: Final = re.compile(r"[-－−]+(?=\S)")
_NEAR: Final = re.compile(r"NEAR/([0-9]{1,3})")
_RUN: Final = re.compile(rf"[^\s{''.join(_CLOSING)}{re.escape(''.join(_SYMBOLS))}]+")

_OPERANDS: Final = frozenset({"word", "exact"})
_OPERAND_ENDS: Final = _OPERANDS | {"close"}
_OPERAND_STARTS: Final = _OPERANDS | {"open", "field", "not"}


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for the reader about their query: a message id of the catalogue and the values to fill in."""

    message: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    `text` is what was typed, without quotation marks. `name` is the field of a field token, the distance of a near
    token, and of a quoted string the longer string outside which it must stand, if there is one.
    """

    kind: Kind
    text: str
    name: str = ""


def tokens(query: str, notes: list[Note]) -> list[Token]:
    """Cut a query into tokens.

    Brackets come out balanced and at most `MAX_DEPTH` deep, and every operator with the operands it needs.
    """
    if len(query) > MAX_LENGTH:
        notes.append(Note("查询太长，只读了前 {count} 个字。", (("count", str(MAX_LENGTH)),)))
    return _with_operands(_balanced(list(_scan(query[:MAX_LENGTH], notes)), notes), notes)


def _scan(query: str, notes: list[Note]) -> Iterator[Token]:
    at = 0
    while at < len(query):
        char = query[at]
        if found := _SPACES.match(query, at):
            at = found.end()
        elif char in _SYMBOLS:
            yield Token(_SYMBOLS[char], char)
            at += 1
        elif char in _CLOSING:
            token, at = _quoted(query, at, notes)
            if token:
                yield token
        elif found := _MINUS.match(query, at):
            yield Token("not", found[0])
            at = found.end()
        elif found := _FIELD.match(query, at):
            yield Token("field", found[0], FIELDS[found[1].lower()])
            at = found.end()
        elif found := _RUN.match(query, at):
            yield _run(found[0])
            at = found.end()


def _run(text: str) -> Token:
    if text in _KEYWORDS:
        return Token(_KEYWORDS[text], text)
    if near := _NEAR.fullmatch(text):
        return Token("near", text, near[1])
    return Token("word", text)


def _quoted(query: str, at: int, notes: list[Note]) -> tuple[Token | None, int]:
    """Read the quoted string that begins here, and behind it perhaps `!` and a second; return also where to read on."""
    string, end = _string(query, at)
    if end <= at:
        notes.append(Note("引号 {mark} 没有配对，按普通文字处理。", (("mark", query[at]),)))
        return None, at + 1
    if not string.strip():
        notes.append(Note("引号里没有内容，没有算。"))
        return None, end
    if query[end : end + 1] in ("!", "！") and query[end + 1 : end + 2] in _CLOSING:
        outside, behind = _string(query, end + 1)
        if behind > end and outside.strip():
            return Token("exact", string, outside), behind
    return Token("exact", string), end


def _string(query: str, at: int) -> tuple[str, int]:
    """Return the string between the quotation mark here and the one that ends it, and where that ends; 0 where none does."""
    ends = [end for mark in _CLOSING[query[at]] if (end := query.find(mark, at + 1)) >= 0]
    return (query[at + 1 : min(ends)], min(ends) + 1) if ends else ("", 0)


def _balanced(found: list[Token], notes: list[Note]) -> list[Token]:
    """Leave out brackets without a partner and those too deep."""
    opened: list[int] = []
    lonely: set[int] = set()
    deep: set[int] = set()
    for place, token in enumerate(found):
        if token.kind == "open":
            opened.append(place)
        elif token.kind == "close" and not opened:
            lonely.add(place)
        elif token.kind == "close":
            if len(opened) > MAX_DEPTH:
                deep |= {opened[-1], place}
            opened.pop()
    lonely.update(opened)
    if lonely:
        notes.append(Note("括号没有配对，按普通文字处理。"))
    if deep:
        notes.append(Note("括号超过 {count} 层，更里面的没有算。", (("count", str(MAX_DEPTH)),)))
    return [token for place, token in enumerate(found) if place not in lonely | deep]


def _with_operands(found: list[Token], notes: list[Note]) -> list[Token]:
    """Turn operators without operands into plain words, from the last to the first, since an operator may be another's operand."""
    kept: list[Token] = []
    for place in reversed(range(len(found))):
        token = found[place]
        before = found[place - 1].kind if place else None
        after = kept[-1].kind if kept else None
        if _has_operands(token.kind, before, after):
            kept.append(token)
        else:
            notes.append(Note("{operator} 前后缺少查询词，按普通文字处理。", (("operator", token.text),)))
            if token.text[0].isalnum():
                kept.append(Token("word", token.text))
    return kept[::-1]


def _has_operands(kind: Kind, before: Kind | None, after: Kind | None) -> bool:
    match kind:
        case "and" | "or":
            return before in _OPERAND_ENDS and after in _OPERAND_STARTS
        case "near":
            return before in _OPERANDS and after in _OPERANDS
        case "not":
            return after in _OPERAND_STARTS
        case "field":
            return after in _OPERANDS or after == "open"
        case _:
            return True

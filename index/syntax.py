"""What a person types -> query tree.

| notation                              | finds the passages                                                          |
|---------------------------------------|-----------------------------------------------------------------------------|
| `粮食 安全`                           | with every word, anywhere in the text, title, speaker or office             |
| `"粮食安全"` `“…”` `「…」` `『…』`    | with exactly this string                                                    |
| `"长沙"!"长沙市"`                     | with 长沙 where it is not part of 长沙市                                    |
| `-粮食` `-"…"` `-(…)` `NOT 粮食`      | without it                                                                  |
| `粮食 OR 耕地` `粮食 | 耕地` `或者`   | with one of them; OR binds weaker than standing side by side (`AND`)        |
| `(粮食 OR 耕地) 安全` `（…）`         | brackets group                                                              |
| `text:粮食` `正文：粮食`              | with it in the text; `title` 标题, `speaker` 讲话人, `office` 职务 likewise |
| `place:武汉` `地点：武汉`             | whose place is 武汉; `collection` 文集 likewise                             |
| `title:(粮食 OR "耕地")`              | a field may stand before brackets                                           |
| `date:2019` `日期:2019-03`            | of that year, month or day                                                  |
| `date:2019..2021` `2019-03..` `..2021`| between two dates, both included; the field may be left out                 |
| `"粮食" NEAR/5 "耕地"`                | with both in the text, at most 5 characters between them, in either order   |
| `数字*`                               | with a word of this pattern; beside a `*`, `?` stands for one character     |

Symbols may be full width. An operator without its operands, an unbalanced quotation mark or bracket and an unknown field
are plain text. Text without any letter, digit or character of writing is passed over, unless it is quoted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.analyzer import is_word
from index.dates import first_day, last_day
from index.fields import SEARCHED
from index.fold import fold
from index.lexer import Kind, Note, Token, tokens
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word

__all__ = ["Note", "Parsed", "parse"]

_DATE: Final = re.compile(r"([0-9]{4})(?:[-/年]([0-9]{1,2})(?:[-/月]([0-9]{1,2})日?)?)?[年月]?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood, and what the reader should know about that."""

    node: Node
    notes: tuple[Note, ...]


def parse(text: str) -> Parsed:
    """Read a query. Any text can be read, in time linear in its length; see the module for the notation."""
    notes: list[Note] = []
    node = _Parser(tokens(text, notes), notes).either(None)
    return Parsed(node or Everything(), tuple(dict.fromkeys(notes)))


class _Parser:
    """Recursive descent over tokens whose brackets are balanced and whose operators have their operands.

    The methods return None for text that says nothing.
    """

    def __init__(self, found: Sequence[Token], notes: list[Note]) -> None:
        self._tokens = found
        self._at = 0
        self._notes = notes

    def either(self, field: str | None) -> Node | None:
        """Read alternatives up to the end or a closing bracket."""
        parts = [self._together(field)]
        while self._skip("or"):
            parts.append(self._together(field))
        return _joined(Or, parts)

    def _together(self, field: str | None) -> Node | None:
        parts = []
        while self._kind() not in (None, "or", "close"):
            if not self._skip("and"):
                parts.append(self._item(field))
        return _joined(And, parts)

    def _item(self, field: str | None) -> Node | None:
        excluded = False
        while self._skip("not"):
            excluded = not excluded
        if self._kind() == "field":
            field = self._next().name
        node = self._group(field) if self._skip("open") else self._leaf(field)
        return Not(node) if node and excluded else node

    def _group(self, field: str | None) -> Node | None:
        node = self.either(field)
        self._skip("close")
        return node

    def _leaf(self, field: str | None) -> Node | None:
        token = self._next()
        if self._kind() != "near":
            return self._operand(token, field)
        pairs: list[Node | None] = []
        while self._kind() == "near":
            distance, right = int(self._next().name), self._next()
            pairs.append(Near(token.text, right.text, distance))
            token = right
        return _joined(And, pairs)

    def _operand(self, token: Token, field: str | None) -> Node | None:
        if field == "date" or (field is None and token.kind == "word" and ".." in fold(token.text)):
            dates = _dates(fold(token.text))
            if dates:
                return dates
            if field:
                self._note("“{text}”不是日期，按普通文字处理。日期写成 2020、2020-03、2020-03-05 或 2019..2021。", token)
            field = None
        if field and field not in SEARCHED:
            return Facet(field, token.text.strip())
        if token.kind == "exact":
            return Exact(token.text, field, token.name or None)
        if not is_word(token.text):
            self._note("“{text}”里没有可以查找的字，没有算；要找标点，请加引号。", token)
            return None
        if "*" in fold(token.text):
            return Wildcard(token.text, field)
        return Word(token.text, field)

    def _note(self, message: str, token: Token) -> None:
        self._notes.append(Note(message, (("text", token.text),)))

    def _kind(self) -> Kind | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip(self, kind: Kind) -> bool:
        found = self._kind() == kind
        self._at += found
        return found


def _joined(kind: Callable[[tuple[Node, ...]], Node], parts: Sequence[Node | None]) -> Node | None:
    nodes = tuple(part for part in parts if part)
    return kind(nodes) if len(nodes) > 1 else next(iter(nodes), None)


def _dates(folded: str) -> Dates | None:
    """Read `2019`, `2019..2021`, `2019-03..`, `..2021`; None where it is no date."""
    left, dots, right = folded.strip().partition("..")
    first, last = _date(left), _date(right if dots else left)
    if first is None or last is None or not (first or last):
        return None
    return Dates(last, first) if last_day(last) < first_day(first) else Dates(first, last)


def _date(text: str) -> str | None:
    """Return the ISO date; empty for an empty text, None where it is no date."""
    if not text:
        return ""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = found[1], int(found[2] or 1), int(found[3] or 1)
    try:
        exact = date(int(year), month, day).isoformat()
    except ValueError:
        return None
    return exact[: 10 if found[3] else 7 if found[2] else 4]

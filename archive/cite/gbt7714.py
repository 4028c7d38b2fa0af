"""GB/T 7714, the Chinese standard for bibliographic references (信息与文献 参考文献著录规则), numeric form, in two editions.

The edition of 2025 is in force since 2026-07-01. Its text is not public; the forms below are those of the style that zotero-chinese/styles
took from it (GB-T-7714—2025（顺序编码，双语）, 2025-12-26), of what is quoted of a drafter (陈浩元, 编辑学报, 2026, 38(2)), and of the
clauses that others quote. Clause 7 of it keeps the full stop and the brackets `[ ]` half-width, with a space after the stop; every other
mark is full-width. The edition of 2015 is set half-width throughout, each mark followed by a space.

| type | 2025 | 2015 |
|---|---|---|
| newspaper `[N]`, `[N/OL]` | 8.5, without a date of access | 4.4, with it |
| report `[R]`, `[R/OL]` | 8.8, without a date of access | 4.1 and 4.6, with it |
| web page `[EB/OL]` | 8.11, with a date of access | 4.6, with it |
| collected speech `[M]//`, `[M/OL]//` | 8.3, without a date of access | 4.2, with it |

A thing has `/OL` where it has an address. What is not known is left out. The number of the paragraph stands after the reference, for the
standard has no place for it inside.
"""

from dataclasses import dataclass
from typing import Final, Literal

from archive.cite.reference import Reference

Edition = Literal[2025, 2015]


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks an edition puts between the parts of a reference."""

    comma: str
    opening: str
    closing: str
    accessed: bool


_MARKS: Final[dict[Edition, _Marks]] = {2025: _Marks("，", "（", "）", accessed=False), 2015: _Marks(", ", "(", ")", accessed=True)}
_TYPES: Final = {"newspaper": "N", "report": "R", "webpage": "EB", "collected": "M"}


def gbt7714_2025(reference: Reference) -> str:
    """The reference after the edition of 2025."""
    return _cite(reference, 2025)


def gbt7714_2015(reference: Reference) -> str:
    """The reference after the edition of 2015."""
    return _cite(reference, 2015)


def _cite(reference: Reference, edition: Edition) -> str:
    marks = _MARKS[edition]
    title = reference.title
    if reference.kind == "collected" and reference.date:
        title += f"{marks.opening}{reference.date}{marks.closing}"  # the book's own date is not known
    online = "/OL" if reference.link or reference.kind == "webpage" else ""
    head = f"{title}[{_TYPES[reference.kind]}{online}]"
    if reference.kind == "collected":
        head += f"//{reference.container}"
    source = _source(reference, marks, online=bool(online))
    if online and (marks.accessed or reference.kind == "webpage"):
        source += f"[{reference.accessed.isoformat()}]"
    if reference.kind == "collected" and source:
        head, source = head + source, ""
    parts = (reference.author, head, source, reference.link)
    place = "" if reference.paragraph is None else f" 第{reference.paragraph}段."
    return ". ".join(part for part in parts if part) + "." + place


def _source(reference: Reference, marks: _Marks, *, online: bool) -> str:
    date = reference.date or ""
    if reference.kind == "newspaper":
        page = f"{marks.opening}{reference.page}{marks.closing}" if reference.page else ""
        return marks.comma.join(part for part in (reference.container, date) if part) + page
    if reference.kind == "collected" or not date:
        return ""
    bracketed = reference.kind == "webpage" or (online and marks.accessed)
    return f"{marks.opening}{date}{marks.closing}" if bracketed else date

"""What became of a document, in words and as facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from os import fsencode
from os.path import commonprefix
from typing import Final

from rich.table import Column, Table
from rich.text import Text

from archive.commands.console import Console
from archive.commands.files import source_of
from archive.commands.taking import Taken
from archive.model import Document
from archive.store.records import Likeness

OUTCOMES: Final = ("added", "revised", "unchanged", "refused")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; `outcome` is one of OUTCOMES, `same` the source of another file that it is a copy of, `doubts` the
    kept paragraphs that may be others."""

    path: str
    outcome: str
    layout: str = ""
    confidence: float = 0.0
    speeches: int = 0
    kept: int = 0
    new: int = 0
    withdrawn: int = 0
    doubts: int = 0
    same: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()
    duplicates: tuple[Likeness, ...] = ()


def outcome_of(taken: Taken, console: Console) -> Outcome:
    """The outcome in the person's language."""
    path = fsencode(taken.path).decode("utf-8", "backslashreplace")
    shown = f"{path}!{taken.member}" if taken.member else path
    if taken.refused:
        return Outcome(shown, "refused", reason=console.words(taken.refused.message, **taken.refused.values))
    if taken.read is None or taken.saved is None:
        return Outcome(shown, "unchanged", same=_other(taken.known, taken))
    read, saved = taken.read.read, taken.saved
    return Outcome(
        shown,
        saved.outcome,
        layout=read.layout,
        confidence=read.confidence,
        speeches=len(read.speeches),
        kept=saved.kept,
        new=saved.new,
        withdrawn=saved.withdrawn,
        doubts=saved.doubts,
        same=_other(saved.source, taken) if saved.outcome == "unchanged" else "",
        warnings=warnings_of(read, console),
        duplicates=saved.duplicates,
    )


def _other(source: str, taken: Taken) -> str:
    """The source, unless it is that of the file itself."""
    own = source_of(taken.path)
    return "" if source in (own, f"{own}!{taken.member}") else source


def warnings_of(document: Document, console: Console) -> tuple[str, ...]:
    """The warnings of a reading in the person's language."""
    return tuple(console.words(warning.message, **dict(warning.values)) for warning in document.warnings)


def lines_of(outcome: Outcome, console: Console) -> list[str]:
    """One line that says what became of the document, and one for everything to be noted about it where it changed."""
    if outcome.outcome == "unchanged":
        return [_line(outcome, console)]
    return [_line(outcome, console), *(console.words("  注意：{warning}", warning=note) for note in _notes(outcome, console))]


def table_of(outcomes: list[Outcome], console: Console) -> Table:
    """What would become of documents."""
    words = console.words
    table = Table(Column(words("文件"), overflow="fold"), words("结果"), words("版式"))
    for name in (words("把握"), words("篇"), words("段")):
        table.add_column(name, justify="right")
    table.add_column(words("注意"), overflow="fold", ratio=1)
    above = _folder_above([outcome.path for outcome in outcomes])
    for outcome in outcomes:
        read = outcome.outcome in ("added", "revised")
        table.add_row(
            Text(outcome.path.removeprefix(above)),
            {"added": words("新增"), "revised": words("修订"), "unchanged": words("未变"), "refused": words("拒收")}[outcome.outcome],
            outcome.layout,
            f"{outcome.confidence:.2f}" if outcome.layout else "",
            str(outcome.speeches) if outcome.layout else "",
            str(outcome.kept + outcome.new) if read else "",
            Text("\n".join((*([outcome.reason] if outcome.reason else []), *_notes(outcome, console)))),
        )
    return table


def _folder_above(paths: Sequence[str]) -> str:
    """The folder in which all of them are, told once."""
    folder = commonprefix(paths).rpartition("/")[0] if len(paths) > 1 else ""  # noqa: RUF071 - up to the last slash it is right
    return f"{folder}/" if folder else ""


def _line(outcome: Outcome, console: Console) -> str:
    values = {name: getattr(outcome, name) for name in Outcome.__slots__}
    words = console.words
    match outcome.outcome:
        case "added":
            return words("新增 {path}：{speeches} 篇 {new} 段（{layout}）", **values)
        case "revised":
            return words("修订 {path}：{speeches} 篇，保留 {kept} 段，新增 {new} 段，撤下或并入 {withdrawn} 段（{layout}）", **values)
        case "unchanged":
            return words("未变 {path}：与已有的 {same} 相同", **values) if outcome.same else words("未变 {path}", **values)
        case _:
            return words("拒收 {path}：{reason}", **values)


def _notes(outcome: Outcome, console: Console) -> list[str]:
    notes = list(outcome.warnings)
    if outcome.doubts:
        notes.append(console.words("有 {doubts} 段的对应没有把握，请用 review 核对。", doubts=outcome.doubts))
    for other in outcome.duplicates:
        values = {"source": other.source, "percent": f"{100 * other.score:.0f}"}
        match other.kind:
            case "same":
                notes.append(console.words("与 {source} 文字全同。", **values))
            case "near":
                notes.append(console.words("与 {source} 近似（{percent}%），可能是转载。", **values))
            case "part":
                notes.append(console.words("与 {source} 有部分段落相同（{percent}%）。", **values))
    return notes

"""Tables of records: CSV files and lines of JSON, one document a record."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Final

from archive.errors import BadFile
from archive.ingest.normalise import clean
from archive.ingest.readers.limits import LARGEST, MOST_MEMBERS
from archive.ingest.readers.text import decode

_DELIMITERS: Final = ",\t;，；|"
_TEXT_COLUMNS: Final = ("text", "正文", "内容", "內容", "全文", "文本", "content", "body", "paragraphs", "段落")
_ID_COLUMNS: Final = ("id", "编号", "編號", "序号", "序號", "key", "uuid")
_LONGEST_ID: Final = 80

csv.field_size_limit(LARGEST)


def read_rows(name: str, data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of its columns; the first line names them. Raises BadFile."""
    text = decode(name, data).text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    table = csv.reader(StringIO(text), delimiter=delimiter)
    rows: list[dict[str, str]] = []
    try:
        columns = [clean(column).strip() for column in next(table, [])]
        for cells in table:
            if any(cell.strip() for cell in cells):
                rows.append({column: cell for column, cell in zip(columns, cells, strict=False) if column})
            _check_count(name, len(rows))
    except csv.Error as error:
        raise BadFile("表格 {name} 的第 {line} 行读不懂。", name=name, line=table.line_num) from error
    return rows


def read_objects(name: str, data: bytes) -> list[dict[str, str]]:
    """The objects of a file with one JSON object a line, their values as text. Raises BadFile."""
    objects = []
    for number, line in enumerate(decode(name, data).text.split("\n"), 1):
        if not line.strip("\ufeff\r "):
            continue
        try:
            found = json.loads(line.strip("\ufeff\r "))
        except (ValueError, RecursionError) as error:
            raise BadFile("表格 {name} 的第 {line} 行读不懂。", name=name, line=number) from error
        if not isinstance(found, dict):
            raise BadFile("表格 {name} 的第 {line} 行不是一个 JSON 对象。", name=name, line=number)
        objects.append({key: _as_text(value) for key, value in found.items()})
        _check_count(name, len(objects))
    return objects


def records(name: str, rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, bytes, Mapping[str, str]]]:
    """Every record as name, text and metadata. Its name is its own id where all records have different ones, else its number.

    Raises BadFile for a table that has no column of texts.
    """
    text_column = next((column for column in _TEXT_COLUMNS if any(column in row for row in rows)), None)
    if text_column is None:
        raise BadFile("表格 {name} 里没有正文这一列（text 或者 正文）。", name=name)
    id_column = next((column for column in _ID_COLUMNS if any(column in row for row in rows)), None)
    ids = [" ".join(clean(row.get(id_column, "")).split())[:_LONGEST_ID] for row in rows] if id_column else []
    unique = all(ids) and len(set(ids)) == len(rows)
    stem = name.rpartition(".")[0] or name
    for number, row in enumerate(rows, 1):
        metadata = {key: value for key, value in row.items() if key not in (text_column, id_column)}
        own = ids[number - 1].replace("/", "_") if unique else str(number)
        yield f"{stem}-{own}.txt", clean(row.get(text_column, "")).encode("utf-8"), metadata


def _as_text(value: object) -> str:
    """A value as text: a list is one item a line, null is nothing."""
    if isinstance(value, list):
        return "\n".join(map(_as_text, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _check_count(name: str, count: int) -> None:
    if count > MOST_MEMBERS:
        raise BadFile("表格 {name} 里的记录太多（超过 {limit} 条）。", name=name, limit=MOST_MEMBERS)

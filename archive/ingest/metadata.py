"""What is said about a document from outside its text.

What each place says counts more than the next, key by key:

1. the options of the command,
2. a sidecar, `talk.txt.yaml` or `talk.yaml` beside `talk.txt`,
3. the file's row in the `metadata.csv` of its folder, or its own columns where it is a record of a table,
4. front matter, YAML between `---` lines at the top of the text,
5. the properties a format is meant to carry (the title of a Word document),
6. what the text shows,
7. what a format carries without anybody having meant it (who typed a Word document, the head of a web page).

The first three are one mapping by the time a text is read: `layered` joins them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from archive import model
from archive.errors import BadFile
from archive.ingest.normalise import clean
from archive.ingest.readers.text import decode

KEYS: Final = ("title", "speaker", "office", "date", "place", "collection", "publication", "page", "url", "licence", "language", "layout")
"""The keys of front matter, sidecars and tables; all values are text."""

_OTHER_NAMES: Final[Mapping[str, str]] = {
    "title": "标题 標題 题目 題目 篇名 题名 headline subject",
    "speaker": "发言人 發言人 讲话人 講話人 发言者 报告人 演讲人 作者 姓名 author name by",
    "office": "职务 職務 职位 職位 身份 职称 头衔 position role",
    "date": "日期 时间 時間 发表日期 发言日期 讲话日期 发布日期 发布时间 published day time",
    "place": "地点 地點 地方 地区 地區 location region",
    "collection": "文集 专题 專題 合集 栏目 欄目 分类 分類 类别 category series",
    "publication": "来源 來源 出处 出處 报刊 報刊 刊物 媒体 媒體 出版物 source newspaper journal",
    "page": "版 版次 版面 页码 頁碼 页 頁 pages",
    "url": "网址 網址 链接 鏈接 連結 原文链接 link href",
    "licence": "许可 許可 授权 授權 版权 版權 license rights",
    "language": "语言 語言 语种 lang",
    "layout": "版式",
}
_NAMES: Final = {key: key for key in KEYS} | {name: key for key, names in _OTHER_NAMES.items() for name in names.split()}

_PAGE: Final = re.compile(r"第?\s*(\d+)\s*版")
"""A newspaper's way to write a page: 第4版 is 4."""

_FENCE: Final = "---\n"
_CLOSERS: Final = ("\n---\n", "\n...\n")
_LARGEST: Final = 1 << 12
"""The most characters of front matter."""
_MOST_BRACKETS: Final = 40
"""The most brackets in front matter: PyYAML's time grows with the square of how deep they nest."""


_LARGEST_SIDECAR: Final = 1 << 16
_NO_VALUES: Final = (dict, list, set, bytes)
"""What YAML gives that is not one value."""
_FILE_COLUMNS: Final = ("file", "文件", "文件名", "filename")


@dataclass(frozen=True, slots=True)
class Fronted:
    """A text without its front matter, and what that said."""

    text: str
    metadata: Mapping[str, str]
    warnings: tuple[model.Warning, ...] = ()


def split_front_matter(text: str) -> Fronted:
    """Part YAML between `---` lines at the very top from the text below; what is no such YAML is text, with a warning."""
    if not text.startswith(_FENCE):
        return Fronted(text, {})
    top = text[: _LARGEST + 8] + ("\n" if len(text) <= _LARGEST + 8 else "")
    end = min((place for closer in _CLOSERS if (place := top.find(closer, len(_FENCE) - 1)) >= 0), default=-1)
    if end < 0:
        return Fronted(text, {})
    front = top[len(_FENCE) : end + 1]
    try:
        loaded = _loaded(front)
    except ValueError:
        return Fronted(text, {}, (model.Warning("文件开头的元数据不是合格的 YAML，已当作正文。"),))
    if not isinstance(loaded, dict):
        return Fronted(text, {}, (model.Warning("文件开头的元数据不是键和值，已当作正文。"),))
    metadata, warnings = known(loaded)
    return Fronted(text[end + 5 :], metadata, warnings)


def read_sidecar(name: str, data: bytes) -> dict[str, str]:
    """The keys and values of a sidecar, as text. Raises BadFile where it is not YAML of keys and single values."""
    text = clean(decode(name, data).text) if len(data) <= _LARGEST_SIDECAR else ""
    try:
        loaded = _loaded(text)
    except ValueError as error:
        raise BadFile("元数据文件 {name} 不是合格的 YAML。", name=name) from error
    if not isinstance(loaded, dict) or any(isinstance(value, _NO_VALUES) for value in loaded.values()):
        raise BadFile("元数据文件 {name} 里不是键和值。", name=name)
    return {str(key): str(value) for key, value in loaded.items() if value is not None}


def rows_by_file(rows: Sequence[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The rows of a `metadata.csv` by what their column `file` (or `文件`) names; the last row counts for a file named twice."""
    named = ((next((row[key] for key in _FILE_COLUMNS if row.get(key)), ""), row) for row in rows)
    return {name: {key: value for key, value in row.items() if key not in _FILE_COLUMNS and value} for name, row in named if name}


def sidecar_names(name: str) -> tuple[str, str]:
    """The names a file's sidecar can have, the one that counts first."""
    return f"{name}.yaml", f"{name.rpartition('.')[0] or name}.yaml"


def layered(*sayings: Mapping[str, str]) -> dict[str, str]:
    """Several sayings about one document as one, by the archive's own names of the keys; the first that says something counts."""
    joined: dict[str, str] = {}
    for saying in sayings:
        for key, value in saying.items():
            if value.strip():
                joined.setdefault(_key(key), value)
    return joined


def known(values: Mapping[str, object]) -> tuple[dict[str, str], tuple[model.Warning, ...]]:
    """The values of the known keys as text without empty ones, and a warning for every other key or unfit value.

    A key can also go by one of its other names in Chinese or English.
    """
    metadata: dict[str, str] = {}
    warnings = []
    for said, value in values.items():
        key = _key(said)
        if key not in KEYS:
            warnings.append(model.Warning("元数据里的“{key}”不认识，已略去。", (("key", clean(str(said))[:80]),)))
        elif isinstance(value, _NO_VALUES):
            warnings.append(model.Warning("元数据里的“{key}”不是一个值，已略去。", (("key", clean(str(said))),)))
        elif value is not None and (text := " ".join(clean(str(value)).split())):
            metadata.setdefault(key, _PAGE.sub(r"\1", text) if key == "page" else text)
    return metadata, tuple(warnings)


def _key(said: object) -> str:
    """The archive's own name of a key, or what was said where it is none."""
    return _NAMES.get(str(said).strip().lower(), str(said))


def _loaded(text: str) -> object:
    """What YAML says. Raises ValueError where it says nothing sensible."""
    if text.count("[") + text.count("{") > _MOST_BRACKETS or text.count("&") > _MOST_BRACKETS:
        raise ValueError
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, OverflowError, RecursionError) as error:
        raise ValueError from error

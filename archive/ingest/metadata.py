"""What is said about a document from outside its text: front matter at the top, or a sidecar of the caller's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from archive import model

KEYS: Final = ("title", "speaker", "office", "date", "place", "collection", "publication", "page", "url", "licence", "language", "layout")
"""The keys of front matter and sidecars; all values are text."""

_PAGE: Final = re.compile(r"第?\s*(\d+)\s*版")
"""A newspaper's way to write a page: 第4版 is 4."""

_FENCE: Final = "---\n"
_CLOSERS: Final = ("\n---\n", "\n...\n")
_LARGEST: Final = 1 << 12
"""The most characters of front matter."""
_MOST_BRACKETS: Final = 40
"""The most brackets in front matter: PyYAML's time grows with the square of how deep they nest."""


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
        loaded = yaml.safe_load(front) if front.count("[") + front.count("{") <= _MOST_BRACKETS else None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return Fronted(text, {}, (model.Warning("文件开头的元数据不是合格的 YAML，已当作正文。"),))
    if not isinstance(loaded, dict):
        return Fronted(text, {}, (model.Warning("文件开头的元数据不是键和值，已当作正文。"),))
    metadata, warnings = known({str(key): value for key, value in loaded.items()})
    return Fronted(text[end + 5 :], metadata, warnings)


def known(values: Mapping[str, object]) -> tuple[dict[str, str], tuple[model.Warning, ...]]:
    """The values of the known keys as text without empty ones, and a warning for every other key or unfit value."""
    metadata: dict[str, str] = {}
    warnings = []
    for key, value in values.items():
        if key not in KEYS:
            warnings.append(model.Warning("元数据里的“{key}”不认识，已略去。", (("key", key[:80]),)))
        elif isinstance(value, dict | list | set | bytes):
            warnings.append(model.Warning("元数据里的“{key}”不是一个值，已略去。", (("key", key),)))
        elif value is not None and (text := " ".join(str(value).split())):
            metadata[key] = _PAGE.sub(r"\1", text) if key == "page" else text
    return metadata, tuple(warnings)

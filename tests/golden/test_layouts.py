"""Every layout against invented pages: `layouts/<case>.txt` (or `.md`) beside what it is read as, `layouts/<case>.json`.

After a change that is meant, write the readings again with `python -m tests.golden.test_layouts` and read the difference.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from archive.ingest import parse
from archive.ingest.layouts import BY_NAME
from archive.model import Document

CASES = sorted(path for path in Path(__file__).with_name("layouts").iterdir() if path.suffix in (".txt", ".md"))


def reading(document: Document) -> dict[str, Any]:
    """Everything a document says that is not empty; a paragraph is its path and its text."""
    speeches = [
        {
            **{key: getattr(speech, key) for key in ("title", "speaker", "office", "date", "place") if getattr(speech, key)},
            "paragraphs": [" › ".join((*paragraph.path, paragraph.text)) for paragraph in speech.paragraphs],
        }
        for speech in document.speeches
    ]
    origin = {key: value for key in document.origin.__slots__ if (value := getattr(document.origin, key))}
    warnings = [warning.message.format(**dict(warning.values)) for warning in document.warnings]
    found = {"layout": document.layout, "speeches": speeches, "credits": document.credits, "origin": origin, "warnings": warnings}
    return {key: value for key, value in found.items() if value}


def written(path: Path) -> str:
    """The reading of a page as its golden file holds it."""
    return json.dumps(reading(parse(path.name, path.read_bytes())), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_page_is_read_as_before(path: Path) -> None:
    assert written(path) == path.with_suffix(".json").read_text(encoding="utf-8")


def test_every_layout_has_a_page() -> None:
    from_pages = {json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["layout"] for path in CASES}
    assert from_pages == set(BY_NAME)


def regenerate() -> None:
    """Write every golden file again from what the pages are read as."""
    for path in CASES:
        path.with_suffix(".json").write_text(written(path), encoding="utf-8")


if __name__ == "__main__":
    regenerate()

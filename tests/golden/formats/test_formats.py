"""Every format against invented files: `<case>.json` here is what each is read as.

Text files stand here, the others are made by `making`. After a change that is meant, write the readings again with
`python -m tests.golden.formats.test_formats` and read the difference.
"""

import json
from pathlib import Path

import pytest

from archive.ingest import parse, unpack
from tests.golden.formats import making
from tests.golden.test_layouts import reading

HERE = Path(__file__).parent


def files() -> dict[str, bytes]:
    """The files by name."""
    stored = {path.name: path.read_bytes() for path in sorted(HERE.iterdir()) if path.suffix in (".html", ".csv", ".jsonl")}
    return {
        **stored,
        "old-page.html": stored["old-page.html"].decode("utf-8").encode("big5hkscs"),
        "speech.docx": making.docx_file(),
        "article.odt": making.odt_file(),
        "book.epub": making.epub_file(),
        "article.rtf": making.rtf_file(),
        "printed.pdf": making.pdf_file(making.printed_pages()),
    }


FILES = files()


def written(name: str) -> str:
    """What a file is read as, one reading for each of its documents."""
    items = {item.name: reading(parse(*item)) for item in unpack(name, FILES[name])}
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", FILES)
def test_file_is_read_as_before(name: str) -> None:
    assert written(name) == (HERE / f"{name}.json").read_text(encoding="utf-8")


def regenerate() -> None:
    """Write every golden file again from what the files are read as."""
    for name in FILES:
        (HERE / f"{name}.json").write_text(written(name), encoding="utf-8")


if __name__ == "__main__":
    regenerate()

"""The bundled sample shows every layout and is read without a doubt."""

from collections import defaultdict
from pathlib import Path

import pytest

from archive.ingest import parse
from archive.model import Document

SAMPLE = Path(__file__).parents[2] / "archive" / "sample"
FILES = sorted(path for path in SAMPLE.rglob("*") if path.is_file())


def document(path: Path) -> Document:
    return parse(path.name, path.read_bytes())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_understood(path: Path) -> None:
    found = document(path)
    assert found.warnings == ()
    assert found.confidence >= 0.7
    assert all(speech.title and speech.date for speech in found.speeches)


def test_the_sample_shows_what_the_archive_can() -> None:
    documents = [document(path) for path in FILES]
    speeches = [speech for found in documents for speech in found.speeches]
    assert {found.layout for found in documents} == {
        "newspaper",
        "symposium",
        "transcript",
        "interview",
        "law",
        "news",
        "report",
        "speech",
        "article",
    }
    assert len(speeches) >= 50
    assert len({speech.date[:4] for speech in speeches if speech.date}) >= 8
    assert {"望川", "松溪", "石渡", "云泽", "青屿"} <= {speech.place for speech in speeches}


def test_people_come_again_in_other_offices() -> None:
    offices: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for speech in document(path).speeches:
            if speech.speaker and speech.office:
                offices[speech.speaker].add(speech.office)
    assert offices["林知远"] == {"松溪市市长", "松溪市委书记", "望川市委书记", "云泽省副省长"}
    assert sum(1 for held in offices.values() if len(held) > 1) >= 6

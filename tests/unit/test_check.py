"""Whatever is damaged is told, with its place; what can be made anew is, and originals stay as they are."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from typing import Any

import pytest

from archive.checking import MOST, find_faults, mend
from archive.indexing import Progress
from archive.part import Part
from archive.store.auditing import Finding
from index.model import Doc, Query
from tests.unit.test_commands import PAGE, Archive
from tests.web.conftest import Library
from tests.web.samples import SAMPLES, edited, shortened


@contextmanager
def silently(_part: str) -> Iterator[Progress]:
    yield lambda _done, _total: None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive that has seen editions, revisions, mergers and withdrawals."""
    library = Library(tmp_path_factory.mktemp("built"))
    first = SAMPLES[0].document.speeches[0].paragraphs
    library.take(*SAMPLES)
    library.take(edited(SAMPLES[0], 2, "二是让数据跑在货物前面，也跑在潮水前面。"), data=b"2")
    library.take(shortened(edited(SAMPLES[0], 0, first[0].text + first[1].text), 1), data=b"3")
    library.close()
    return library.folder


@pytest.fixture
def lived_in(built: Path, tmp_path: Path) -> Iterator[Library]:
    """Such an archive of a test's own."""
    copytree(built, tmp_path / "data")
    library = Library(tmp_path / "data")
    yield library
    library.close()


def part(library: Library) -> Part:
    return Part(library.store, library.engine, library.suggestions)


def faults(library: Library) -> list[Finding]:
    return find_faults(library.store, [part(library)], silently)


def kinds(library: Library) -> set[str]:
    return {one.kind for one in faults(library)}


def change(library: Library, *statements: str) -> None:
    """Change the database behind the archive's back."""
    with sqlite3.connect(library.folder / "archive.db") as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
    connection.close()


def originals(library: Library) -> list[Any]:
    with sqlite3.connect(library.folder / "archive.db") as connection:
        return connection.execute("SELECT * FROM original ORDER BY sha256").fetchall()


def test_a_whole_archive_has_no_faults(lived_in: Library, tmp_path: Path) -> None:
    assert faults(lived_in) == []
    empty = Library(tmp_path / "empty")
    assert faults(empty) == []
    empty.close()


ROUND = "UPDATE paragraph SET target = id WHERE id = (SELECT id FROM paragraph WHERE state = 'merged' LIMIT 1)"
NOWHERE = "UPDATE paragraph SET target = NULL WHERE id = (SELECT id FROM paragraph WHERE state = 'merged' LIMIT 1)"
BREAKAGES = {
    "original": ("UPDATE original SET data = CAST(data || 'x' AS BLOB) WHERE sha256 = (SELECT sha256 FROM document LIMIT 1)",),
    "reference": ("DELETE FROM speaker WHERE id = (SELECT speaker_id FROM speech WHERE speaker_id IS NOT NULL LIMIT 1)",),
    "redirect": (ROUND,),
    "edition": ("DELETE FROM edition WHERE (document_id, sha256) IN (SELECT id, sha256 FROM document LIMIT 1)",),
    "orphan": ("UPDATE speech SET position = NULL WHERE id = (SELECT speech_id FROM paragraph WHERE state = 'live' LIMIT 1)",),
    "revision": ("DELETE FROM revision WHERE paragraph_id = (SELECT id FROM paragraph WHERE version > 1 LIMIT 1)",),
}


@pytest.mark.parametrize("kind", BREAKAGES)
def test_what_only_a_backup_can_mend_is_told(lived_in: Library, kind: str) -> None:
    change(lived_in, *BREAKAGES[kind])
    told = [one for one in faults(lived_in) if not one.repairable]
    assert {one.kind for one in told} == {kind}
    assert all(one.where for one in told)


def test_a_merged_paragraph_that_leads_nowhere_is_told(lived_in: Library) -> None:
    change(lived_in, NOWHERE)
    assert [(one.kind, one.repairable) for one in faults(lived_in)] == [("redirect", False)]


def test_a_damaged_database_file_is_told(lived_in: Library) -> None:
    lived_in.store.close()
    path = lived_in.folder / "archive.db"
    data = bytearray(path.read_bytes())
    page = int.from_bytes(data[16:18])
    random = Random(7)
    for number in range(2, len(data) // page, 3):
        data[number * page : number * page + 40] = random.randbytes(40)
    path.write_bytes(data)
    assert "database" in kinds(lived_in)


@pytest.fixture(params=["folder", "pointer", "mark", "truncated", "flipped", "missing file", "other store"])
def spoil(request: pytest.FixtureRequest) -> Callable[[Library], None]:
    """Something that happens to an index."""

    def happen(library: Library) -> None:
        folder = library.folder / "index" / library.engine.generation()
        largest = max(folder.iterdir(), key=lambda file: file.stat().st_size)
        data = bytearray(largest.read_bytes())
        match request.param:
            case "folder":
                rmtree(library.folder / "index")
            case "pointer":
                (library.folder / "index" / "current").write_text("nowhere")
            case "mark":
                (folder / "mark").unlink()
            case "truncated":
                largest.unlink()
                largest.write_bytes(data[: len(data) // 2])
            case "flipped":
                data[len(data) // 3] ^= 4
                largest.unlink()
                largest.write_bytes(data)
            case "missing file":
                largest.unlink()
            case "other store":
                lines = list(library.store.dump())
                library.store.load(lines, lambda _done, _total: None, over=True)
                return
        library.engine.close()

    return happen


def test_a_spoiled_index_is_told_and_made_anew(lived_in: Library, spoil: Callable[[Library], None]) -> None:
    before, bytes_before = sorted(hit.doc.id for hit in lived_in.engine.stream(Query())), originals(lived_in)
    spoil(lived_in)
    found = faults(lived_in)
    assert {(one.kind, one.repairable) for one in found} == {("index", True)}
    mend(lived_in.store, [part(lived_in)], found, silently)
    assert faults(lived_in) == []
    assert sorted(hit.doc.id for hit in lived_in.engine.stream(Query())) == before
    assert originals(lived_in) == bytes_before


def one_more(library: Library) -> tuple[list[Doc], list[str]]:
    return [next(library.engine.stream(Query())).doc._replace(id="00000000")], []


def one_less(library: Library) -> tuple[list[Doc], list[str]]:
    return [], [next(library.engine.stream(Query())).doc.id]


def another_word(library: Library) -> tuple[list[Doc], list[str]]:
    doc = next(library.engine.stream(Query())).doc
    return [doc._replace(text=doc.text[:-1] + "！")], []


@pytest.mark.parametrize("changed", [one_more, one_less, another_word])
def test_an_index_that_differs_from_the_store_is_told_by_speech(
    lived_in: Library, changed: Callable[[Library], tuple[list[Doc], list[str]]]
) -> None:
    docs, gone = changed(lived_in)
    speech = next(lived_in.engine.stream(Query())).doc.speech_id
    lived_in.engine.update(docs, gone, lived_in.engine.mark())
    lived_in.suggestions.refresh(lived_in.engine)
    found = faults(lived_in)
    assert [(one.kind, one.where, one.repairable) for one in found] == [("index", speech, True)]
    mend(lived_in.store, [part(lived_in)], found, silently)
    assert faults(lived_in) == []


def test_what_is_in_work_is_no_difference(lived_in: Library) -> None:
    sample = shortened(SAMPLES[1], 1)
    lived_in.store.save(sample.name, sample.name, b"later", sample.document, sample.collection)
    assert [(one.kind, one.values) for one in faults(lived_in)] == [("behind", {"count": 1})]
    lived_in.take()
    assert faults(lived_in) == []


def test_suggestions_and_sketches_are_made_anew(lived_in: Library) -> None:
    before = list(lived_in.store.dump())
    (lived_in.folder / "index" / "suggestions").write_bytes(b"")
    change(lived_in, "DELETE FROM trace", "DELETE FROM sketch")
    found = faults(lived_in)
    assert {one.kind for one in found} == {"sketch", "suggestions"}
    mend(lived_in.store, [part(lived_in)], found, silently)
    assert faults(lived_in) == []
    assert sorted(lived_in.store.dump()) == sorted(before)


def test_of_many_faults_the_first_are_named_and_the_others_counted(lived_in: Library) -> None:
    change(lived_in, "UPDATE paragraph SET version = 9")
    found = [one for one in faults(lived_in) if one.kind == "revision"]
    assert len(found) == MOST + 1
    paragraphs = sum(line.startswith('{"table": "paragraph"') for line in lived_in.store.dump())
    assert found[-1].values == {"count": paragraphs - MOST}


def test_the_command_tells_what_is_wrong_and_mends_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.run("ingest", archive.file("望川日报/0305.txt", PAGE))
    whole = archive.run("check")
    assert (whole.returncode, "完好" in whole.stderr) == (0, True)
    rmtree(tmp_path / "data" / "index")
    done = archive.run("check", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert (answer["ok"], answer["checked"]) == (False, {"documents": 1, "speeches": 2, "paragraphs": 3})
    assert [(one["kind"], one["repairable"]) for one in answer["findings"]] == [("index", True)]
    assert "check --repair" in answer["findings"][0]["message"]
    mended = archive.run("check", "--repair", language="en_US.UTF-8")
    assert (mended.returncode, mended.stdout) == (0, ""), mended.stderr
    (tmp_path / "data" / "archive.db").write_bytes(b"no database at all" * 100)
    done = archive.run("check", "--json")
    assert (done.returncode, [one["kind"] for one in json.loads(done.stdout)["findings"]]) == (1, ["database"])

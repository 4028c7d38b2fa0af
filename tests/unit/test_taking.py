"""Files on their way into the store: what is said of them, copies, moves, containers with a spoiled member."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from archive.commands.console import Console
from archive.commands.patience import Patience
from archive.commands.taking import Taken, take
from archive.store import Store
from archive.store.records import SpeechRecord

TEXT = "简报\n\n白鹭湖水位上升，沿岸的苗圃都浇足了水。\n"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def written(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def taken(store: Store, *files: Path, said: Mapping[str, str] | None = None) -> list[Taken]:
    return [one for step in take(store, files, said or {}, Patience(Console("zh"))) for one in step.taken]


def outcomes(taken_files: list[Taken]) -> list[str]:
    return ["refused" if one.refused else one.saved.outcome if one.saved else "known" for one in taken_files]


def speeches(store: Store) -> list[SpeechRecord]:
    rows = store.index_rows([document for _, document in store.changes()])
    return [store.speech(speech_id) for speech_id in dict.fromkeys(row.speech_id for row in rows)]


def speakers(store: Store) -> list[str | None]:
    return [speech.speaker.name if speech.speaker else None for speech in speeches(store)]


def test_what_a_person_says_of_a_file_counts_most(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "集/a.txt")
    written(tmp_path / "集/a.yaml", "speaker: 闻一鹤\noffice: 副市长\n")
    said = {"speaker": "桑榆", "title": "水", "date": "2021-05", "publication": "望川日报", "page": "3", "collection": "湖集"}
    taken(store, path, said=said)
    (speech,) = speeches(store)
    assert speech.speaker
    assert (speech.speaker.name, speech.office, speech.title, speech.date) == ("桑榆", "副市长", "水", "2021-05")
    assert (speech.origin.publication, speech.origin.page, speech.collection) == ("望川日报", "3", "湖集")


def test_what_was_said_holds_until_it_is_taken_back(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "集/a.txt")
    taken(store, path, said={"speaker": "桑榆", "office": "市长"})
    assert outcomes(taken(store, path)) == ["known"]
    written(path, TEXT + "又一段。\n")
    assert outcomes(taken(store, path)) == ["revised"]
    assert speakers(store) == ["桑榆"]
    assert outcomes(taken(store, path, said={"speaker": ""})) == ["revised"]
    assert speakers(store) == [None]
    assert speeches(store)[0].office == "市长"


def test_what_was_said_of_a_file_that_failed_is_there_when_it_is_tried_again(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "集/a.txt", "")
    assert outcomes(taken(store, path, said={"speaker": "桑榆"})) == ["refused"]
    assert outcomes(taken(store, written(path))) == ["added"]
    assert speakers(store) == ["桑榆"]


def test_a_copy_without_what_stands_beside_the_first_changes_nothing(store: Store, tmp_path: Path) -> None:
    path, copy = written(tmp_path / "集/a.txt"), written(tmp_path / "副本/b.txt")
    written(tmp_path / "集/a.yaml", "speaker: 闻一鹤\n")
    first, second = taken(store, path, copy)
    assert outcomes([first, second]) == ["added", "unchanged"]
    assert first.saved
    assert second.saved
    assert second.saved.source == first.saved.source == str(path)
    assert outcomes(taken(store, copy)) == ["unchanged"]
    assert speakers(store) == ["闻一鹤"]


def test_a_document_goes_along_when_its_file_is_moved_and_later_edited(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "集/a.txt")
    taken(store, path, said={"speaker": "桑榆"})
    before = {row.text: row.id for row in store.index_rows([document for _, document in store.changes()])}
    moved = tmp_path / "别处/b.txt"
    moved.parent.mkdir()
    path.rename(moved)
    assert outcomes(taken(store, moved)) == ["unchanged"]
    written(moved, TEXT + "又一段。\n")
    assert outcomes(taken(store, moved)) == ["revised"]
    after = {row.text: row.id for row in store.index_rows([document for _, document in store.changes()])}
    assert before.items() < after.items()
    assert speakers(store) == ["桑榆"]
    assert store.totals().documents == 1


def test_a_spoiled_member_costs_only_itself(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "box.zip"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("表.csv", "标题,数目\n甲,1\n")
        box.writestr("里/a.txt", TEXT)
        box.writestr("坏.txt", "将要损坏的一份。" * 20)
        box.writestr("旁.txt", TEXT + "又一段。\n")
        box.writestr("旁.yaml", "speaker: [桑榆\n")
    data = path.read_bytes()
    place = data.index("将要损坏".encode())
    path.write_bytes(data[:place] + b"\xff" + data[place + 1 :])
    found = taken(store, path)
    assert {one.member: outcome for one, outcome in zip(found, outcomes(found), strict=True)} == {
        "表.csv": "refused",
        "里/a.txt": "added",
        "坏.txt": "refused",
        "旁.txt": "refused",
    }
    assert [one.source.rpartition("!")[2] for one in store.failures()] == ["坏.txt", "旁.txt", "表.csv"]


def test_the_documents_of_a_moved_container_go_along(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "box.zip"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("a.txt", TEXT)
        box.writestr("b.txt", "别的简报\n\n老街的灯重新亮了，夜里也有人下棋。\n")
    taken(store, path)
    moved = path.rename(tmp_path / "moved.zip")
    assert outcomes(taken(store, moved)) == ["unchanged", "unchanged"]
    assert outcomes(taken(store, moved)) == ["known"]
    assert [edition.name for edition in store.editions()] == ["moved.zip"]
    assert store.totals().documents == 2

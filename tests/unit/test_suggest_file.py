"""The file of suggestions: made from an index, shared, and done without where it is damaged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Engine
from index.model import Doc
from index.suggest import EMPTY, Suggestions
from index.suggest.suggestions import FILE
from index.suggest.tables import Tables
from tests.engines.stock.engine import StockEngine

DOCS = (
    Doc("a", "s", 1, "码头上的灯塔亮了。", "灯塔手记", "沈砚秋"),
    Doc("b", "s", 2, "灯塔照着码头。", "灯塔手记", "沈砚秋"),
    Doc("c", "t", 1, "防波堤和码头都要修。", "", "顾望舒"),
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = StockEngine(tmp_path / "index")
    opened.rebuild(DOCS, "")
    yield opened
    opened.close()


@pytest.fixture
def suggestions(tmp_path: Path, engine: Engine) -> Suggestions:
    made = Suggestions(tmp_path / "index")
    made.refresh(engine)
    return made


def names(suggestions: Suggestions, typed: str) -> list[tuple[str, int]]:
    return [(entry.value, entry.count) for entry in suggestions.lexicon().complete(typed, 9).names]


def words(suggestions: Suggestions, typed: str) -> list[tuple[str, int]]:
    return [(entry.value, entry.count) for entry in suggestions.lexicon().complete(typed, 9).words]


def test_without_a_file_there_are_no_suggestions(tmp_path: Path) -> None:
    nothing = Suggestions(tmp_path / "index")
    assert nothing.lexicon() is EMPTY
    assert nothing.generation() == ""


def test_nothing_is_written_for_an_index_that_is_not_there(tmp_path: Path) -> None:
    Suggestions(tmp_path / "none").refresh(StockEngine(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_names_titles_and_words_come_with_their_passages(suggestions: Suggestions, engine: Engine) -> None:
    told = suggestions.lexicon().complete("灯塔", 9)
    assert [(entry.value, entry.count) for entry in told.titles] == [("灯塔手记", 2)]
    assert [(entry.value, entry.count) for entry in told.words] == [("灯塔", 2)]
    assert names(suggestions, "沈") == [("沈砚秋", 2)]
    assert words(suggestions, "码") == [("码头", 3)]
    assert words(suggestions, "防") == [], "a word that one passage holds may be a slip"
    assert suggestions.generation() == engine.generation()


def test_the_file_follows_the_index_and_other_readers_follow_the_file(suggestions: Suggestions, engine: Engine, tmp_path: Path) -> None:
    site = Suggestions(tmp_path / "index")
    assert names(site, "顾") == [("顾望舒", 1)]
    engine.update([DOCS[2]._replace(speaker="顾长庚")], [], "")
    assert names(site, "顾") == [("顾望舒", 1)], "until the file is made anew"
    suggestions.refresh(engine)
    assert names(site, "顾") == names(suggestions, "顾") == [("顾长庚", 1)]


def test_the_file_is_left_alone_while_the_index_stays_the_same(suggestions: Suggestions, engine: Engine, tmp_path: Path) -> None:
    before = (tmp_path / "index" / FILE).stat()
    suggestions.refresh(engine)
    Suggestions(tmp_path / "index").refresh(engine)
    assert (tmp_path / "index" / FILE).stat() == before


def test_the_file_and_the_index_do_not_disturb_each_other(suggestions: Suggestions, engine: Engine, tmp_path: Path) -> None:
    engine.rebuild(DOCS[:1], "")
    engine.update([], ["a"], "")
    assert names(suggestions, "沈") == [("沈砚秋", 2)]
    assert engine.count() == 0
    suggestions.refresh(engine)
    assert names(suggestions, "沈") == []
    assert {file.name for file in (tmp_path / "index").iterdir()} == {engine.generation(), "current", "lock", FILE}


@pytest.mark.parametrize(
    "damage", ["empty", "foreign", "truncated", "folder", "altered at the front", "altered in the middle", "altered at the end"]
)
def test_a_damaged_file_means_no_suggestions_until_it_is_made_anew(
    damage: str, suggestions: Suggestions, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "index" / FILE
    data = bytearray(file.read_bytes())
    file.unlink()
    match damage:
        case "empty":
            data.clear()
        case "foreign":
            data = bytearray(b"not a file of ours" * 99)
        case "truncated":
            del data[len(data) // 2 :]
        case "folder":
            file.mkdir()
        case _:
            at = {"front": 3, "middle": len(data) // 3, "end": len(data) - 40}[damage.rsplit(maxsplit=1)[-1]]
            data[at] ^= 0x10
    if damage != "folder":
        file.write_bytes(data)
    assert suggestions.lexicon() is EMPTY
    assert suggestions.generation() == ""
    if damage != "folder":
        suggestions.refresh(engine)
        assert names(suggestions, "沈") == [("沈砚秋", 2)]


def test_a_file_of_another_version_is_made_anew(
    suggestions: Suggestions, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("index.suggest.tables.LAYOUT", 0)
        Tables.of((("旧人", 1),), (), ()).save(tmp_path / "index" / FILE, engine.generation())
    assert suggestions.lexicon() is EMPTY
    suggestions.refresh(engine)
    assert names(suggestions, "沈") == [("沈砚秋", 2)]

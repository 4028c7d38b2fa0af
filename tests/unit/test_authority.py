"""Who is who: spellings of one name, other names, namesakes, and what the archivist says of them."""

from collections.abc import Iterator

import pytest

from archive.commands.people_file import read_people, write_people
from archive.errors import BadInput
from archive.model import Document, Paragraph, Speech
from archive.store import Store
from archive.store.database import open_database, writing
from archive.store.names import Person, Rule, heading, key

NAMESAKES = """
- heading: 桑榆（1962）
  when:
    - office: 望川市
    - {from: 2010, to: 2015-06, collection: 望川日报}
- heading: 桑榆（1975）
  when:
    - office: 临江县
"""


def said(speaker: str | None, text: str, office: str | None = "望川市市长", date: str | None = "2021-05") -> Speech:
    return Speech("湿地之歌", speaker, office, date, "望川", (Paragraph(text),))


def save(store: Store, name: str, *speeches: Speech, collection: str | None = None) -> str:
    read = Document(speeches, (), "speech", 0.9, "", collection=collection)
    return store.save(f"/in/{name}", name, repr(read).encode(), read, "文集").document_id


def speakers(store: Store) -> dict[str, str]:
    """The speaker of each text, as the index is told."""
    return {row.text: row.speaker or "" for row in store.index_rows([document for _, document in store.changes()])}


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "spelling",
    ["沈砚秋", "沈硯秋", "沈　砚　秋", " 沈砚秋 ", "沈砚秋同志", "沈硯秋女士", "沈\u2003砚秋先生"],
)
def test_spellings_of_one_name_have_one_key(spelling: str) -> None:
    assert key(spelling) == key("沈砚秋")


@pytest.mark.parametrize("one", ["沈砚", "沈砚秋荷", "王先生", "沈砚秋（1962）", "先生"])
def test_other_names_have_other_keys(one: str) -> None:
    assert key(one) not in (key("沈砚秋"), key("王"), "")


def test_foreign_names_are_one_with_any_dot_and_any_width() -> None:
    assert len({key(one) for one in ("约翰·史密斯", "約翰•史密斯", "约翰．史密斯", "约翰 史密斯")}) == 1
    assert key("Ｊohn  Smith") == key("John Smith")
    assert heading("John  Smith") == "John Smith"


def test_one_speaker_under_several_spellings_is_one_person(store: Store) -> None:
    spellings = ["沈硯秋", "沈 砚秋", "沈砚秋同志", "沈砚秋"]
    for number, spelling in enumerate(spellings):
        save(store, f"{number}.txt", said(spelling, f"第{number}段"))
    assert set(speakers(store).values()) == {"沈砚秋"}
    assert store.totals().speakers == 1
    refs = {store.speaker_named(spelling) for spelling in spellings}
    assert len(refs) == 1
    found = refs.pop()
    assert found is not None
    assert len(store.speaker(found.id).speeches) == 4


def test_a_simplified_spelling_becomes_the_heading_and_the_index_hears_of_it(store: Store) -> None:
    save(store, "a.txt", said("沈硯秋", "甲段"))
    assert speakers(store) == {"甲段": "沈硯秋"}
    before = store.changes()[-1][0]
    second = save(store, "b.txt", said("沈砚秋", "乙段"))
    assert speakers(store) == {"甲段": "沈砚秋", "乙段": "沈砚秋"}
    touched = {document for _, document in store.changes(before)}
    assert len(touched) == 2
    assert second in touched


def test_spellings_that_come_in_together_are_one_person(store: Store) -> None:
    save(store, "a.txt", said("沈硯秋", "甲段"), said("沈砚秋", "乙段"), said("沈 砚 秋", "丙段"))
    assert set(speakers(store).values()) == {"沈砚秋"}


def test_an_alias_moves_speeches_now_and_later_and_the_old_page_leads_on(store: Store) -> None:
    save(store, "a.txt", said("沈砚秋", "甲段"))
    save(store, "b.txt", said("沈秋水", "乙段"))
    old = store.speaker_named("沈秋水")
    assert old is not None
    mark = store.changes()[-1][0]
    applied = store.apply_people([Person("沈砚秋", ("沈秋水",))])
    assert (applied.people, applied.moved, applied.documents, applied.undecided) == (1, 1, 1, 0)
    assert len(store.changes(mark)) == 1
    save(store, "c.txt", said("沈秋水", "丙段"))
    assert set(speakers(store).values()) == {"沈砚秋"}
    assert store.speaker(old.id).name == "沈砚秋"
    assert len(store.speaker(old.id).speeches) == 3


def test_applying_the_same_file_twice_changes_nothing(store: Store) -> None:
    save(store, "a.txt", said("沈砚秋", "甲段"), said("沈秋水", "乙段"), said("桑榆", "丙段"))
    people = (Person("沈砚秋", ("沈秋水",)), *read_people(NAMESAKES))
    store.apply_people(people)
    before = store.changes()
    applied = store.apply_people(people)
    assert (applied.moved, applied.documents) == (0, 0)
    assert store.changes() == before
    assert store.people() == people


def test_what_the_file_no_longer_says_is_undone(store: Store) -> None:
    save(store, "a.txt", said("沈砚秋", "甲段"), said("沈秋水", "乙段"), said("桑榆", "丙段"))
    before = speakers(store)
    store.apply_people([Person("沈砚秋", ("沈秋水", "桑榆"))])
    assert set(speakers(store).values()) == {"沈砚秋"}
    assert store.apply_people([]).moved == 2
    assert speakers(store) == before


def test_namesakes_are_told_apart_by_office_date_and_collection(store: Store) -> None:
    save(store, "a.txt", said("桑榆", "市里", office="望川市副市長"), said("桑榆", "县里", office="临江县县长"))
    save(store, "b.txt", said("桑 榆", "报上", office=None, date="2012-03-04"), collection="望川日报")
    save(store, "c.txt", said("桑榆", "别处", office=None, date="2012-03-04"), said("桑榆", "以后", office=None, date="2015-07"))
    applied = store.apply_people(read_people(NAMESAKES))
    assert applied.undecided == 2
    assert speakers(store) == {
        "市里": "桑榆（1962）",
        "县里": "桑榆（1975）",
        "报上": "桑榆（1962）",
        "别处": "桑榆",
        "以后": "桑榆",
    }


def test_re_ingest_respects_the_authority_file(store: Store) -> None:
    store.apply_people(read_people(NAMESAKES))
    save(store, "a.txt", said("桑榆", "原话", office="临江县县长"))
    save(store, "a.txt", said("桑榆", "原话", office="临江县县长"), said("桑榆", "又一段", office="望川市市长"))
    assert speakers(store) == {"原话": "桑榆（1975）", "又一段": "桑榆（1962）"}


def test_without_rules_a_namesake_has_the_rest(store: Store) -> None:
    save(store, "a.txt", said("桑榆", "市里"), said("桑榆", "无名", office=None))
    applied = store.apply_people([Person("桑榆（1962）", when=(Rule(office="望川市"),)), Person("桑榆（1975）")])
    assert applied.undecided == 0
    assert speakers(store) == {"市里": "桑榆（1962）", "无名": "桑榆（1975）"}


def test_a_document_may_name_the_heading_itself(store: Store) -> None:
    store.apply_people(read_people(NAMESAKES))
    save(store, "a.txt", said("桑榆(1975)", "附有元数据", office=None))
    assert speakers(store) == {"附有元数据": "桑榆（1975）"}


def test_the_archivist_may_choose_the_spelling_of_a_heading(store: Store) -> None:
    save(store, "a.txt", said("沈砚秋", "甲段"))
    known = store.speaker_named("沈砚秋")
    assert store.apply_people([Person("沈硯秋")]).documents == 1
    save(store, "b.txt", said("沈砚秋", "乙段"))
    assert set(speakers(store).values()) == {"沈硯秋"}
    chosen = store.speaker_named("沈砚秋")
    assert known is not None
    assert chosen is not None
    assert known.id == chosen.id


@pytest.mark.parametrize(
    ("office", "date", "collection", "fits"),
    [
        ("望川市市长", "2010", "报", True),
        ("望川市市長", "2015-06-30", "报", True),
        ("望川市市长", "2015-07", "报", False),
        ("望川市市长", "2009-12-31", "报", False),
        ("望川市市长", None, "报", False),
        ("临江县县长", "2012", "报", False),
        (None, "2012", "报", False),
        ("望川市市长", "2012", "刊", False),
        ("望川市市长", "2015", "报", False),
    ],
)
def test_all_conditions_of_a_rule_must_be_known_to_hold(office: str | None, date: str | None, collection: str, fits: bool) -> None:
    assert Rule("望川市", "2010", "2015-06", "报").fits(office, date, collection) is fits


@pytest.mark.parametrize(
    "people",
    [
        [Person("沈砚秋", ("秋水",)), Person("桑榆", ("秋水",))],
        [Person("沈砚秋"), Person("沈硯秋")],
        [Person("桑榆（1962）"), Person("桑榆（1975）")],
        [Person("桑榆"), Person("沈砚秋", ("桑榆",))],
    ],
)
def test_a_file_that_gives_one_name_to_two_persons_is_refused_and_nothing_changes(store: Store, people: list[Person]) -> None:
    store.apply_people([Person("闻一鹤")])
    with pytest.raises(BadInput):
        store.apply_people(people)
    assert store.people() == (Person("闻一鹤"),)


def test_the_file_is_read_and_written_alike() -> None:
    people = read_people(NAMESAKES + "- {heading: 沈砚秋, aliases: [沈秋水, 砚秋]}\n")
    assert people[0] == Person("桑榆（1962）", (), (Rule(office="望川市"), Rule(first="2010", last="2015-06", collection="望川日报")))
    assert people[2] == Person("沈砚秋", ("沈秋水", "砚秋"))
    assert read_people(write_people(people)) == people
    assert read_people("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "heading: 沈砚秋",
        "- 沈砚秋",
        "- {aliases: [沈秋水]}",
        "- {heading: 沈砚秋, alias: 沈秋水}",
        "- {heading: 沈砚秋, aliases: 沈秋水}",
        "- {heading: 沈砚秋, aliases: [[沈秋水]]}",
        "- {heading: 沈砚秋, when: {office: 市长}}",
        "- {heading: 沈砚秋, when: [{}]}",
        "- {heading: 沈砚秋, when: [{job: 市长}]}",
        "- {heading: 沈砚秋, when: [{from: 去年}]}",
        "- {heading: 沈砚秋, when: [{office: }]}",
        "- [",
        "- {heading: 2010-13-45}",
        "[" * 5000,
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_people(text)
    assert "\n" not in str(refused.value)


def test_names_stored_by_other_rules_are_settled_when_the_store_is_opened(database_url: str) -> None:
    store = Store.open(database_url)
    save(store, "a.txt", said("沈砚秋", "甲段"))
    save(store, "b.txt", said("桑榆", "乙段"))
    store.close()
    database = open_database(database_url)
    with writing(database) as connection:  # as if the second had been met when its spelling had another key
        connection.exec_driver_sql("UPDATE speaker SET name = '沈硯秋', key = 'x' WHERE name = '桑榆'")
        connection.exec_driver_sql("UPDATE speech SET spelling = '沈硯秋' WHERE spelling = '桑榆'")
        connection.exec_driver_sql("UPDATE note SET value = 'older' WHERE name = 'names'")
    database.dispose()
    store = Store.open(database_url)
    assert speakers(store) == {"甲段": "沈砚秋", "乙段": "沈砚秋"}
    assert store.totals().speakers == 1
    store.close()

"""The store: documents in, records out, identifiers that last."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

from archive.errors import NotFound, SettingsError, StoreError
from archive.model import Document, Origin, Paragraph, Speech
from archive.store import Store
from archive.store.database import open_database, writing
from archive.store.ids import ALPHABET, canonical, new_ids
from archive.store.incoming import Failure, SaidFile
from archive.store.saving import incoming
from archive.store.tables import metadata

BYTES = "任何字节".encode()


def speech_of(*texts: str, title: str = "湿地之歌", speaker: str | None = "闻一鹤") -> Speech:
    return Speech(title, speaker, "望川市市长", "2021-05", "望川", tuple(Paragraph(text) for text in texts))


def document_of(*speeches: Speech) -> Document:
    return Document(
        speeches, ("责任编辑：艾青",), "newspaper-page", 0.9, "页面", collection=None, origin=Origin(publication="望川日报", page="3")
    )


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def live(store: Store) -> dict[str, str]:
    """Paragraph ids by text."""
    return {row.text: row.id for row in store.index_rows([document for _, document in store.changes()])}


def test_a_document_is_read_back_as_it_was_saved(store: Store) -> None:
    read = document_of(
        Speech("开篇", None, None, None, None, (Paragraph("第一段", ("一、总则",)),)),
        speech_of("甲段", "乙段"),
        speech_of("丙段", title="尾声"),
    )
    saved = store.save("/in/page.txt", "page.txt", BYTES, read, "日报")
    assert (saved.outcome, saved.new, saved.kept, saved.withdrawn) == ("added", 4, 0, 0)
    middle = store.speech(next(row.speech_id for row in store.index_rows([saved.document_id]) if row.text == "甲段"))
    assert [(one.number, one.text, one.path) for one in middle.paragraphs] == [(1, "甲段", ()), (2, "乙段", ())]
    assert middle.speaker is not None
    assert (middle.speaker.name, middle.office, middle.date, middle.place, middle.collection) == (
        "闻一鹤",
        "望川市市长",
        "2021-05",
        "望川",
        "日报",
    )
    assert middle.origin == Origin(publication="望川日报", page="3")
    assert middle.number_in_document == 2
    assert middle.previous is not None
    assert middle.next is not None
    assert (middle.previous.title, middle.next.title, middle.next.paragraphs) == ("开篇", "尾声", 1)
    assert store.speech(middle.previous.id).paragraphs[0].path == ("一、总则",)
    assert store.original(saved.document_id).data == BYTES


def test_the_same_bytes_read_the_same_way_change_nothing_wherever_they_come_from(store: Store) -> None:
    read = document_of(speech_of("甲段"))
    first = store.save("/in/a.txt", "a.txt", BYTES, read, "甲集")
    before = (store.changes(), live(store))
    again = store.save("/in/a.txt", "a.txt", BYTES, read, "甲集")
    elsewhere = store.save("/other/b.txt", "b.txt", BYTES, read, "乙集")
    assert [again.outcome, elsewhere.outcome] == ["unchanged", "unchanged"]
    assert elsewhere.document_id == first.document_id
    assert elsewhere.source == "/in/a.txt"
    assert (store.changes(), live(store)) == before


def test_another_reading_of_the_same_bytes_keeps_every_id(store: Store) -> None:
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of("甲段", "乙段", "丙段")), None)
    before = live(store)
    split = document_of(speech_of("甲段"), speech_of("乙段", "丙段", title="另一篇"))
    saved = store.save("/in/a.txt", "a.txt", BYTES, split, None)
    assert (saved.outcome, saved.kept, saved.new, saved.withdrawn) == ("revised", 3, 0, 0)
    assert live(store) == before
    assert store.totals().speeches == 2


def test_new_bytes_of_a_known_file_keep_ids_where_the_words_stand(store: Store) -> None:
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of("甲段", "乙段")), None)
    before = live(store)
    speech_id = store.paragraph(before["乙段"]).speech_id
    saved = store.save("/in/a.txt", "a.txt", b"other", document_of(speech_of("序", "乙段", title="改过的标题")), None)
    assert (saved.outcome, saved.kept, saved.new, saved.withdrawn) == ("revised", 1, 1, 1)
    kept = store.paragraph(before["乙段"])
    assert (kept.state, kept.number, kept.speech_id) == ("live", 2, speech_id)
    gone = store.paragraph(before["甲段"])
    assert (gone.state, gone.speech_id, gone.text) == ("withdrawn", None, "甲段")
    assert set(store.paragraph_ids([saved.document_id])) - set(live(store).values()) == {before["甲段"]}


def test_an_edited_paragraph_keeps_its_id_and_the_words_it_had(store: Store) -> None:
    texts = ["白鹭湖今年来了三千只候鸟，比去年多出一半。", "护湖队每天清早沿岸走一圈，捡拾垃圾。"]
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of(*texts)), None)
    before = live(store)
    edited = texts[0].replace("三千", "四千")
    saved = store.save("/in/a.txt", "a.txt", b"other", document_of(speech_of(edited, texts[1])), None)
    assert (saved.kept, saved.new, saved.withdrawn) == (2, 0, 0)
    record = store.paragraph(before[texts[0]])
    assert (record.text, record.version) == (edited, 2)
    assert [(one.version, one.text) for one in record.revisions] == [(1, texts[0]), (2, edited)]
    assert store.paragraph(before[texts[1]]).version == 1


def test_editions_may_come_in_together(store: Store) -> None:
    editions = [f"白鹭湖今年来了{number}千只候鸟，比去年多出一半。" for number in "三四五"]
    with store.writing() as transaction:
        saved = transaction.save(
            [incoming("/in/a.txt", "a.txt", text.encode(), document_of(speech_of(text)), None) for text in editions], lambda _: True
        )
    assert [one.outcome for one in saved] == ["added", "revised", "revised"]
    assert len({one.document_id for one in saved}) == 1
    assert [one.text for one in store.paragraph(live(store)[editions[-1]]).revisions] == editions
    assert [one.data.decode() for one in store.editions()] == editions[::-1]
    assert [number for number, _ in store.changes()] == [3]


def test_a_merged_paragraph_leads_to_the_one_it_went_into(store: Store) -> None:
    texts = ["白鹭湖今年来了三千只候鸟，比去年多出一半。", "护湖队每天清早沿岸走一圈，捡拾垃圾。"]
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of(*texts)), None)
    before = live(store)
    store.save("/in/a.txt", "a.txt", b"other", document_of(speech_of("".join(texts))), None)
    record = store.paragraph(before[texts[1]])
    assert (record.state, record.target, record.text) == ("merged", before[texts[0]], texts[1])
    assert store.paragraph(before[texts[0]]).text == "".join(texts)


def test_what_was_merged_follows_its_words_when_they_part_again(store: Store) -> None:
    texts = ["白鹭湖今年来了三千只候鸟，比去年多出一半。", "护湖队每天清早沿岸走一圈，捡拾垃圾。"]
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of(*texts)), None)
    before = live(store)
    store.save("/in/a.txt", "a.txt", b"merged", document_of(speech_of("".join(texts))), None)
    parted = [texts[0], texts[1] + "风雨无阻。"]
    store.save("/in/a.txt", "a.txt", b"split", document_of(speech_of(*parted)), None)
    record = store.paragraph(before[texts[1]])
    assert (record.state, record.target, record.certain) == ("merged", live(store)[parted[1]], True)


@pytest.mark.parametrize(
    "between", [[], ["白鹭湖今年来了三千只候鸟，比去年多出一半。护湖队每天清早沿岸走一圈，捡拾垃圾。"], ["毫不相干的一段话。"]]
)
def test_words_that_come_back_wake_the_ids_they_had(store: Store, between: list[str]) -> None:
    texts = ["白鹭湖今年来了三千只候鸟，比去年多出一半。", "护湖队每天清早沿岸走一圈，捡拾垃圾。"]
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of(*texts)), None)
    before, speech_id = live(store), store.paragraph(live(store)[texts[0]]).speech_id
    store.save("/in/a.txt", "a.txt", b"other", document_of(speech_of(*between)), None)
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of(*texts)), None)
    assert live(store) == before
    assert [store.paragraph(one).target for one in before.values()] == [None, None]
    assert store.doubts() == []
    assert {store.paragraph(one).speech_id for one in before.values()} == {speech_id}


def test_a_split_paragraph_keeps_its_id_on_the_first_half(store: Store) -> None:
    texts = ["白鹭湖今年来了三千只候鸟，比去年多出一半。", "护湖队每天清早沿岸走一圈，捡拾垃圾。"]
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of("".join(texts))), None)
    before = live(store)["".join(texts)]
    saved = store.save("/in/a.txt", "a.txt", b"other", document_of(speech_of(*texts)), None)
    assert (saved.kept, saved.new, saved.withdrawn) == (1, 1, 0)
    assert store.paragraph(before).text == texts[0]


def test_a_speech_that_went_is_not_found_but_its_paragraphs_are(store: Store) -> None:
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of("甲段"), speech_of("乙段", title="二")), None)
    row = next(row for row in store.index_rows([store.changes()[0][1]]) if row.text == "乙段")
    store.save("/in/a.txt", "a.txt", b"other", document_of(speech_of("甲段")), None)
    with pytest.raises(NotFound):
        store.speech(row.speech_id)
    assert store.paragraph(row.id).text == "乙段"


def test_a_speaker_has_all_speeches_by_date_undated_last(store: Store) -> None:
    dates = ("2021-05", None, "2019-01-02")
    read = document_of(*(replace(speech_of(f"段{date}"), date=date) for date in dates))
    store.save("/in/a.txt", "a.txt", BYTES, read, "集")
    speaker = store.speaker_named("闻一鹤")
    assert speaker is not None
    assert [one.date for one in store.speaker(speaker.id).speeches] == ["2019-01-02", "2021-05", None]
    assert store.speaker_named("无名氏") is None


def test_totals_count_what_stands(store: Store) -> None:
    store.save("/in/a.txt", "a.txt", BYTES, document_of(speech_of("甲", "乙"), speech_of("丙", speaker="桑榆")), None)
    store.save("/in/a.txt", "a.txt", b"other", document_of(speech_of("甲")), None)
    totals = store.totals()
    assert (totals.documents, totals.speeches, totals.paragraphs, totals.speakers, totals.first_date) == (1, 1, 1, 1, "2021-05")


def test_changes_come_in_order_and_only_after_the_given_one(store: Store) -> None:
    assert (store.last_change(), store.count_changes(0)) == (0, 0)
    ids = [store.save(f"/in/{name}", name, name.encode(), document_of(speech_of(name)), None).document_id for name in "abc"]
    store.save("/in/a", "a", b"more", document_of(speech_of("a", "more")), None)
    changes = store.changes()
    assert [document for _, document in changes] == [ids[1], ids[2], ids[0]]
    assert store.changes(changes[1][0]) == changes[2:]
    assert (store.last_change(), store.count_changes(changes[1][0])) == (changes[-1][0], 1)


def test_unknown_ids_are_not_found(store: Store) -> None:
    for look in (store.speech, store.paragraph, store.speaker, store.original):
        for one in ("00000000", "", "\0", "一个很长的编号" * 1000):
            with pytest.raises(NotFound):
                look(one)
    assert store.speaker_named("\0") is None
    assert store.headings(["\0"]) == {}


def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    database = open_database(database_url)
    with writing(database) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.dispose()
    with pytest.raises(StoreError, match="9999"):
        Store.open(database_url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(StoreError):
        Store.open(f"sqlite:///{tmp_path / 'archive.db'}")


@pytest.mark.parametrize("url", ["not a url", "oracle://somewhere/db"])
def test_an_unusable_address_is_a_setting_to_mend(url: str) -> None:
    with pytest.raises(SettingsError):
        Store.open(url)


def test_the_migrations_make_the_tables_the_code_knows(database_url: str) -> None:
    database = open_database(database_url)
    with database.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    hashed = {"add_constraint", "add_index"} if database.dialect.name == "postgresql" else set()  # it has exclusion constraints instead
    database.dispose()
    assert [one for one in found if one[0] not in hashed] == []


def test_two_readers_of_one_transaction_see_one_state(store: Store) -> None:
    names = "abc"
    for name in names:
        store.save(f"/in/{name}", name, name.encode(), document_of(speech_of(name)), None)
    lines = store.dump()
    head = next(lines)
    store.save("/in/d", "d", b"d", document_of(speech_of("d")), None)
    assert len(list(lines)) == json.loads(head)["rows"]
    assert store.totals().documents == len(names) + 1


def test_names_and_sources_may_be_of_any_length(store: Store) -> None:
    chance = random.Random(7)
    long = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(4000))
    saved = [
        store.save(f"/in/{number}/{long}", long, b"%d" % number, document_of(speech_of("甲段", speaker=long)), long) for number in (1, 2)
    ]
    assert [one.outcome for one in saved] == ["added", "added"]
    assert store.save(f"/in/1/{long}", long, b"1", document_of(speech_of("甲段", speaker=long)), long).outcome == "unchanged"
    assert (store.totals().documents, store.totals().speakers) == (2, 1)
    failed = [Failure(f"/in/{number}/{long}", f"/in/{number}/{long}", b"", "文件 {name} 是空的。", {}) for number in (1, 2)]
    with store.writing() as transaction:
        transaction.list_failures([], failed)
        transaction.say([SaidFile(one.source, "0", {"speaker": long}) for one in failed])
    assert len(store.failures()) == 2
    assert store.said({failed[0].source: "0"}) == {failed[0].source: {"speaker": long}}


@pytest.mark.parametrize(("table", "column"), [("document", "source"), ("speaker", "name"), ("speaker", "key")])
def test_what_must_be_unique_is(store: Store, database_url: str, table: str, column: str) -> None:
    for name in "ab":
        store.save(f"/in/{name}", name, name.encode(), document_of(speech_of(name, speaker=name)), None)
    database = open_database(database_url)
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = 'same'")  # noqa: S608 - our own names
    database.dispose()


def test_ids_are_short_and_readable_by_voice() -> None:
    made = new_ids(1000)
    assert len(made) == 1000
    assert all(len(one) == 8 and set(one) <= set(ALPHABET) for one in made)
    assert canonical(" 0O1I-LXYZ ") == "00111xyz"
    assert canonical("short") is None
    assert canonical("uuuuuuuu") is None

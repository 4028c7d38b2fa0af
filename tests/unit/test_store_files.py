"""Which files the store knows, what failed, what comes back out, and an archive of an earlier version."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from archive.commands.export import file_names
from archive.model import Document, Paragraph, Speech
from archive.store import Store
from archive.store.database import MIGRATIONS
from archive.store.incoming import Failure, Incoming, TakenFile
from archive.store.records import Edition
from archive.store.saving import incoming


def document_of(*texts: str) -> Document:
    return Document((Speech("湖", None, None, None, None, tuple(map(Paragraph, texts))),), (), "speech", 0.9, "")


def taken_file(source: str, fingerprint: str, data: bytes = b"") -> TakenFile:
    return TakenFile(source, fingerprint, source.rpartition("/")[2], hashlib.sha256(data).hexdigest(), data)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def test_a_file_is_known_by_its_source_and_elsewhere_by_its_fingerprint(store: Store) -> None:
    with store.writing() as transaction:
        transaction.remember([taken_file("/in/a.txt", "one"), taken_file("/in/b.txt", "two")])
    asked = {"/in/a.txt": "one", "/in/b.txt": "edited", "/moved/a.txt": "one", "/in/c.txt": "three"}
    assert store.taken(asked) == {"/in/a.txt": "/in/a.txt", "/moved/a.txt": "/in/a.txt"}
    with store.writing() as transaction:
        transaction.remember([taken_file("/in/b.txt", "edited")])
    assert store.taken({"/in/b.txt": "two"}) == {}
    assert store.taken({"/in/b.txt": "edited"}) == {"/in/b.txt": "/in/b.txt"}


def test_failures_are_listed_until_the_file_goes_in(store: Store) -> None:
    failed = [Failure(f"/in/box.zip!{name}", "/in/box.zip", b"/in/box.zip", "文件 {name} 是空的。", {"name": name}) for name in "ab"]
    other = Failure("/in/c.txt", "/in/c.txt", b"/in/c\xff.txt", "文件 {name} 是空的。", {"name": "c.txt"})
    with store.writing() as transaction:
        transaction.list_failures(["/in/box.zip", "/in/c.txt"], [*failed, other])
    assert [(one.source, one.path) for one in store.failures()] == [
        ("/in/box.zip!a", b"/in/box.zip"),
        ("/in/box.zip!b", b"/in/box.zip"),
        ("/in/c.txt", b"/in/c\xff.txt"),
    ]
    assert store.totals().failures == 3
    with store.writing() as transaction:
        transaction.list_failures(["/in/box.zip"], failed[1:])
    assert [one.source for one in store.failures()] == ["/in/box.zip!b", "/in/c.txt"]


def test_a_trial_leaves_nothing(store: Store) -> None:
    with store.writing(keep=False) as transaction:
        saved = transaction.save([incoming("/in/a.txt", "a.txt", b"a", document_of("甲"), None)])
        transaction.remember([taken_file("/in/a.txt", "one")])
        again = transaction.save([incoming("/in/b.txt", "b.txt", b"a", document_of("甲"), None)])
    assert ([one.outcome for one in saved], [one.outcome for one in again]) == (["added"], ["unchanged"])
    assert store.totals().documents == 0
    assert store.taken({"/in/a.txt": "one"}) == {}


def test_documents_saved_together_see_each_other(store: Store) -> None:
    def at(source: str, data: bytes, *texts: str) -> Incoming:
        return incoming(source, source, data, document_of(*texts), None)

    with store.writing() as transaction:
        saved = transaction.save(
            [at("a", b"1", "甲"), at("b", b"1", "甲"), at("a", b"2", "甲", "乙"), at("c", b"1", "甲"), at("d", b"1", "甲")]
        )
    assert [one.outcome for one in saved] == ["added", "unchanged", "revised", "added", "unchanged"]
    assert [one.source for one in saved] == ["a", "a", "a", "c", "c"]
    assert (saved[2].kept, saved[2].new) == (1, 1)
    assert store.totals().documents == 2


def test_every_original_comes_out_with_its_editions_and_containers_whole(store: Store) -> None:
    inside = incoming("/in/box.zip!a.txt", "a.txt", b"inside", document_of("里"), None)
    boxed = replace(inside, container="/in/box.zip")
    with store.writing() as transaction:
        transaction.save([incoming("/in/a.txt", "a.txt", b"first", document_of("甲"), None), boxed])
        transaction.remember([taken_file("/in/box.zip", "f", b"the box")])
    with store.writing() as transaction:
        transaction.save([incoming("/in/a.txt", "a.txt", b"second", document_of("甲", "乙"), None)])
    assert [(one.name, one.number, one.current, one.data) for one in store.editions()] == [
        ("box.zip", 1, True, b"the box"),
        ("a.txt", 2, True, b"second"),
        ("a.txt", 1, False, b"first"),
    ]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("讲话.txt", "讲话.txt"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("..\\x.txt", ".._x.txt"),
        ("..", "_"),
        (".", "_"),
        ("", "_"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("言" * 300 + ".txt", "言" * 65 + ".txt"),
    ],
)
def test_an_original_is_given_a_name_that_is_one_safe_part(name: str, first: str) -> None:
    names = file_names(Edition("k", name, 1, True, b""))
    assert next(names) == first
    following = [next(names) for _ in range(3)]
    assert len({first, *following}) == 4
    assert all("/" not in one and one not in (".", "..") and len(one.encode()) < 255 for one in following)


def test_an_archive_of_the_first_version_opens_with_everything_it_had(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    _first_version(path)
    store = Store.open(f"sqlite:///{path}")
    rows = {row.text: row for row in store.index_rows(["dddddddd"])}
    assert {text: row.speaker for text, row in rows.items()} == {"甲段": "沈砚秋", "乙段": "沈砚秋"}
    assert {row.id for row in rows.values()} == {"pppppppa", "pppppppb"}
    assert store.speaker("ssssssst").id == store.speaker("ssssssss").id
    assert [change for change, _ in store.changes(7)] != []  # the index must learn of the moved speech
    saved = store.save("/in/a.txt", "a.txt", b"old", document_of("甲段", "乙段"), None)
    assert (saved.outcome, saved.kept) == ("revised", 2)
    store.close()


def _first_version(path: Path) -> None:
    """An archive as the first migration made it, with one person under two spellings."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    database = create_engine(f"sqlite:///{path}")
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    database.dispose()
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("""
            INSERT INTO original VALUES ('h', x'6f6c64');
            INSERT INTO document VALUES ('dddddddd', '/in/a.txt', 'a.txt', 'h', 'r', 'plain', 0.5, '', '[]', '[]',
                                         NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-01T00:00:00Z', 7);
            INSERT INTO edition VALUES ('dddddddd', 1, 'h', '2026-01-01T00:00:00Z');
            INSERT INTO speaker VALUES ('ssssssss', '沈砚秋'), ('ssssssst', '沈硯秋');
            INSERT INTO speech VALUES ('eeeeeeea', 'dddddddd', 1, '湖', 'ssssssss', NULL, NULL, NULL),
                                      ('eeeeeeeb', 'dddddddd', 2, '湖', 'ssssssst', NULL, NULL, NULL);
            INSERT INTO paragraph VALUES ('pppppppa', 'eeeeeeea', 1, '甲段', '[]', 'live', NULL, 1, '2026-01-01T00:00:00Z'),
                                         ('pppppppb', 'eeeeeeeb', 1, '乙段', '[]', 'live', NULL, 1, '2026-01-01T00:00:00Z');
        """)

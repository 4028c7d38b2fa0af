"""A part of the store: what is hidden is not there, and nothing can be written through it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DatabaseError

from archive.errors import NotFound, StoreError
from archive.model import Document, Origin, Paragraph, Speech
from archive.store import Store
from archive.store.tables import metadata

HIDDEN = "内档"


def document(speaker: str, *texts: str) -> Document:
    speech = Speech("题名", speaker, None, "2001-02-03", None, tuple(Paragraph(text) for text in texts))
    return Document((speech,), (), "sample", 1.0, "样本", (), None, Origin())


@pytest.fixture
def whole(database_url: str) -> Iterator[Store]:
    store = Store.open(database_url)
    store.save("/in/open.txt", "open.txt", b"open", document("桑榆", "人人可读的一段。"), "公开")
    store.save("/in/none.txt", "none.txt", b"none", document("桑榆", "没有文集的一段。"), None)
    store.save("/in/secret.txt", "secret.txt", b"secret", document("闻一鹤", "藏起来的一段。", "后来改过的一段话，说的是湖水。"), HIDDEN)
    store.save("/in/secret.txt", "secret.txt", b"edited", document("闻一鹤", "后来改了的一段话，说的是湖水。"), HIDDEN)
    yield store
    store.close()


@pytest.fixture
def part(whole: Store, database_url: str) -> Iterator[Store]:
    assert HIDDEN in whole.collections()
    store = Store.open(database_url, frozenset((HIDDEN, "别处")))
    yield store
    store.close()


def test_what_is_hidden_is_nowhere(whole: Store, part: Store) -> None:
    assert (whole.totals().documents, part.totals().documents, part.totals().paragraphs) == (3, 2, 2)
    assert part.collections() == ["公开"]
    assert [one.name for one in part.speakers()] == ["桑榆"]
    assert part.speaker_named("闻一鹤") is None
    assert whole.identity() == part.identity()
    dumped = "".join(part.dump())
    assert all(word in dumped for word in ("人人可读", "没有文集"))
    assert not any(word in dumped for word in ("藏起来", "后来改", "闻一鹤", "secret", HIDDEN))
    (secret,) = {one for _, one in whole.changes()} - {one for _, one in part.changes()}
    for pid in whole.paragraph_ids([secret]):
        with pytest.raises(NotFound):
            part.paragraph(pid)
    for ask in (part.document, part.original):
        with pytest.raises(NotFound):
            ask(secret)


def test_a_table_that_nobody_thought_of_is_empty(part: Store) -> None:
    dumped = "".join(part.dump())
    assert set(metadata.tables) >= {"sketch", "trace", "intake", "failure", "said"}
    assert not any(f'"{table}"' in dumped for table in ("sketch", "trace", "intake", "failure", "said"))


def test_nothing_can_be_written_through_it(whole: Store, part: Store) -> None:
    before = whole.totals()
    with pytest.raises((StoreError, DatabaseError)):
        part.save("/in/x.txt", "x.txt", b"x", document("桑榆", "新的一段。"), None)
    assert whole.totals() == before

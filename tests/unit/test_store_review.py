"""Weak matches, and what people say of them."""

from collections.abc import Iterator

import pytest

from archive.errors import NotFound
from archive.model import Document, Paragraph, Speech
from archive.store import Store

OPENING = "白鹭湖今年来了三千只候鸟，比去年多出一半，游人也跟着多了起来。"
CLOSING = "护湖队每天清早沿岸走一圈，捡拾垃圾，风雨无阻，已经坚持了十年。"
DOUBTFUL = "今年到湖上来的候鸟有三千只，比去年多，游人也多，停车成了难题。"
"""Alike enough to be the opening edited, not enough to be sure of it."""


def save(store: Store, *texts: str) -> None:
    read = Document((Speech("湖", None, None, None, None, tuple(map(Paragraph, texts))),), (), "speech", 0.9, "")
    store.save("/in/a.txt", "a.txt", "\n".join(texts).encode(), read, None)


def live(store: Store) -> dict[str, str]:
    return {row.text: row.id for row in store.index_rows([document for _, document in store.changes()])}


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    save(opened, OPENING, CLOSING)
    yield opened
    opened.close()


@pytest.fixture
def old(store: Store) -> str:
    """The paragraph of which there will be doubt."""
    return live(store)[OPENING]


def test_a_weak_match_waits_with_both_wordings(store: Store, old: str) -> None:
    assert store.doubts() == []
    save(store, DOUBTFUL, CLOSING)
    (doubt,) = store.doubts()
    assert (doubt.paragraph_id, doubt.heir_id, doubt.kind, doubt.before, doubt.after) == (old, old, "edited", OPENING, DOUBTFUL)
    assert 0 < doubt.score < 0.7
    assert not store.paragraph(old).certain
    assert store.totals().doubts == 1


def test_the_wordings_are_those_of_the_match_whatever_came_later(store: Store, old: str) -> None:
    save(store, DOUBTFUL, CLOSING)
    save(store, DOUBTFUL.replace("三千", "四千"), CLOSING)
    first = min(store.doubts(), key=lambda doubt: doubt.id)
    assert (first.paragraph_id, first.before, first.after) == (old, OPENING, DOUBTFUL)


def test_an_accepted_match_is_certain(store: Store, old: str) -> None:
    save(store, DOUBTFUL, CLOSING)
    store.accept(store.doubts()[0].id)
    assert store.doubts() == []
    record = store.paragraph(old)
    assert (record.state, record.text, record.certain) == ("live", DOUBTFUL, True)


def test_a_rejected_match_withdraws_the_old_words_and_gives_the_new_ones_an_id(store: Store, old: str) -> None:
    save(store, DOUBTFUL, CLOSING)
    mark = store.changes()[-1][0]
    store.reject(store.doubts()[0].id)
    record = store.paragraph(old)
    assert (record.state, record.text, record.speech_id, record.certain) == ("withdrawn", OPENING, None, True)
    assert [one.text for one in record.revisions] == [OPENING, DOUBTFUL, OPENING]
    fresh = live(store)[DOUBTFUL]
    assert fresh != old
    assert (store.paragraph(fresh).version, store.paragraph(fresh).number) == (1, 1)
    assert store.doubts() == []
    ((_, document),) = store.changes(mark)
    assert set(store.paragraph_ids([document])) - set(live(store).values()) == {old}


def test_after_a_rejection_the_file_can_come_in_again_and_old_words_still_wake(store: Store, old: str) -> None:
    save(store, DOUBTFUL, CLOSING)
    store.reject(store.doubts()[0].id)
    fresh = live(store)[DOUBTFUL]
    save(store, DOUBTFUL, CLOSING, "添上的一段。")
    assert live(store)[DOUBTFUL] == fresh
    save(store, OPENING, DOUBTFUL, CLOSING)
    assert live(store) | {CLOSING: ""} == {OPENING: old, DOUBTFUL: fresh, CLOSING: ""}


def test_what_was_merged_into_the_new_words_stays_with_them(store: Store, old: str) -> None:
    merged = live(store)[CLOSING]
    save(store, DOUBTFUL + CLOSING)
    doubts = [doubt for doubt in store.doubts() if doubt.paragraph_id == old]
    assert doubts
    store.reject(doubts[0].id)
    assert store.paragraph(old).state == "withdrawn"
    assert store.paragraph(merged).target == live(store)[DOUBTFUL + CLOSING]


def test_a_rejected_merger_leaves_the_other_paragraph_alone(store: Store, old: str) -> None:
    closing, whole = live(store)[CLOSING], OPENING + "巡护队员清早捡拾垃圾，风雨无阻，坚持了十年。"
    save(store, whole)
    (doubt,) = store.doubts()
    assert (doubt.paragraph_id, doubt.heir_id, doubt.before, doubt.after) == (closing, old, CLOSING, whole)
    store.reject(doubt.id)
    record = store.paragraph(closing)
    assert (record.state, record.target, record.text) == ("withdrawn", None, CLOSING)
    assert live(store) == {whole: old}
    assert store.doubts() == []


def test_what_is_not_waiting_is_not_found(store: Store) -> None:
    save(store, DOUBTFUL, CLOSING)
    doubt = store.doubts()[0].id
    store.accept(doubt)
    for decide in (store.accept, store.reject):
        with pytest.raises(NotFound):
            decide(doubt)

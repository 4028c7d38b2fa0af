"""The same words twice: other clothes, reprints, partial reprints; and texts that have nothing to do with each other."""

import random
from collections.abc import Iterator, Sequence

import pytest

from archive.model import Document, Paragraph, Speech
from archive.sketch import keys, resemblance, sketch
from archive.store import Store
from archive.store.likenesses import COMMON, KEPT
from archive.store.records import Likeness
from archive.store.saving import incoming

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def text_of(source: random.Random, letters: int) -> str:
    """A paragraph nobody has written."""
    return "".join(source.choices(CHARACTERS, k=letters)) + "。"


def texts_of(seed: object, paragraphs: int = 12, letters: int = 80) -> list[str]:
    source = random.Random(str(seed))
    return [text_of(source, letters) for _ in range(paragraphs)]


def edited(texts: Sequence[str], share: float, seed: int = 0) -> list[str]:
    """The texts with this share of their letters replaced, here and there."""
    source = random.Random(seed)
    return ["".join(source.choice(CHARACTERS) if source.random() < share else letter for letter in text) for text in texts]


def document_of(texts: Sequence[str]) -> Document:
    return Document((Speech(None, None, None, None, None, tuple(map(Paragraph, texts))),), (), "plain", 0.5, "")


def save(store: Store, name: str, texts: Sequence[str]) -> tuple[Likeness, ...]:
    return store.save(name, name, "\n".join(texts).encode(), document_of(texts), None).duplicates


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def test_the_same_text_in_other_clothes(store: Store) -> None:
    texts = ["老街的灯，去年冬天重新亮了；湖上的候鸟，今年春天又回来了。", "第二段：全市关停沿湖小作坊41家，岸线恢复12公里。"]
    save(store, "simplified.txt", texts)
    clothed = ["老街的燈, 去年冬天 重新亮了; 湖上的候鳥,今年春天又回來了.", "第二段:全市關停沿湖小作坊４１家，", "岸線恢復１２公里。"]
    found = save(store, "traditional.txt", clothed)
    assert [(one.source, one.kind, one.score) for one in found] == [("simplified.txt", "same", 1.0)]


def test_a_reprint_with_changes_is_found_and_both_know_of_it(store: Store) -> None:
    texts = texts_of("original")
    first = store.save("a.txt", "a.txt", b"a", document_of(texts), None)
    for number in range(200):
        save(store, f"other{number}.txt", texts_of(number, 3))
    found = save(store, "reprint.txt", edited(texts, 0.03))
    assert [(one.source, one.kind) for one in found] == [("a.txt", "near")]
    assert 0.6 < found[0].score < 0.85  # of five-letter runs 0.97⁵ = 0.86 survive, and 0.86 / (2 - 0.86) is 0.75
    assert [one.source for one in store.alike(first.document_id)] == ["reprint.txt"]
    assert store.totals().duplicates == 1


@pytest.mark.parametrize(("share", "least"), [(0.01, 1.0), (0.03, 0.95), (0.05, 0.85)])
def test_hardly_a_reprint_escapes(store: Store, share: float, least: float) -> None:
    for number in range(40):
        save(store, f"{number}.txt", texts_of(number))
    found = [save(store, f"{number}-again.txt", edited(texts_of(number), share, number)) for number in range(40)]
    right = sum(any(one.source == f"{number}.txt" for one in some) for number, some in enumerate(found))
    assert right >= least * 40
    assert all(one.source == f"{number}.txt" for number, some in enumerate(found) for one in some)


def test_a_partial_reprint_is_found_from_either_side(store: Store) -> None:
    page = texts_of("page", 30)
    save(store, "page.txt", page)
    found = save(store, "article.txt", page[10:16])
    assert [(one.source, one.kind, one.score) for one in found] == [("page.txt", "part", 1.0)]
    mixed = save(store, "other-page.txt", [*texts_of("other", 12), *page[20:26]])
    assert [(one.source, one.kind) for one in mixed] == [("page.txt", "part")]
    assert mixed[0].score == pytest.approx(6 / 18, abs=0.02)


def test_unrelated_texts_are_not_alike(store: Store) -> None:
    assert not [one for number in range(150) for one in save(store, f"{number}.txt", texts_of(number, 5))]
    assert store.totals().duplicates == 0


def test_a_set_phrase_makes_no_likeness(store: Store) -> None:
    phrase = "以上意见请认真研究落实，并于每月月底之前把落实的情况书面报告给办公室，由办公室汇总。"
    assert not [one for number in range(20) for one in save(store, f"{number}.txt", [*texts_of(number), phrase])]


def test_texts_too_short_to_tell_anything_are_left_alone(store: Store) -> None:
    assert not save(store, "a.txt", ["同意。"])
    assert not save(store, "b.txt", ["同 意！"])


def test_what_very_many_documents_have_in_common_costs_no_more_than_what_some_have(store: Store) -> None:
    texts = texts_of("form", 3)
    found = [save(store, f"{number}.txt", [*texts, f"编号{number}"]) for number in range(COMMON + 20)]
    assert all(len(some) <= KEPT for some in found)
    assert found[-1]


def test_documents_saved_together_are_compared_with_each_other(store: Store) -> None:
    some = {"a.txt": texts_of("one"), "b.txt": texts_of("two"), "c.txt": edited(texts_of("one"), 0.01)}
    with store.writing() as transaction:
        saved = transaction.save([incoming(name, name, name.encode(), document_of(texts), None) for name, texts in some.items()])
    assert [[other.source for other in one.duplicates] for one in saved] == [[], [], ["a.txt"]]


def test_a_revised_document_is_compared_anew(store: Store) -> None:
    save(store, "a.txt", texts_of("one"))
    save(store, "b.txt", edited(texts_of("one"), 0.01))
    assert not save(store, "b.txt", texts_of("two"))
    assert store.totals().duplicates == 0
    save(store, "c.txt", texts_of("three"))
    assert [one.source for one in save(store, "b.txt", texts_of("three"))] == ["c.txt"]
    assert [one.source for one in save(store, "d.txt", texts_of("two"))] == []


def test_the_estimate_is_close_to_the_true_resemblance() -> None:
    for share in (0.0, 0.02, 0.05, 0.1, 0.3):
        texts = texts_of("estimate", 20)
        other = edited(texts, share)
        runs = [
            {"".join(some)[at : at + 5] for at in range(len("".join(some)) - 4)}
            for some in ([t[:-1] for t in texts], [t[:-1] for t in other])
        ]
        true = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
        assert resemblance(sketch(document_of(texts)), sketch(document_of(other))) == pytest.approx(true, abs=0.15)


def test_a_sketch_is_small_whatever_the_document_is() -> None:
    large = sketch(document_of(texts_of("large", 3000, 60)))
    assert len(keys([large])[0]) < 300
    assert len(large.signature) + len(large.passages) < 4000
    assert keys([sketch(document_of(texts)) for texts in ([], ["，。！", ""])]) == [[], []]

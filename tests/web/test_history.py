"""What became of a paragraph is told on its page: doubt, changes since, mergers; and where the same text stands elsewhere."""

from xml.etree.ElementTree import Element

from flask.testing import FlaskClient

from archive.store.ids import canonical
from tests.web.conftest import Library
from tests.web.html import find, hrefs, one, parse, text
from tests.web.samples import HOSTILE, NEWSPAPER, Sample, document, edited, shortened, speech

SAMPLE = Sample("版.txt", NEWSPAPER, "报纸专版")
TEXTS = [paragraph.text for paragraph in NEWSPAPER.speeches[0].paragraphs]
OLD = "白鹭湖今年来了三千只候鸟，比去年多出一半，游人也跟着多了起来。"
NEW = "今年到湖上来的候鸟有三千只，比去年多，游人也多，停车成了难题。"


def page(client: FlaskClient, path: str, status: int = 200) -> Element:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == status, answer.text
    return parse(answer.text)


def pids(library: Library) -> dict[str, str]:
    """The identifiers of all paragraphs by their words."""
    return {row.text: row.id for row in library.store.index_rows([document_id for _, document_id in library.store.changes()])}


def lake(words: str) -> Sample:
    parts = ("湖区简报。", words, "护湖队每天清早沿岸走一圈，捡拾垃圾，风雨无阻。")
    return Sample("湖.txt", document(speech("湖上", "沈知微", None, "2021-05-01", None, *parts)), "简报")


def test_a_paragraph_in_doubt_says_so_until_it_is_reviewed(small: Library) -> None:
    small.take(lake(OLD))
    pid = pids(small)[OLD]
    client = small.client()
    assert not find(page(client, f"/p/{pid}"), class_="doubt")
    small.take(lake(NEW), data=b"second")
    assert pids(small)[NEW] == pid
    doubt = one(page(client, f"/p/{pid}"), class_="doubt")
    assert "对应得不确定" in text(doubt)
    assert hrefs(doubt) == [f"/p/{pid}?v=1"]
    assert find(page(client, f"/p/{pid}?v=1"), class_="doubt")
    small.store.accept(small.store.doubts()[0].id)
    for path in (f"/p/{pid}", f"/p/{pid}?v=1"):
        assert not find(page(client, path), class_="doubt")


def test_what_has_changed_since_is_marked(small: Library) -> None:
    small.take(SAMPLE)
    pid = pids(small)[TEXTS[2]]
    small.take(edited(SAMPLE, 2, TEXTS[2].replace("四十三张减少", "四十五张减少")), data=b"second")
    client = small.client()
    since = one(page(client, f"/p/{pid}?v=1"), class_="since")
    quoted = one(since, "blockquote")
    assert [text(element) for element in find(quoted, "del")] == ["三"]
    assert [text(element) for element in find(quoted, "ins")] == ["五"]
    assert "单证由四十三五张减少到十一张" in text(quoted)
    assert not find(page(client, f"/p/{pid}?v=2"), class_="since")
    assert "Changes since" in text(one(page(client, f"/p/{pid}?v=1&lang=en"), class_="since"))


def test_changed_words_are_text_and_nothing_else(small: Library) -> None:
    small.take(lake(f"{OLD}{HOSTILE}"))
    pid = pids(small)[f"{OLD}{HOSTILE}"]
    small.take(lake(f"{OLD}<b>{HOSTILE}</b>"), data=b"second")
    quoted = one(one(page(small.client(), f"/p/{pid}?v=1"), class_="since"), "blockquote")
    assert {element.tag for element in quoted.iter()} <= {"blockquote", "p", "del", "ins"}
    assert text(quoted) == " ".join(f"{OLD}<b>{HOSTILE}</b>".split())


def test_a_merger_is_told_where_it_led(small: Library) -> None:
    small.take(SAMPLE)
    first, second = pids(small)[TEXTS[2]], pids(small)[TEXTS[3]]
    small.take(shortened(edited(SAMPLE, 2, TEXTS[2] + TEXTS[3]), 3), data=b"second")
    client = small.client()
    there = page(client, f"/p/{second}")
    assert one(there, class_="chosen").get("id") == first
    told = text(one(there, class_="doubt"))
    assert second in told
    assert TEXTS[3] in told
    assert not find(page(client, f"/p/{first}"), class_="doubt")
    assert "并入了另一段" in text(one(page(client, f"/p/{second}?v=1"), "main"))
    here = client.get(f"/p/{first}").location.partition("#")[0]
    for unrelated in (first, canonical("zzzzzzzz"), "<b>", ""):
        assert not find(page(client, f"{here}&was={unrelated}"), class_="doubt"), "only what was merged is told"


def test_what_was_merged_and_then_withdrawn_says_both(small: Library) -> None:
    small.take(SAMPLE)
    second = pids(small)[TEXTS[3]]
    merged = shortened(edited(SAMPLE, 2, TEXTS[2] + TEXTS[3]), 3)
    small.take(merged, data=b"second")
    small.take(shortened(merged, 2), data=b"third")
    client = small.client()
    gone = page(client, f"/p/{second}", 410)
    assert [text(quoted) for quoted in find(gone, "blockquote")] == [TEXTS[3], TEXTS[2] + TEXTS[3]]
    assert "并入了另一段" in text(gone)
    assert "那一段也撤下了" in text(page(client, f"/p/{second}?v=1"))


def test_the_same_text_elsewhere_is_linked_both_ways(small: Library) -> None:
    again = Sample("转载.txt", NEWSPAPER, "别报")
    small.take(SAMPLE)
    client = small.client()
    speech_page = page(client, f"/p/{pids(small)[TEXTS[1]]}")
    assert not [link for link in hrefs(speech_page) if link.endswith("/alike")]
    small.take(again)
    for (_, document_id), other in zip(small.store.changes(), ("转载.txt", "版.txt"), strict=True):
        first = small.store.document(document_id).speeches[0].id
        link = next(link for link in hrefs(page(client, f"/speech/{first}")) if link.endswith("/alike"))
        alike = page(client, link)
        assert text(one(alike, "h1")) == "同文"
        assert other in text(alike)
        assert "文字全同" in text(alike)
        assert "1 份文件" in text(alike)
        assert len(find(alike, "a", class_="title")) == 6
    assert page(client, "/document/zzzzzzzz/alike", 404)


def test_a_document_without_likeness_says_so(small: Library) -> None:
    small.take(SAMPLE)
    assert "没有" in text(page(small.client(), f"/document/{small.store.changes()[0][1]}/alike"))

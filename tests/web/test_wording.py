"""Finding a misremembered quotation, and passages that share wording."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quotation import Quotation
from archive.store.ids import canonical
from archive.web.quoted import beside
from archive.web.wording_pages import find as find_quotation
from tests.web.conftest import Get, Library
from tests.web.html import find, hrefs, one, parse, text
from tests.web.samples import SAMPLES, YEARLY, document, edited, shortened, speech
from tests.web.samples import Sample as Sample_

TIDE = "我做了三十一年港口，只说一句：设备会旧，规矩会旧，只有对潮水的敬畏不会旧。"


def degrees(get: Get, q: str) -> list[str]:
    return [text(degree) for degree in find(get("/quote", q=q), class_="degree")]


def test_the_page_asks_for_a_sentence(get: Get) -> None:
    page = get("/quote")
    assert one(one(page, class_="quotation"), "textarea").get("name") == "q"
    assert not find(page, class_="hit")


def test_exact_then_but_for_punctuation_then_roughly(get: Get) -> None:
    assert degrees(get, "设备会旧，规矩会旧") == ["一字不差"]
    assert degrees(get, "设备会旧 规矩会旧") == ["只差标点"]
    assert degrees(get, "设备会坏，规据会旧，只有对潮水的敬不会旧")[0].endswith("% 相同")


def test_the_differing_characters_are_shown(get: Get) -> None:
    page = get("/quote", q="我做了三十年港口，只说一话：设备会旧")
    hit = find(page, class_="hit")[0]
    assert [(piece.tag, text(piece)) for piece in one(hit, class_="passage").iter() if piece.tag in ("del", "ins")] == [
        ("ins", "一"),
        ("del", "话"),
        ("ins", "句"),
    ]
    assert text(one(hit, "mark")) == "我做了三十一年港口，只说一话句：设备会旧"
    assert text(one(hit, class_="passage")).endswith("，规矩会旧，只有对潮水的敬畏不会旧。")


def test_it_leads_to_the_passage_and_its_permalink(get: Get, library: Library) -> None:
    links = hrefs(one(get("/quote", q="岛上有风两座海上风电厂全年发电"), class_="hit"))
    pid = canonical(next(link for link in links if link.startswith("/p/"))[3:11])
    assert pid is not None
    assert library.store.paragraph(pid).text.startswith("岛上有风。两座海上风电场")
    assert f"/p/{pid}/similar" in links


def test_traditional_text_is_found_by_simplified_words(get: Get) -> None:
    page = get("/quote", q="昔人以舟楫通有无，今人以电报通阴晴")
    assert "今人以電報通" in text(find(page, class_="hit")[0])


def test_what_nobody_said_is_not_found(get: Get) -> None:
    page = get("/quote", q="关于调整出租汽车运价结构的听证公告")
    assert not find(page, class_="hit")
    assert "没有找到" in text(one(page, class_="empty"))
    assert "四个字" in text(one(get("/quote", q="潮水"), class_="empty"))


def test_sentences_with_every_fifth_character_wrong_are_found_first(library: Library) -> None:
    chance = random.Random(7)
    texts = [paragraph.text for sample in SAMPLES[:4] for speech in sample.document.speeches for paragraph in speech.paragraphs]
    for whole in [passage for passage in texts if len(passage) > 20]:
        chars = list(whole)
        for at in chance.sample(range(len(chars)), len(chars) // 5):
            chars[at] = chance.choice("龘靐齉爩鱻麤灪爨癵籱")
        assert find_quotation(library.engine, Quotation("".join(chars)))[0].doc.text == whole


def test_passages_with_the_same_wording_are_found_in_other_speeches(get: Get, library: Library) -> None:
    pid = find_quotation(library.engine, Quotation("明年的今天，希望每一位同志都带一个孩子来"))[0].doc.id
    page = get(f"/p/{pid}/similar")
    hits = find(page, class_="hit")
    assert len(hits) == len(YEARLY) - 1
    assert {text(one(hit, class_="degree")) for hit in hits} == {"29 字相同"}
    assert text(one(hits[0], "mark")) == "海不会说话，我们替它说。明年的今天，希望每一位同志都带一个孩子来"


def test_where_nothing_is_shared_it_is_said(get: Get, library: Library) -> None:
    pid = find_quotation(library.engine, Quotation(TIDE))[0].doc.id
    assert "没有与它字句相同" in text(get(f"/p/{pid}/similar"))
    assert get(f"/p/{pid.upper()}/similar")


def test_wording_within_one_speech_is_no_reuse(small: Library) -> None:
    said = "潮水每天来两次，灯塔只守一个地方。"
    twice = document(speech("两遍", "甲某人", None, None, None, said, said))
    small.take(Sample_("两遍.txt", twice, "文集"))
    pid = find_quotation(small.engine, Quotation(said))[0].doc.id
    assert not find(parse(small.client().get(f"/p/{pid}/similar").text), class_="hit")


def test_a_paragraph_that_is_gone_leads_to_what_became_of_it(small: Library) -> None:
    sample = SAMPLES[0]
    small.take(sample)
    client = small.client()
    pid = client.get("/api/v1/search?q=装卸工").json["hits"][0]["id"]  # type: ignore[index]  # JSON is not typed
    small.take(shortened(sample, 1), data=b"shorter")
    answer = client.get(f"/p/{pid}/similar")
    assert (answer.status_code, answer.location) == (302, f"/p/{pid}")
    assert client.get(f"/p/{pid}/similar", follow_redirects=True).status_code == 410


@pytest.mark.parametrize("pid", ["nothing!", "zzzzzzzz", "0" * 40])
def test_no_such_paragraph(library: Library, pid: str) -> None:
    assert library.client().get(f"/p/{pid}/similar").status_code == 404


def test_changed_paragraphs_are_listed_at_the_end_of_the_speech(small: Library) -> None:
    sample = SAMPLES[0]
    small.take(sample)
    old = sample.document.speeches[0].paragraphs[0].text
    small.take(edited(sample, 0, old.replace("先手棋", "关键一着")), data=b"edited")
    client = small.client()
    hit = client.get("/api/v1/search?q=关键一着").json["hits"][0]  # type: ignore[index]  # JSON is not typed
    page = parse(client.get(f"/speech/{hit['speech_id']}").text)
    assert "收入以后有 1 段改过： 第 1 段" in text(one(page, class_="source"))
    difference = parse(client.get(f"/p/{hit['id']}?v=1").text)
    assert f"/p/{hit['id']}?v=1" in hrefs(page)
    assert [text(piece) for piece in find(one(difference, class_="since"), "ins")][-1] == "关键一着"


@given(st.lists(st.sampled_from([*"灯塔船海，。 １2"]), max_size=12).map("".join), st.integers(0, 10))
def test_the_pieces_without_the_deletions_are_the_passages_own_words(noise: str, at: int) -> None:
    text = TIDE[:at] + noise + TIDE[at:]
    asked = Quotation(TIDE)
    match = asked.match(text)
    assert match is not None
    shown = beside(asked, match, text)
    assert "".join(piece.text for piece in shown.pieces if piece.kind != "deleted") == text[slice(*match.span)]
    assert shown.before + text[slice(*match.span)] + shown.after in text

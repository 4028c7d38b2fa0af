"""Completions, did-you-mean, the speaker a name leads to, and the help page, over the sample archive."""

from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from archive.web.factory import create_app
from archive.web.suggesting import COMPLETIONS, LONGEST
from index.suggest import Suggestions
from tests.web.conftest import Get, Library
from tests.web.html import find, hrefs, one, parse, text
from tests.web.samples import HOSTILE, HOSTILE_SAMPLE, SAMPLES


def complete(client: FlaskClient, q: str, **parameters: str) -> dict[str, list[dict[str, Any]]]:
    answer = client.get("/api/v1/complete", query_string={"q": q, **parameters})
    assert answer.status_code == 200
    told: dict[str, list[dict[str, Any]]] = answer.get_json()
    assert list(told) == ["names", "titles", "words"]
    return told


def values(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["value"] for entry in entries]


def suggestion(client: FlaskClient, q: str, **parameters: str) -> str | None:
    told = client.get("/api/v1/search", query_string={"q": q, **parameters}).get_json()
    proposed: str | None = told["suggestion"]
    return proposed


def speaker_address(library: Library, name: str) -> str:
    ref = library.store.speaker_named(name)
    assert ref is not None
    return f"/speaker/{ref.id}"


# completions


@pytest.mark.parametrize("typed", ["陆", "陸望", "luwang", "LWC", "lu wang", "讲话人：陆", "港口 luw", "-陆"])
def test_a_name_is_completed_and_leads_to_the_speakers_page(client: FlaskClient, library: Library, typed: str) -> None:
    (name,) = complete(client, typed)["names"]
    counted = client.get("/api/v1/search", query_string={"speaker": "陆望川"}).get_json()["total"]
    assert (name["value"], name["count"]) == ("陆望川", counted)
    assert name["url"] == speaker_address(library, "陆望川")
    assert client.get(name["url"]).status_code == 200


def test_a_title_is_completed_and_leads_to_its_passages(client: FlaskClient) -> None:
    for typed in ("以数", "以數興港，以", "yishuxing", "ysxg"):
        (title,) = complete(client, typed)["titles"]
        assert (title["value"], title["count"]) == ("以数兴港，以港兴城", 4)
        page = parse(client.get(title["url"]).text)
        assert "4 段，出自 1 篇" in text(one(page, id="summary"))


def test_words_are_completed_the_most_frequent_first(client: FlaskClient) -> None:
    told = complete(client, "港")["words"]
    assert told[0]["value"] == "港口"
    assert [word["count"] for word in told] == sorted((word["count"] for word in told), reverse=True)
    found = client.get("/api/v1/search", query_string={"q": "正文：港口"}).get_json()
    assert found["total"] >= told[0]["count"] > 1
    assert complete(client, "gangkou")["words"] == []


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("港", "港口"),
        ("海洋 港", "海洋 港口"),
        ("海洋 -港", "海洋 -港口"),
        ("(海洋 OR 港", "(海洋 OR 港口"),
        ("正文：港", "正文：港口"),
        ("“港", "“港口”"),
        ('"港', '"港口"'),
    ],
)
def test_the_last_part_of_a_query_is_completed_in_its_place(client: FlaskClient, typed: str, query: str) -> None:
    (word,) = [word for word in complete(client, typed)["words"] if word["value"] == "港口"]
    assert word["query"] == query
    assert client.get(word["url"]).status_code == 200


def test_the_whole_is_completed_before_its_last_part(client: FlaskClient) -> None:
    told = complete(client, "shen zhi")
    assert [(name["value"], name["query"]) for name in told["names"]] == [("沈知微", "沈知微")]


def test_there_are_never_too_many(client: FlaskClient) -> None:
    for typed in ("在", "z", "s", "一"):
        assert all(len(entries) <= COMPLETIONS for entries in complete(client, typed).values())


@pytest.mark.parametrize("typed", ["", " ", "，", "-", "“", "x" * (LONGEST + 1), "港" * 2000, "\x00", "%", HOSTILE])
def test_nothing_comes_of_nothing(client: FlaskClient, typed: str) -> None:
    assert not any(complete(client, typed).values())


def test_an_unchanged_answer_is_not_sent_twice_and_a_changed_one_is(small: Library) -> None:
    small.take(*SAMPLES[:1])
    client = small.client()
    tag = client.get("/api/v1/complete?q=沈").headers["ETag"]
    assert client.get("/api/v1/complete?q=沈", headers={"If-None-Match": tag}).status_code == 304
    small.take(*SAMPLES[1:3])
    again = client.get("/api/v1/complete?q=沈", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.get_json()["names"][0]["count"] > 3


def test_addresses_keep_the_language(client: FlaskClient) -> None:
    told = complete(client, "港", lang="en")
    assert all(entry["url"].endswith("lang=en") for entries in told.values() for entry in entries)


def test_hostile_names_and_titles_stay_text(small: Library) -> None:
    small.take(HOSTILE_SAMPLE)
    told = complete(small.client(), "标题")
    assert values(told["titles"]) == [f"标题{HOSTILE}"]
    assert small.client().get(told["titles"][0]["url"]).status_code == 200


# did you mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("数字经挤", "数字经济"),
        ("港囗", "港口"),
        ("luwangchuan", "陆望川"),
        ("lwc", "陆望川"),
        ("陆忘川", "陆望川"),
        ("陆望川 数字经挤", "陆望川 数字经济"),
        ("yishuxinggangyigangxingcheng", "以数兴港，以港兴城"),
    ],
)
def test_a_slip_is_offered_corrected_and_the_correction_finds_something(client: FlaskClient, get: Get, typed: str, meant: str) -> None:
    assert suggestion(client, typed) == meant
    link = one(one(get("/", q=typed), class_="meant"), "a")
    assert text(link) == meant
    page = parse(client.get(link.get("href", "")).text)
    assert find(page, "article", class_="hit")
    assert not find(page, class_="meant")


@pytest.mark.parametrize("typed", ["港口", "陆望川", "", "并无此语绝无此语", "港口 -数据", "(", "x" * 500])
def test_otherwise_there_is_none(client: FlaskClient, typed: str) -> None:
    assert suggestion(client, typed) is None


def test_a_correction_keeps_the_choices_and_finds_something_with_them(client: FlaskClient, get: Get) -> None:
    assert "speaker=" in one(one(get("/", q="数字经挤", speaker="陆望川"), class_="meant"), "a").get("href", "")
    assert suggestion(client, "数字经挤", speaker="顾长庚") is None


# a name alone


@pytest.mark.parametrize("typed", ["陆望川", "陸望川", "“陆望川”", "讲话人：陆望川", "luwangchuan", "Lu Wangchuan", "lwc"])
def test_a_name_alone_offers_the_speakers_page(get: Get, library: Library, typed: str) -> None:
    assert hrefs(one(get("/", q=typed), class_="people")) == [speaker_address(library, "陆望川")]


def test_a_name_in_traditional_script_is_found_by_any(get: Get, library: Library) -> None:
    for typed in ("欧阳澍", "歐陽澍", "ouyangshu"):
        assert hrefs(one(get("/", q=typed), class_="people")) == [speaker_address(library, "歐陽澍")]


@pytest.mark.parametrize("typed", ["港口", "陆望川 港口", "陆望", "-陆望川", "正文：陆望川", "望溪", ""])
def test_anything_else_offers_nobody(get: Get, typed: str) -> None:
    assert not find(get("/", q=typed, place="青屿"), class_="people")


# help


def rows(page: Element) -> list[Element]:
    return find(one(one(page, "table", class_="notation"), "tbody"), "tr")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_notation_has_an_example_that_finds_what_it_says(client: FlaskClient, get: Get, language: str) -> None:
    page = get("/help", lang=language)
    assert len(rows(page)) == 12
    for row in rows(page):
        assert hrefs(row), text(row)
        for item in find(row, "li"):
            (href,) = hrefs(item)
            found = parse(client.get(href).text)
            said = text(one(item, class_="count")).split()[0]
            assert text(one(one(found, id="summary"), "b")) == said
            assert int(said) > 0
            assert not find(found, class_="notices")


def test_examples_of_names_and_pinyin_lead_to_a_speaker(client: FlaskClient, get: Get) -> None:
    links = [href for paragraph in find(one(get("/help"), class_="help"), "p") for href in hrefs(paragraph)]
    assert len(links) == 3
    for href in links:
        assert find(parse(client.get(href).text), class_="people")


def test_help_is_a_click_away_everywhere(get: Get) -> None:
    assert "/help" in hrefs(one(get("/about"), class_="masthead"))
    assert "/help" in hrefs(one(get("/"), class_="howto"))
    assert "/help" in hrefs(one(get("/", q="并无此语绝无此语"), class_="empty"))
    assert "/help?lang=en" in hrefs(one(get("/", lang="en"), class_="masthead"))


def test_help_of_an_empty_archive_has_no_examples(small: Library) -> None:
    page = parse(small.client().get("/help").text)
    assert len(rows(page)) == 12
    assert not [href for row in rows(page) for href in hrefs(row)]


def test_help_of_a_tiny_archive_has_examples(small: Library) -> None:
    small.take(SAMPLES[3])
    page = parse(small.client().get("/help").text)
    assert len([row for row in rows(page) if hrefs(row)]) > 6


# without suggestions


def test_without_suggestions_everything_else_works(library: Library, small: Library) -> None:
    client = create_app(library.store, library.engine, Suggestions(small.folder / "nowhere")).test_client()
    assert not any(complete(client, "港").values())
    assert suggestion(client, "数字经挤") is None
    assert hrefs(one(parse(client.get("/?q=陆望川").text), class_="people")) == [speaker_address(library, "陆望川")]
    assert client.get("/help").status_code == 200

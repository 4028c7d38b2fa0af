"""The trends page: its numbers are those of the searches it leads to."""

import csv
from collections import Counter
from io import StringIO

import pytest
from flask.testing import FlaskClient

from archive.web.trends import MOST_LINES, in_texts
from tests.web.conftest import Get
from tests.web.html import find, one, parse, text
from tests.web.samples import SAMPLES


def numbers(client: FlaskClient, **given: object) -> list[dict[str, str]]:
    answer = client.get("/trends.csv", query_string=given)
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"), newline="")))


def counted(word: str, *, among: str = "") -> tuple[Counter[str], Counter[str]]:
    """Passages by year in the samples: those with the word in them, and all; perhaps of one speaker."""
    found, held = Counter[str](), Counter[str]()
    for sample in SAMPLES:
        for speech in sample.document.speeches:
            if speech.date and among in ("", speech.speaker):
                held[speech.date[:4]] += len(speech.paragraphs)
                found[speech.date[:4]] += sum(word in paragraph.text for paragraph in speech.paragraphs)
    return +found, held


def test_numbers_are_those_of_the_texts(client: FlaskClient) -> None:
    found, held = counted("港口")
    rows = {row["year"]: row for row in numbers(client, q="“港口”")}
    assert {year: int(row["passages"]) for year, row in rows.items() if row["passages"] != "0"} == found
    assert all(int(row["all_passages"]) == held[year] for year, row in rows.items())
    assert float(rows["2020"]["per_10000"]) == round(found["2020"] * 10_000 / held["2020"], 4)


def test_every_number_opens_its_hits(get: Get, client: FlaskClient) -> None:
    page = get("/trends", q=["港口", "灯塔 海"], measure="passages", by="speaker", place="青屿")
    links = find(one(page, class_="numbers"), "a")
    assert links
    for link in links:
        told = (link.text or "").strip()
        opened = parse(client.get(link.get("href", "")).text)
        assert text(find(one(opened, id="summary"), "b")[0]) == told


def test_points_lead_where_the_table_does(get: Get) -> None:
    page = get("/trends", q="海洋")
    points = {link.get("href") for link in find(one(page, class_="chart"), "a")}
    assert points == {link.get("href") for link in find(one(page, class_="numbers"), "a")}
    assert all(link.get("tabindex") == "-1" for link in find(one(page, class_="chart"), "a")), "the table is the way by keyboard"


def test_parts_are_told_apart(client: FlaskClient) -> None:
    rows = numbers(client, q="港口", by="speaker")
    assert {row["part"] for row in rows} >= {"陆望川", "沈知微", "歐陽澍"}
    found, held = counted("港口", among="陆望川")
    mine = {row["year"]: row for row in rows if row["part"] == "陆望川"}
    assert {year: int(row["passages"]) for year, row in mine.items() if row["passages"] != "0"} == found
    assert all(int(row["all_passages"]) == held[year] for year, row in mine.items())


def test_only_chosen_parts_are_told_apart(client: FlaskClient) -> None:
    assert {row["part"] for row in numbers(client, q="港口", by="speaker", speaker="沈知微")} == {"沈知微"}


def test_no_more_lines_than_can_be_told_apart(get: Get) -> None:
    page = get("/trends", q=["海", "人", "的", "年"], by="speaker")
    assert len(find(one(page, class_="legend"), "li")) <= MOST_LINES


def test_conditions_hold_and_can_be_taken_back(get: Get, client: FlaskClient) -> None:
    assert {row["year"] for row in numbers(client, q="海洋日", **{"from": "2000", "to": "2006"})} == {"2000", "2002", "2004", "2006"}
    page = get("/trends", **{"q": "海洋日", "from": "2000", "not.place": "澜江", "year": "2001"})
    assert [text(chip) for chip in find(one(page, class_="chips"), "a")] == ["去掉条件 排除 地点 澜江 ×", "去掉条件 起 2000 ×"]
    assert {(field.get("name"), field.get("value")) for field in find(one(page, class_="asking"), "input", type="hidden")} == {
        ("not.place", "澜江"),
        ("from", "2000"),
    }


def test_a_search_leads_to_its_trend(get: Get, client: FlaskClient) -> None:
    link = one(one(get("/", q="海洋日", place="望溪"), class_="views"), "a", class_="apart")
    page = parse(client.get(link.get("href", "")).text)
    assert [field.get("value") for field in find(page, "input", type="text", name="q")] == ["海洋日", ""]
    assert find(page, class_="chart")


def test_a_page_without_words_asks_for_some(get: Get) -> None:
    page = get("/trends")
    assert not find(page, "table")
    assert one(page, "input", type="text", name="q").get("value") == ""


def test_words_that_are_nowhere_say_so(get: Get) -> None:
    assert "没有出现过" in text(one(get("/trends", q="并无此语"), class_="empty"))
    assert get("/trends", q=["=1+1", "(", '"', "\x00", "OR"]) is not None


def test_a_word_is_looked_for_in_texts() -> None:
    assert in_texts("海洋") == "正文：海洋"
    assert in_texts("海洋 OR 港口") == "正文：(海洋 OR 港口)"
    assert in_texts("海洋) OR (港口") == "海洋) OR (港口", "what cannot be put so stays as it was typed"


def written(word: str, *, place: str = "", without: str = "", years: range = range(1900, 2100)) -> tuple[Counter[str], Counter[str]]:
    """Occurrences of a word by year in the samples, and characters."""
    times, characters = Counter[str](), Counter[str]()
    for sample in SAMPLES:
        for speech in sample.document.speeches:
            if speech.date and int(speech.date[:4]) in years and place in ("", speech.place) and (not without or speech.place != without):
                times[speech.date[:4]] += sum(paragraph.text.count(word) for paragraph in speech.paragraphs)
                characters[speech.date[:4]] += sum(len(paragraph.text) for paragraph in speech.paragraphs)
    return +times, characters


def test_occurrences_are_those_of_the_texts(client: FlaskClient) -> None:
    for conditions, among in (
        ({}, written("海")),
        ({"place": "青屿"}, written("海", place="青屿")),
        ({"not.place": "澜江", "from": "1995", "to": "2020-03"}, written("海", without="澜江", years=range(1995, 2021))),
    ):
        times, characters = among
        rows = {row["year"]: row for row in numbers(client, q="“海”", measure="rate", **conditions)}
        assert {year: int(row["times"]) for year, row in rows.items() if row["times"] != "0"} == times
        assert all(int(row["characters"]) == characters[year] for year, row in rows.items())
        assert all(float(row["times_per_10000"]) == round(times[year] * 10_000 / characters[year], 4) for year, row in rows.items())


def test_occurrences_are_drawn_when_asked_for(get: Get, client: FlaskClient) -> None:
    times, _ = written("海")
    page = get("/trends", q="“海”", measure="times")
    told = {text(row[0]): (row[1][0].text or "").strip() for row in one(page, "tbody") if len(row[1])}
    assert told == {year: str(number) for year, number in times.items()}
    assert all(row["times"] == "" for row in numbers(client, q="“海”")), "they are counted only where they are asked for"


def test_occurrences_of_a_frequent_word_are_reckoned_from_a_sample(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.web.trends.MOST_READ", 10)
    page = get("/trends", q=["“的”", "“港口”"], measure="times", **{"from": "1990"})
    assert [text(note) for note in find(page, "p", class_="aside") if "抽取" in text(note)] == [
        "太常见的词从随机抽取的 20,000 段推算次数：“的”、“港口”"
    ]
    assert find(one(page, class_="numbers"), "td")

"""The views of a result: by speech, line by line; looking for a facet's value; what to loosen."""

import csv
from io import StringIO

from flask.testing import FlaskClient

from archive.web.grouping import DEPTH, LEAST, SHOWN, by_speech
from index.fold import fold
from index.model import Doc, Hit
from tests.web.conftest import Get
from tests.web.html import find, hrefs, one, parse, text


def hit(speech: int, number: int) -> Hit:
    return Hit(Doc(f"{speech}-{number}", str(speech), number, ""), 1.0, {})


def lines(client: FlaskClient, **given: object) -> list[dict[str, str]]:
    answer = client.get("/kwic.csv", query_string=given)
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_passages_say_where_in_the_outline_they_stand(get: Get) -> None:
    page = get("/", q="授时", year="2019")
    trail = [text(label) for label in find(one(page, class_="trail"), "li")]
    assert trail == ["三、重点任务", "（一）推进智慧港口建设"]
    assert not find(get("/", q="装卸工"), class_="trail")


def test_the_paragraph_a_point_begins_at_does_not_stand_below_it(get: Get) -> None:
    page = get("/", q="推进智慧港口建设", year="2019")
    assert text(one(page, class_="trail")) == "三、重点任务"


def test_passages_of_one_speech_stand_together(get: Get) -> None:
    page = get("/", q="港口", view="speeches")
    groups = find(page, "article")
    titles = [(text(one(group, "h3")), text(one(group, class_="byline"))) for group in groups]
    assert len(set(titles)) == len(titles)
    assert max(len(find(group, class_="passage")) for group in groups) > 1
    assert text(one(one(page, class_="views"), "a", aria_current="true")) == "按篇"


def test_speeches_fill_the_pages(get: Get) -> None:
    first = get("/", q="海洋日", view="speeches")
    second = get("/", q="海洋日", view="speeches", page=2)
    assert "48 段" in text(one(first, id="summary"))
    assert "出自 16 篇" in text(one(first, id="summary"))
    assert (len(find(first, "article")), len(find(second, "article"))) == (10, 6)
    assert not find(second, "a", rel="next")


def test_no_more_is_read_than_a_page_of_speeches_needs() -> None:
    read = 0

    def hits() -> object:
        nonlocal read
        for number in range(DEPTH * 2):
            read += 1
            yield hit(number % 50, number)

    groups = by_speech(hits(), 2, 10)  # type: ignore[arg-type]  # a generator is an iterable
    assert [group.hits[0].doc.speech_id for group in groups] == [str(number) for number in range(10, 20)]
    assert read == LEAST + 1
    assert all((len(group.hits), group.more) == (SHOWN, LEAST // 50 - SHOWN) for group in groups)


def test_a_concordance_has_the_keyword_in_the_middle(get: Get, client: FlaskClient) -> None:
    page = get("/", q="港口", view="kwic")
    rows = find(one(page, "table", class_="kwic"), "tr")[1:]
    assert {text(one(row, "mark")) for row in rows} == {"港口"}
    assert len(rows) == len(lines(client, q="港口"))


def test_lines_are_ordered_by_their_context(client: FlaskClient) -> None:
    as_found, right = ([row["right"] for row in lines(client, q="港口", order=order)] for order in ("position", "right"))
    assert sorted(right) == sorted(as_found) != right
    letters = ["".join(filter(str.isalnum, fold(context))) for context in right]
    assert letters == sorted(letters)


def test_a_sample_is_the_same_for_the_same_seed(client: FlaskClient) -> None:
    every = lines(client, q="海")
    some = [lines(client, q="海", sample=5, seed=seed) for seed in (1, 1, 2, 3)]
    assert some[0] == some[1]
    assert len({str(one) for one in some}) > 1
    assert all(len({row["permalink"] for row in one}) <= 5 and all(row in every for row in one) for one in some)


def test_a_concordance_of_a_sample_says_so(get: Get) -> None:
    page = get("/", q="海", view="kwic", sample="5", seed="3")
    assert "出自随机抽取的 5 段" in text(one(page, class_="lines"))
    assert any("seed=4" in href for href in hrefs(one(page, class_="takes")))


def test_a_file_holds_what_the_filters_leave(client: FlaskClient) -> None:
    rows = lines(client, q="港口", speaker="沈知微")
    assert rows
    assert {row["speaker"] for row in rows} == {"沈知微"}
    assert rows[0]["permalink"].startswith("http://localhost/p/")


def test_words_that_are_nowhere_in_a_text_make_no_lines(get: Get) -> None:
    page = get("/", q="顾长庚", view="kwic")
    assert not find(page, "table")
    assert "没有可排的行" in text(one(page, class_="empty"))


def test_the_view_stays_when_the_form_is_sent(get: Get) -> None:
    page = get("/", q="海", view="kwic", order="left", sample="9", seed="2")
    sent = {field.get("name"): field.get("value") for field in find(page, "input", type="hidden", form="search")}
    assert sent == {"view": "kwic", "order": "left", "sample": "9", "seed": "2"}


def test_values_of_a_facet_are_looked_for_by_their_letters(get: Get) -> None:
    def values(**given: str) -> list[str]:
        page = get("/", **({"q": "海", "speaker": "沈知微"} | given))
        return [box.get("value", "") for box in find(page, "input", type="checkbox", name="speaker")]

    assert set(values()) >= {"沈知微", "陆望川"}
    assert values(**{"find.speaker": "陸望"}) == ["沈知微", "陆望川"], "what is chosen stays"
    assert values(**{"find.speaker": "luw"}) == ["沈知微", "陆望川"]
    assert values(**{"find.speaker": "并无此人"}) == ["沈知微"]


def test_a_word_that_is_nowhere_is_told(get: Get) -> None:
    page = get("/", q="灯塔 并无此语")
    assert [text(lost) for lost in find(page, class_="lost")] == ["全库没有并无此语"]
    assert "单找灯塔 16 段" in text(one(page, class_="alone"))


def test_a_word_the_filters_shut_out_is_told(get: Get, client: FlaskClient) -> None:
    page = get("/", q='"装卸工"', speaker="沈知微")
    assert not find(page, class_="lost")
    (without,) = [link for link in find(one(page, class_="empty"), "a") if "去掉“沈知微”" in text(link)]
    assert "1 段" in text(one(parse(client.get(without.get("href", "")).text), id="summary"))

"""Every page, over the sample archive."""

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Get, Library
from tests.web.html import find, hrefs, one, parse, text
from tests.web.samples import HARBOUR, SAMPLES, YEARLY


def first_hit(client: FlaskClient, q: str) -> dict[str, str]:
    hit: dict[str, str] = client.get("/api/v1/search", query_string={"q": q}).json["hits"][0]  # type: ignore[index]  # JSON is not typed
    return hit


def test_front_page_tells_what_the_archive_holds(get: Get, library: Library) -> None:
    page = get("/")
    totals = library.store.totals()
    told = [text(dd) for dd in find(one(page, "dl", class_="totals"), "dd")]
    assert told == [str(totals.documents), str(totals.speeches), str(totals.paragraphs), str(totals.speakers), "1987–2021"]
    assert len(SAMPLES) == totals.documents
    assert "海洋日讲话 48" in text(one(page, class_="holdings"))
    assert one(page, "form", role="search").get("action") == "/"
    assert not find(page, class_="hits")


def test_front_page_of_an_empty_archive_says_so(small: Library) -> None:
    assert "库里还没有文件" in small.client().get("/").text


def test_search_shows_passages_with_marks_and_links(get: Get, client: FlaskClient) -> None:
    page = get("/", q="装卸工")
    hit = one(page, "article", class_="hit")
    assert [text(mark) for mark in find(hit, "mark")] == ["装卸工"]
    assert text(one(hit, "h3")) == "以数兴港，以港兴城"
    assert text(one(hit, class_="byline")) == "陆望川 澜江省委常委、青屿市委书记 2020年3月5日 报纸专版"
    known = first_hit(client, "装卸工")
    permalink = one(hit, "a", rel="bookmark")
    assert permalink.get("href") == f"/p/{known['id']}"
    assert text(one(hit, class_="foot")) == "第 2 段 ¶ 永久链接"
    assert "1 段，其中正文 1 段，出自 1 篇" in text(one(page, id="summary"))


def test_a_long_passage_is_an_excerpt_and_a_short_one_is_whole(get: Get) -> None:
    long, short = one(get("/", q="装卸工"), class_="passage"), one(get("/", q="通晴雨"), class_="passage")
    assert len(find(long, class_="cut")) == 1
    assert "装卸工" in text(long)
    assert "东渡港区" not in text(long)
    assert not find(short, class_="cut")


def test_words_found_only_through_the_speech_are_counted_apart(get: Get) -> None:
    summary = text(one(get("/", q="鹭门区区长"), id="summary"))
    assert "3 段，其中正文 0 段，出自 1 篇" in summary


def test_traditional_text_is_found_with_simplified_words_and_shown_as_it_is(get: Get) -> None:
    hit = find(get("/", q="电报通晴雨"), "article", class_="hit")[0]
    assert "電報通晴雨" in text(hit)
    assert text(one(hit, "h3")) == HARBOUR


def test_pages_follow_one_another(get: Get) -> None:
    first, second, last = (get("/", q="海", collection="海洋日讲话", page=number) for number in (1, 2, 5))
    assert text(one(first, "a", aria_current="page")) == "1"
    assert len(find(first, "article")) == len(find(second, "article")) == 10
    seen = [link.get("href") for page in (first, second) for link in find(page, "a", rel="bookmark")]
    assert len(set(seen)) == 20
    assert not find(last, "a", rel="next")
    assert find(last, "a", rel="prev")
    assert len(find(last, "article")) == 48 - 40


def test_a_page_beyond_the_last_says_how_many_there_are(get: Get) -> None:
    page = get("/", q="海", collection="海洋日讲话", page=99)
    assert "没有第 99 页，一共 5 页。" in text(one(page, class_="empty"))
    assert one(page, "a", rel="prev").get("href", "").endswith("page=5")


def test_order_by_date(get: Get) -> None:
    for sort, year in (("oldest", "1990年6月8日"), ("newest", "2020年6月8日")):
        page = get("/", q="海洋日", sort=sort)
        assert year in text(find(page, "article")[0])
        assert text(one(one(page, class_="sorts"), "a", aria_current="true")) == {"oldest": "最早", "newest": "最新"}[sort]


def test_nothing_found_suggests_what_to_loosen(get: Get) -> None:
    page = get("/", q='"并无此语"', place="青屿")
    empty = one(page, class_="empty")
    assert "没有找到" in text(empty)
    links = hrefs(empty)
    assert "/?q=%22%E5%B9%B6%E6%97%A0%E6%AD%A4%E8%AF%AD%22" in links
    assert any("place=" in link and "%22" not in link for link in links)
    box = one(page, "input", type="checkbox", name="place", value="青屿")
    assert "checked" in box.attrib, "a choice that finds nothing stays in the form"


def test_plain_words_that_nowhere_meet_are_looked_for_one_by_one(get: Get, client: FlaskClient) -> None:
    page = get("/", q="装卸工 灯塔")
    assert "没有哪一段同时有这些词" in text(one(page, class_="notices"))
    assert {text(mark) for mark in find(page, "mark")} >= {"灯塔"}
    told = client.get("/api/v1/search", query_string={"q": "装卸工 灯塔"}).json
    assert told is not None
    assert [note["kind"] for note in told["notes"]] == ["relaxed"]
    assert told["total"] > 1


def test_a_quoted_string_is_never_relaxed(client: FlaskClient) -> None:
    told = client.get("/api/v1/search", query_string={"q": '"装卸工" 灯塔'}).json
    assert told is not None
    assert told["total"] == 1
    assert "装卸工" in told["hits"][0]["text"]
    assert [note["kind"] for note in told["notes"]] == ["relaxed"]
    told = client.get("/api/v1/search", query_string={"q": '"装卸工灯塔" 灯塔'}).json
    assert told is not None
    assert told["total"] == 0


def test_what_could_not_be_read_is_told(get: Get) -> None:
    assert "括号没有配对" in text(one(get("/", q="(港口"), class_="notices"))


def test_speech_page(get: Get, client: FlaskClient) -> None:
    known = first_hit(client, "装卸工")
    page = get(f"/speech/{known['speech_id']}")
    assert text(one(page, "h1")) == "以数兴港，以港兴城"
    assert text(one(page, class_="whence")) == "澜江日报 第 6 版 报纸专版 青屿 原件"
    paragraphs = find(page, class_="paragraph")
    assert [text(find(one, "a", class_="number")[0]) for one in paragraphs] == ["1", "2", "3", "4"]
    assert find(paragraphs[1], "a", class_="number")[0].get("href") == f"/p/{known['id']}"
    assert not find(page, class_="citation")
    assert not find(page, "a", rel="prev")
    assert text(one(page, "a", rel="next")) == "下一篇 把小岛的账算明白 沈知微"
    assert text(one(page, "dl", class_="source")).startswith("原件 澜江日报20200305.txt")


def test_speech_without_title_or_neighbours(get: Get, client: FlaskClient) -> None:
    untitled = get(f"/speech/{first_hit(client, '三十一年')['speech_id']}")
    assert text(one(untitled, "h1")) == "（无题）"
    lonely = get(f"/speech/{first_hit(client, '通晴雨')['speech_id']}")
    assert not find(lonely, class_="neighbours")
    assert one(lonely, class_="body").get("lang") == "zh-Hant"


def test_outline_leads_to_its_paragraphs(get: Get, client: FlaskClient) -> None:
    page = get(f"/speech/{first_hit(client, '授时')['speech_id']}")
    points = find(one(page, class_="outline"), "li")
    assert [text(point) for point in points][:3] == ["一、过去一年的工作", "（一）港口转型迈出步子", "（二）乡村面貌有了改变"]
    ids = {paragraph.get("id") for paragraph in find(page, class_="paragraph")}
    assert all(href.removeprefix("#") in ids for point in points for href in hrefs(point))
    assert [point.get("class") for point in points][:3] == ["depth0", "depth1", "depth1"]


def test_words_are_marked_in_the_speech(get: Get, client: FlaskClient) -> None:
    page = get(f"/speech/{first_hit(client, '装卸工')['speech_id']}", q='数字经济 "以港兴城"')
    assert [text(mark) for mark in find(page, "mark")].count("数字经济") == 2
    assert text(one(one(page, "h1"), "mark")) == "以港兴城"
    assert one(page, id="q").get("value") == '数字经济 "以港兴城"'


def test_permalink_ends_at_the_marked_paragraph(client: FlaskClient) -> None:
    known = first_hit(client, "装卸工")
    answer = client.get(f"/p/{known['id']}")
    assert (answer.status_code, answer.location) == (302, f"/speech/{known['speech_id']}?p={known['id']}#{known['id']}")
    page = parse(client.get(f"/p/{known['id']}", follow_redirects=True).text)
    chosen = one(page, class_="chosen")
    assert chosen.get("id") == known["id"]
    assert text(one(chosen, "mark", class_="passage")) == known["text"]
    cited = text(one(page, class_="cited"))
    link = f"http://localhost/p/{known['id']}"
    assert cited == f"陆望川. 以数兴港，以港兴城[N/OL]. 澜江日报，2020-03-05（6）. {link}. 第2段."


def test_permalink_is_read_as_a_person_types_it(client: FlaskClient) -> None:
    pid = first_hit(client, "装卸工")["id"]
    assert client.get(f"/p/{pid.upper()}").status_code == 302
    assert client.get(f"/p/{pid.upper().replace('0', 'O').replace('1', 'l')}").status_code == 302


def test_permalinks_are_absolute_where_the_address_is_known(library: Library) -> None:
    client = library.client(base_url="https://yanlu.example.org")
    known = first_hit(client, "装卸工")
    assert known["permalink"] == f"https://yanlu.example.org/p/{known['id']}"
    page = client.get(f"/p/{known['id']}", follow_redirects=True).text
    assert f"https://yanlu.example.org/p/{known['id']}. 第2段." in page
    assert client.get(f"/p/{known['id']}").location.startswith("/speech/"), "moving about stays on the host that was asked"


def test_the_site_works_below_a_path(library: Library) -> None:
    client = library.client()
    page = parse(client.get("/", query_string={"q": "装卸工"}, base_url="http://localhost/yanlu").text)
    inside = [href for href in hrefs(page) if not href.startswith("#")]
    assert inside
    assert all(href.startswith("/yanlu/") for href in inside)
    assert all(link.get("href", "").startswith("/yanlu/static/") for link in find(page, "link", rel="stylesheet"))


def test_speaker_page_shows_offices_over_time(get: Get, library: Library) -> None:
    known = library.store.speaker_named("陆望川")
    assert known is not None
    page = get(f"/speaker/{known.id}")
    offices = [text(row) for row in find(one(page, class_="tenures"), "li")]
    assert offices[:2] == ["1990–2004 望溪县县长 8 篇", "2006–2014 澜江省海洋局局长 5 篇"]
    assert "2020 澜江省委常委、青屿市委书记 1 篇" in offices
    assert [text(year) for year in find(page, "h3")][:2] == ["1990", "1992"]
    assert len(find(page, "a", class_="title")) == len(YEARLY) + 2


def test_results_lead_to_the_speaker(get: Get, library: Library) -> None:
    known = library.store.speaker_named("陆望川")
    assert known is not None
    assert f"/speaker/{known.id}" in hrefs(one(get("/", q="装卸工"), class_="hit"))


def test_about_is_the_operators_text_made_harmless(library: Library) -> None:
    page = library.client(about='<p>本库由<b onclick="x()">某馆</b>维护。<script>alert(1)</script></p>').get("/about").text
    assert "<p>本库由<b>某馆</b>维护。alert(1)</p>" in page
    assert page.count("<script") == 1, "the site's own"


def test_about_has_a_text_of_its_own(get: Get) -> None:
    assert "GB/T 7714" in text(get("/about"))
    assert "GB/T 7714" in text(get("/about", lang="en"))


def test_the_original_file_comes_back_as_it_was(small: Library) -> None:
    data = bytes(range(256)) * 40
    small.take(SAMPLES[0], data=data)
    client = small.client()
    page = parse(client.get(f"/speech/{first_hit(client, '装卸工')['speech_id']}").text)
    link = next(href for href in hrefs(page) if "/document/" in href)
    answer = client.get(link)
    assert answer.data == data
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "filename*=UTF-8''%E6%BE%9C" in disposition


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b\\报告.txt", "…/", "坏\r\n名.txt"])
def test_an_original_with_an_odd_name_can_be_fetched(small: Library, name: str) -> None:
    small.store.save(name, name, b"x", SAMPLES[0].document, None)
    document_id = small.store.changes()[0][1]
    answer = small.client().get(f"/document/{document_id}/original")
    assert answer.status_code == 200
    assert "/" not in answer.headers["Content-Disposition"].partition("filename")[2].replace("UTF-8''", "")


def test_healthz(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_head_and_closing_slash(client: FlaskClient) -> None:
    assert client.head("/").status_code == 200
    assert client.get("/about/").status_code == 200

"""Ways through the archive without a question."""

import pytest

from archive.web.browse_pages import WAYS
from archive.web.directory import FEW, PAGE, Entry, by_pinyin, read_name, read_title
from tests.web.conftest import Get, Library
from tests.web.html import find, hrefs, one, parse, text
from tests.web.samples import Sample, document, speech


def lines(page: object) -> list[str]:
    return [text(line) for entries in find(page, class_="entries") for line in find(entries, "li")]  # type: ignore[arg-type]  # an Element


def test_the_overview_tells_what_there_is_most_of(get: Get) -> None:
    page = get("/browse")
    assert [text(heading) for heading in find(page, "h2")] == ["讲话人 4", "地点 3", "文集 4", "年份 19", "篇名 20"]
    assert "海洋日讲话 48 段" in lines(page)
    assert "陆望川 1990–2020 18 篇" in lines(page)
    assert lines(page)[11] == "2021 14 段"


def test_speakers_stand_in_the_order_of_their_pinyin_and_lead_to_their_pages(get: Get, library: Library) -> None:
    page = get("/browse/speakers")
    names = [line.split()[0] for line in lines(page)]
    assert names == ["顾长庚", "陆望川", "歐陽澍", "沈知微"]
    known = library.store.speaker_named("沈知微")
    assert known is not None
    assert f"/speaker/{known.id}" in hrefs(page)


@pytest.mark.parametrize(("way", "line"), [("places", "青屿 36 段"), ("collections", "海洋日讲话 48 段"), ("titles", "政府工作报告 28 段")])
def test_other_entries_lead_to_their_passages(get: Get, library: Library, way: str, line: str) -> None:
    page = get(f"/browse/{way}")
    assert line in lines(page)
    value, count, _ = line.split()
    href = next(one(entry, "a").get("href", "") for entry in find(page, "li") if text(entry) == line)
    found = parse(library.client().get(href).text)
    assert text(one(found, id="summary")).startswith(f"{count} 段")
    assert one(found, "input", type="checkbox", name=WAYS[way], value=value) is not None


def test_years_are_drawn_and_listed(get: Get) -> None:
    page = get("/browse/years")
    assert len(find(one(page, class_="histogram"), "a")) == 35
    assert lines(page)[0] == "1987 2 段"
    assert lines(page)[-1] == "2021 14 段"


def test_there_are_no_other_ways(library: Library) -> None:
    assert library.client().get("/browse/nothing").status_code == 404


def test_an_empty_archive_has_nothing_to_browse(small: Library) -> None:
    client = small.client()
    assert "库里还没有文件" in client.get("/browse").text
    for way in WAYS:
        assert "没有这样的资料" in client.get(f"/browse/{way}").text


def test_a_directory_follows_the_index(small: Library) -> None:
    client = small.client()
    assert not lines(parse(client.get("/browse/titles").text))
    small.take(Sample("一.txt", document(speech("灯塔", "甲某人", None, None, None, "灯亮着。")), "文集"))
    assert lines(parse(client.get("/browse/titles").text)) == ["灯塔 1 段"]


def test_a_long_directory_has_letters_and_pages(small: Library) -> None:
    titles = [f"{letter}{chr(0x4E00 + number)}记" for letter in "安北早" for number in range(100)]
    small.take(Sample("多.txt", document(*(speech(title, "甲某人", None, None, None, "灯亮着。") for title in titles)), "文集"))
    client = small.client()
    first, second = (parse(client.get(f"/browse/titles?page={number}").text) for number in (1, 2))
    assert [text(heading) for heading in find(first, "h2")] == ["A", "B"]
    assert [text(heading) for heading in find(second, "h2")] == ["Z"]
    assert len(lines(first)) == PAGE
    assert hrefs(one(first, class_="letters")) == ["#letter-A", "#letter-B", "/browse/titles?page=2#letter-Z"]
    assert one(first, "a", rel="next").get("href") == "/browse/titles?page=2"
    beyond = parse(client.get("/browse/titles?page=99").text)
    assert lines(beyond) == lines(second)


def test_the_front_page_leads_to_it(get: Get) -> None:
    assert {"/browse", "/browse/speakers", "/browse/places", "/browse/collections", "/quote"} <= set(hrefs(one(get("/"), "main")))


def test_a_namesake_stands_beside_its_namesake() -> None:
    names = ["王伟（1975）", "Ada Byron", "单田芳", "王伟（1962）", "王安", "12 人小组"]
    made = by_pinyin([Entry(name, 1, name) for name in names], read_name)
    assert [entry.label for entry in made.entries] == ["12 人小组", "Ada Byron", "单田芳", "王安", "王伟（1962）", "王伟（1975）"]
    assert made.letters == ("#", "A", "S", "W", "W", "W")


def test_few_entries_need_no_letters() -> None:
    made = by_pinyin([Entry(chr(0x4E00 + number), 1, "") for number in range(FEW)], read_title)
    assert [section.letter for section in made.page(1)] == [""]
    assert made.index() == ()
    assert by_pinyin([], read_title).page(1) == ()

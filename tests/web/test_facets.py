"""Facets in the page: what they mean, and that every control does what it says."""

from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient

from archive.web.facets import MOST, SHOWN, boxes
from archive.web.parameters import SearchState
from tests.web.conftest import Get
from tests.web.html import find, hrefs, one, parse, text


def total(page: Element) -> int:
    return int(text(find(one(page, id="summary"), "b")[0]).replace(",", ""))


def counts(page: Element, name: str) -> dict[str, int]:
    rows = [row for row in find(page, "li") if find(row, "input", type="checkbox", name=name)]
    return {find(row, "input")[0].get("value", ""): int(text(one(row, class_="count"))) for row in rows}


def submit(client: FlaskClient, page: Element, press: Element | None = None, tick: tuple[tuple[str, str], ...] = ()) -> Element:
    """Send the search form as a browser does: its own controls and those that name it."""
    form = one(page, "form", id="search")
    controls = [*form.iter("input"), *find(page, "input", form="search")]
    sent = [
        (control.get("name", ""), control.get("value", ""))
        for control in controls
        if control.get("type") != "checkbox" or "checked" in control.attrib or (control.get("name"), control.get("value")) in tick
    ]
    if press is not None:
        sent.append((press.get("name", ""), press.get("value", "")))
    answer = client.get(form.get("action", ""), query_string=sent)
    assert answer.status_code == 200
    return parse(answer.text)


def test_several_values_of_one_facet_mean_or(get: Get) -> None:
    every, one_of, both = (get("/", q="港口", speaker=names) for names in ([], ["沈知微"], ["沈知微", "陆望川"]))
    told = counts(every, "speaker")
    assert total(one_of) == told["沈知微"]
    assert total(both) == told["沈知微"] + told["陆望川"]


def test_facets_together_mean_and(get: Get) -> None:
    page = get("/", q="港口", speaker="陆望川", year="2020")
    assert total(page) == counts(get("/", q="港口", speaker="陆望川"), "year")["2020"]
    assert 0 < total(page) < total(get("/", q="港口", speaker="陆望川"))


def test_a_facet_leaves_its_own_choice_out_of_its_counts(get: Get) -> None:
    assert counts(get("/", q="港口"), "speaker") == counts(get("/", q="港口", speaker="沈知微"), "speaker")
    assert counts(get("/", q="港口"), "year") != counts(get("/", q="港口", speaker="歐陽澍"), "year")


def test_excluding(get: Get) -> None:
    whole = get("/", q="港口")
    page = get("/", **{"q": "港口", "not.speaker": "陆望川"})
    assert total(page) == total(whole) - counts(whole, "speaker")["陆望川"]
    assert "陆望川" not in text(one(page, class_="hits"))


def test_ticking_and_sending_the_form(get: Get, client: FlaskClient) -> None:
    page = submit(client, get("/", q="港口"), tick=(("speaker", "沈知微"), ("year", "2020")))
    assert "checked" in one(page, "input", type="checkbox", value="沈知微").attrib
    assert total(page) == total(get("/", q="港口", speaker="沈知微", year="2020"))


def test_the_exclude_button_keeps_what_is_chosen(get: Get, client: FlaskClient) -> None:
    before = get("/", q="港口", place="青屿", sort="oldest")
    button = one(before, "button", name="not.speaker", value="陆望川")
    page = submit(client, before, press=button)
    chips = [text(chip) for chip in find(one(page, class_="chips"), "li")]
    assert chips == ["去掉条件 地点 青屿 ×", "去掉条件 排除 讲话人 陆望川 ×", "全部去掉"]
    assert text(one(one(page, class_="sorts"), "a", aria_current="true")) == "最早"
    again = submit(client, page)
    assert total(again) == total(page), "what is left out stays left out when the form is sent again"


def test_excluding_a_chosen_value_leaves_it_out(get: Get, client: FlaskClient) -> None:
    before = get("/", q="港口", speaker=["沈知微", "陆望川"])
    page = submit(client, before, press=one(before, "button", name="not.speaker", value="陆望川"))
    assert total(page) == counts(before, "speaker")["沈知微"]


def test_every_chip_takes_one_choice_back(get: Get) -> None:
    page = get("/", **{"q": "港口", "speaker": ["沈知微", "陆望川"], "not.year": "1987", "from": "1980", "to": "2020-12", "sort": "newest"})
    sent = parse_qsl("q=港口&speaker=沈知微&speaker=陆望川&not.year=1987&from=1980&to=2020-12&sort=newest")
    links = hrefs(one(page, class_="chips"))
    assert len(links) == 6
    for link, gone in zip(links, sent[1:6], strict=False):
        assert parse_qsl(urlsplit(link).query) == [pair for pair in sent if pair != gone]
    assert parse_qsl(urlsplit(links[-1]).query) == [("q", "港口"), ("sort", "newest")]


def test_dates_narrow(get: Get) -> None:
    page = get("/", **{"q": "海洋日", "from": "2000", "to": "2004-12-31", "sort": "oldest"})
    shown = {text(time)[:4] for time in find(one(page, class_="hits"), "time")}
    assert shown == {"2000", "2002", "2004"}
    assert one(page, "input", name="from").get("value") == "2000"


def test_the_histogram_filters_by_click(get: Get, client: FlaskClient) -> None:
    page = get("/", q="港口")
    bar = next(link for link in find(one(page, class_="histogram"), "a") if link.get("aria-label", "").startswith("2020 年"))
    assert bar.get("aria-label") == f"2020 年：{counts(page, 'year')['2020']} 段"
    chosen = parse(client.get(bar.get("href", "")).text)
    assert total(chosen) == counts(page, "year")["2020"]
    again = next(link for link in find(one(chosen, class_="histogram"), "a") if link.get("aria-current") == "true")
    assert total(parse(client.get(again.get("href", "")).text)) == total(page)


def test_a_new_choice_begins_at_the_first_page(get: Get) -> None:
    page = get("/", q="海", page=2)
    assert all("page=" not in href for href in hrefs(one(page, class_="histogram")) + hrefs(one(page, class_="sorts")))
    assert not find(page, "input", name="page")


def test_browsing_without_words(get: Get) -> None:
    page = get("/", collection="署名文章")
    assert total(page) == 2
    assert "其中正文" not in text(one(page, id="summary"))


def test_long_facets_fold_and_chosen_values_stand_first() -> None:
    many = {f"某{number}": 100 - number for number in range(80)}
    box = boxes(SearchState(include={"speaker": ("某40", "某41")}), {"speaker": many})[0]
    assert [choice.value for choice in box.shown] == ["某40", "某41", "某0", "某1", "某2", "某3"]
    assert len(box.shown) == SHOWN
    assert len(box.shown) + len(box.folded) == MOST


def test_years_stand_from_the_latest() -> None:
    box = boxes(SearchState(), {"year": {"1990": 9, "2020": 1, "2003": 5, "": 7}})[0]
    assert [choice.value for choice in box.shown] == ["2020", "2003", "1990"]

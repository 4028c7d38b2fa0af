"""The search page with scripts on: filters, orders, pages and views without a new page, the way back, and who keeps the focus."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_box import reader
from tests.browser.test_reading import fits, panel

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIEWS = ((390, "dark"), (820, "light"), (1440, "light"))


@pytest.fixture(params=VIEWS, ids=[f"{width}-{scheme}" for width, scheme in VIEWS])
def live(request: pytest.FixtureRequest, browser: "Browser", address: str) -> "Iterator[Page]":
    """A reader's page at the three widths, marked so that a test can tell whether it was loaded anew."""
    with reader(browser, address, *request.param) as page:
        page.goto("/?q=港口")
        page.evaluate("window.same = true")
        yield page


@pytest.fixture
def desk(browser: "Browser", address: str) -> "Iterator[Page]":
    with reader(browser, address, 1440, "light") as page:
        page.goto("/?q=港口")
        page.evaluate("window.same = true")
        yield page


def same(page: "Page") -> bool:
    return bool(page.evaluate("window.same === true"))


def total(page: "Page") -> int:
    return int(page.locator("#summary b").inner_text())


def test_choices_apply_at_once_and_back_takes_them_back(live: "Page") -> None:
    whole = total(live)
    panel(live).get_by_role("checkbox", name="沈知微").check()
    live.wait_for_url(re.compile("speaker="))
    live.locator(".chips").wait_for()
    assert same(live)
    assert {name.strip() for name in live.locator(".hit .who").all_inner_texts()} == {"沈知微"}
    box = live.get_by_role("checkbox", name="沈知微")
    assert box.is_checked()
    assert box.evaluate("box => box === document.activeElement"), "the focus stays, and so does the open panel"
    assert live.locator("#told").inner_text().startswith(f"{total(live)} 段")
    fits(live)
    live.go_back()
    live.locator(".chips").wait_for(state="detached")
    assert (same(live), total(live)) == (True, whole)
    assert not live.get_by_role("checkbox", name="沈知微").is_checked()
    live.go_forward()
    live.locator(".chips").wait_for()
    live.locator(".chips li:not(.clear) a").click()
    live.locator(".chips").wait_for(state="detached")
    assert (same(live), total(live)) == (True, whole)


def test_every_state_is_an_address(desk: "Page") -> None:
    panel(desk).get_by_role("button", name="排除 2020").click()
    desk.locator(".chips .excluded").wait_for()
    desk.get_by_role("link", name="最早").click()
    desk.wait_for_url(re.compile("sort=oldest"))
    desk.get_by_role("link", name="按篇").click()
    desk.wait_for_url(re.compile("view=speeches"))
    assert same(desk)
    seen = desk.locator("#results").inner_text()
    desk.reload()
    without_time = re.compile(r"[\d.]+ 毫秒")
    assert without_time.sub("", desk.locator("#results").inner_text()) == without_time.sub("", seen)
    assert not same(desk)


def test_a_year_is_chosen_by_keyboard(desk: "Page") -> None:
    bar = desk.locator(".histogram a").last
    year = (bar.get_attribute("aria-label") or "")[:4]
    bar.focus()
    desk.keyboard.press("Enter")
    desk.locator(".histogram a[aria-current]").wait_for()
    assert same(desk)
    assert f"year={year}" in desk.url
    assert desk.evaluate("document.activeElement.getAttribute('aria-label')").startswith(year)


def test_turning_the_page_leads_to_its_head(desk: "Page") -> None:
    desk.goto("/?q=海洋")
    desk.evaluate("window.same = true")
    desk.locator(".pager a[rel=next]").click()
    desk.wait_for_url(re.compile("page=2"))
    assert same(desk)
    assert desk.evaluate("document.activeElement.id") == "summary"
    assert desk.locator(".hits").get_attribute("start") == "11"


def test_words_typed_anew_are_answered_in_place(desk: "Page") -> None:
    desk.get_by_role("combobox", name="检索词").fill("灯塔")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(r"q=%E7%81%AF%E5%A1%94"))
    assert same(desk)
    assert desk.title().startswith("灯塔")
    desk.go_back()
    desk.wait_for_url(re.compile(r"q=%E6%B8%AF%E5%8F%A3|q=港口"))
    desk.locator("#heading", has_text="港口").wait_for(state="attached")
    assert desk.get_by_role("combobox", name="检索词").input_value() == "港口"


def test_an_archive_that_does_not_answer_shows_its_own_page(desk: "Page") -> None:
    desk.route("**/?q=*sort=newest*", lambda route: route.fulfill(status=503, content_type="text/html", body="<p id=down>down</p>"))
    desk.get_by_role("link", name="最新").click()
    desk.locator("#down").wait_for()
    desk.unroute_all()


def test_a_value_of_a_long_facet_is_found_while_typing(desk: "Page") -> None:
    desk.goto("/?q=海&find.speaker=并无此人")
    box = desk.get_by_role("searchbox", name="在“讲话人”里找")
    box.fill("")
    box.press_sequentially("luw")
    names = desk.locator("[data-facet=speaker] .values li label")
    names.first.wait_for()
    names.nth(1).wait_for(state="detached")  # the first letters may have been answered before
    assert names.all_inner_texts() == ["陆望川"]
    assert box.evaluate("box => box === document.activeElement")
    desk.get_by_role("checkbox", name="陆望川").check()
    desk.locator(".chips").wait_for()
    assert desk.get_by_role("searchbox", name="在“讲话人”里找").input_value() == "luw"


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_concordance_can_be_read_at_every_width(browser: "Browser", address: str, width: int, scheme: str, scripts: bool) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the two words
        java_script_enabled=scripts,
        locale="zh-CN",
    )
    page = context.new_page()
    page.goto("/?q=港口")
    page.get_by_role("link", name="逐行索引").click()
    page.locator(".kwic").wait_for()
    page.get_by_role("link", name="依下文").click()
    page.locator(".lines [aria-current]", has_text="依下文").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keywords = page.locator(".kwic .keyword")
    assert set(keywords.all_inner_texts()) == {"港口"}
    if width > 900:
        lefts = {round(box["x"]) for mark in page.locator(".kwic mark").all() if (box := mark.bounding_box())}
        assert len(lefts) == 1, "the keywords stand below each other"
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 CSV").click()
    assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbfleft,keyword,right")
    context.close()

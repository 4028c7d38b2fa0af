"""The search box with scripts on: completions by keyboard and pointer, an input method, and the way there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import VIEWS
from tests.browser.test_reading import fits, follow

if TYPE_CHECKING:
    from typing import Literal

    from playwright.sync_api import Browser, Locator, Page, Route


@contextmanager
def reader(browser: "Browser", address: str, width: int, scheme: 'Literal["light", "dark"]') -> "Iterator[Page]":
    """A page with scripts; an error in them, or anything against the policy, fails the test."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 844}, color_scheme=scheme, locale="zh-CN")
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("console", lambda message: trouble.append(message.text) if "Content Security Policy" in message.text else None)
    yield opened
    context.close()
    assert not trouble


@pytest.fixture(params=VIEWS, ids=[f"{width}-{scheme}" for width, scheme in VIEWS])
def live(request: pytest.FixtureRequest, browser: "Browser", address: str) -> "Iterator[Page]":
    """A reader's page, narrow and wide, light and dark."""
    with reader(browser, address, *request.param) as page:
        yield page


@pytest.fixture
def desk(browser: "Browser", address: str) -> "Iterator[Page]":
    """A reader's page at a desk."""
    with reader(browser, address, 1280, "light") as page:
        yield page


def box(page: "Page") -> "Locator":
    return page.get_by_role("combobox", name="检索词")


def options(page: "Page") -> "Locator":
    return page.get_by_role("listbox").get_by_role("option")


def chosen(page: "Page") -> str:
    """The option that the box says is active, which is the one that is shown as chosen."""
    active = box(page).get_attribute("aria-activedescendant")
    marked = page.locator("[role=option][aria-selected=true]")
    if active is None:
        assert marked.count() == 0
        return ""
    assert marked.get_attribute("id") == active
    return marked.locator("[lang]").inner_text()


def typed(page: "Page", text: str) -> None:
    """Type, and wait for completions."""
    box(page).fill("")
    box(page).press_sequentially(text)
    options(page).first.wait_for()


def test_typing_shows_completions_and_enter_searches(live: "Page") -> None:
    live.goto("/")
    typed(live, "港")
    assert box(live).get_attribute("aria-expanded") == "true"
    assert options(live).first.locator("[lang]").inner_text() == "港口之上，是一座城市的来路与去路"
    assert live.get_by_role("group", name="词").get_by_role("option").first.locator("[lang]").inner_text() == "港口"
    fits(live)
    words = [option.locator("[lang]").inner_text() for option in options(live).all()]
    for _ in range(words.index("港口") + 1):
        box(live).press("ArrowDown")
    assert chosen(live) == "港口"
    fits(live)
    box(live).press("Enter")
    live.wait_for_url(re.compile(r"\?q=%E6%B8%AF%E5%8F%A3$"))
    assert live.locator(".hit mark").first.inner_text() == "港口"


def test_pinyin_finds_a_name_whose_page_is_offered(live: "Page") -> None:
    live.goto("/about")
    typed(live, "luwang")
    assert options(live).first.locator("[lang]").inner_text() == "陆望川"
    box(live).press("ArrowDown")
    box(live).press("Enter")
    live.wait_for_url(re.compile(r"\?q="))
    assert box(live).input_value() == "陆望川"
    fits(live)
    follow(live, live.locator(".people a"))
    assert live.get_by_role("heading", level=1).inner_text() == "陆望川"


def test_a_list_that_comes_late_does_not_take_the_choice_away(desk: "Page") -> None:
    held: list[Route] = []
    desk.goto("/")
    typed(desk, "luwa")
    desk.route("**/api/v1/complete*", lambda route: held.append(route))  # noqa: PLW0108 - it takes no built-in
    with desk.expect_request("**/api/v1/complete?q=luwang"):
        box(desk).press_sequentially("ng")
    box(desk).press("ArrowDown")
    held[-1].continue_()
    desk.unroute_all(behavior="wait")
    box(desk).press("Enter")
    desk.wait_for_url(re.compile(r"\?q="))
    assert box(desk).input_value() == "陆望川"


def test_a_title_leads_to_its_passages(desk: "Page") -> None:
    desk.goto("/")
    typed(desk, "ysxg")
    options(desk).get_by_text("以数兴港，以港兴城").click()
    desk.wait_for_url(re.compile(r"\?title="))
    assert desk.locator(".hit").count() == 4


def test_the_arrows_go_round_and_escape_puts_the_list_away(desk: "Page") -> None:
    desk.goto("/")
    typed(desk, "海")
    first, last = (options(desk).nth(number).locator("[lang]").inner_text() for number in (0, -1))
    seen = []
    for key in ("ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"):
        box(desk).press(key)
        seen.append(chosen(desk))
    assert seen == [first, "", last, "", first]
    box(desk).press("Escape")
    assert desk.get_by_role("listbox").is_hidden()
    assert box(desk).get_attribute("aria-expanded") == "false"
    assert (box(desk).input_value(), chosen(desk)) == ("海", "")
    box(desk).press("ArrowDown")
    options(desk).first.wait_for()
    box(desk).press("Tab")
    assert desk.get_by_role("listbox").is_hidden()


def test_enter_without_a_choice_searches_for_what_was_typed(desk: "Page") -> None:
    desk.goto("/")
    typed(desk, "海洋")
    box(desk).press("Enter")
    desk.wait_for_url(re.compile(r"\?q=%E6%B5%B7%E6%B4%8B$"))


def test_completing_keeps_the_filters_and_what_was_typed_before(desk: "Page") -> None:
    desk.goto("/?q=海洋&speaker=沈知微")
    typed(desk, "海洋 经")
    box(desk).press("ArrowDown")
    assert chosen(desk) == "经济"
    box(desk).press("Enter")
    desk.wait_for_url(re.compile("speaker="))
    assert box(desk).input_value() == "海洋 经济"


def test_the_keys_of_an_input_method_are_its_own(desk: "Page") -> None:
    desk.goto("/")
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url) if "/complete" in request.url else None)
    box(desk).focus()
    input_method = desk.context.new_cdp_session(desk)
    for letters in ("g", "ga", "gang"):
        input_method.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)})
    for key, code in (("ArrowDown", 40), ("Enter", 13)):
        box(desk).dispatch_event("keydown", {"key": key, "keyCode": code, "isComposing": True, "bubbles": True, "cancelable": True})
    assert (asked, desk.url.endswith("/")) == ([], True), "nothing is asked for while letters are composed"
    input_method.send("Input.insertText", {"text": "港"})
    options(desk).first.wait_for()
    assert box(desk).input_value() == "港"
    assert chosen(desk) == ""


def test_only_the_last_question_is_answered(desk: "Page") -> None:
    desk.goto("/")
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url) if "/complete" in request.url else None)
    typed(desk, "海洋")
    assert len(asked) <= 2
    box(desk).fill("并无此语")
    desk.locator("#completions").wait_for(state="hidden")
    assert options(desk).count() == 0


def test_an_archive_that_does_not_answer_leaves_the_box_as_it_is(desk: "Page") -> None:
    desk.goto("/")
    desk.route("**/api/v1/complete*", lambda route: route.fulfill(status=503, body=""))
    with desk.expect_response("**/api/v1/complete*"):
        box(desk).press_sequentially("海")
    assert desk.get_by_role("listbox").is_hidden()
    box(desk).press("Enter")
    desk.wait_for_url(re.compile(r"\?q=%E6%B5%B7$"))
    desk.unroute_all()


def test_a_slash_leads_to_the_box_and_is_a_character_inside_it(desk: "Page") -> None:
    desk.goto("/?q=海洋")
    desk.keyboard.press("/")
    assert box(desk).evaluate("box => box === document.activeElement && box.selectionEnd - box.selectionStart") == 2
    desk.keyboard.press("/")
    assert box(desk).input_value() == "/"


def test_help_and_did_you_mean_fit(live: "Page") -> None:
    for path in ("/help", "/help?lang=en", "/?q=数字经挤", "/?q=shenzhiwei", "/?q=shenzhiwei&lang=en"):
        live.goto(path)
        fits(live)
    live.goto("/?q=数字经挤")
    live.get_by_text("您是不是要找").get_by_role("link", name="数字经济").click()
    live.locator(".hit mark").get_by_text("数字经济", exact=True).first.wait_for()


def test_examples_of_the_help_page_find_something(desk: "Page") -> None:
    desk.goto("/help")
    follow(desk, desk.locator(".notation a").first)

"""The same walk with scripts and without, at the three widths: narrowing, widening, what to loosen, what became of a paragraph."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import CORRECTED, SCHEMES, WIDTHS
from tests.browser.test_reading import fits, follow
from tests.web.conftest import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

WALKS = [(width, SCHEMES[(at + scripts) % 2], bool(scripts)) for at, width in enumerate(WIDTHS) for scripts in (0, 1)]


@pytest.fixture(params=WALKS, ids=[f"{width}-{scheme}-{'scripts' if scripts else 'plain'}" for width, scheme, scripts in WALKS])
def walker(request: pytest.FixtureRequest, browser: "Browser", address: str) -> "Iterator[Page]":
    width, scheme, scripts = request.param
    size: ViewportSize = {"width": width, "height": 844}
    context = browser.new_context(base_url=address, viewport=size, color_scheme=scheme, java_script_enabled=scripts, locale="zh-CN")
    yield context.new_page()
    context.close()


def choose(page: "Page", value: str) -> None:
    """Tick a value and apply; where choices apply at once the button does no harm."""
    button = page.get_by_role("button", name="应用筛选")
    if not button.is_visible():
        page.locator(".filters > summary").click()
    page.get_by_role("checkbox", name=value).check()
    button.click()


def chosen(page: "Page", count: int) -> list[str]:
    """The values of the chips, once there are so many."""
    page.locator(".chips .value").nth(count - 1).wait_for()
    return page.locator(".chips .value").all_inner_texts()


def test_narrowing_and_widening(walker: "Page") -> None:
    walker.goto("/?q=海")
    choose(walker, "陆望川")
    assert chosen(walker, 1) == ["陆望川"]
    choose(walker, "歐陽澍")
    assert chosen(walker, 2) == ["陆望川", "歐陽澍"]
    assert set(walker.locator(".hit .who").all_inner_texts()) <= {"陆望川", "歐陽澍"}
    fits(walker)
    walker.locator(".chips a", has_text="歐陽澍").click()
    walker.locator(".chips a", has_text="歐陽澍").wait_for(state="detached")
    bar = walker.locator(".histogram a").first
    years = (bar.get_attribute("aria-label") or "").split(" ")[0]
    bar.focus()
    walker.keyboard.press("Enter")
    assert chosen(walker, 2) == ["陆望川", years]
    walker.get_by_role("link", name="全部去掉").click()
    walker.locator(".chips").wait_for(state="detached")
    walker.go_back()
    assert chosen(walker, 2) == ["陆望川", years]


def test_an_empty_result_tells_what_to_loosen(walker: "Page") -> None:
    walker.goto('/?q="装卸工"&speaker=沈知微')
    fits(walker)
    walker.get_by_role("link", name="去掉“沈知微”这个条件").click()
    walker.locator(".hit mark").first.wait_for()
    assert walker.locator(".hit mark").first.inner_text() == "装卸工"
    walker.goto("/?q=灯塔 并无此语")
    assert walker.locator(".alone .lost b").inner_text() == "并无此语"
    follow(walker, walker.get_by_role("link", name="按相近的字句去找"))
    assert walker.get_by_label("记得的话").input_value() == "灯塔 并无此语"


def test_what_became_of_a_paragraph(walker: "Page", library: Library) -> None:
    (document,) = (one for _, one in library.store.changes() if library.store.document(one).name == CORRECTED.name)
    records = [library.store.paragraph(one) for one in library.store.paragraph_ids([document])]
    (changed,) = (one.id for one in records if one.version > 1)
    (gone,) = (one.id for one in records if one.state == "withdrawn")
    walker.goto(f"/p/{changed}?v=1")
    since = walker.locator(".since blockquote")
    assert (since.locator("del").all_inner_texts(), since.locator("ins").all_inner_texts()) == (["未", "申"], ["申", "酉"])
    fits(walker)
    answer = walker.goto(f"/p/{gone}")
    assert answer is not None
    assert answer.status == 410
    assert "印数三百份。" in walker.locator("main").inner_text()
    fits(walker)

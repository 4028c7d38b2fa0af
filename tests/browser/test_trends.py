"""The trends page as a reader walks it: at three widths, in both themes, with scripts and without."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_reading import fits, follow

if TYPE_CHECKING:
    from typing import Literal

    from playwright.sync_api import Browser


@pytest.mark.parametrize(
    ("width", "scheme", "scripts"), [(390, "dark", False), (820, "light", True), (1440, "light", False), (1440, "dark", True)]
)
def test_a_word_is_counted_by_year(browser: "Browser", address: str, width: int, scheme: 'Literal["light", "dark"]', scripts: bool) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 844}, color_scheme=scheme, java_script_enabled=scripts, locale="zh-CN"
    )
    page = context.new_page()
    page.goto("/?q=海洋日")
    follow(page, page.get_by_role("link", name="看逐年趋势"))
    boxes = page.get_by_role("textbox")
    assert [box.input_value() for box in boxes.all()] == ["海洋日", ""]
    boxes.nth(1).fill("港口")
    page.get_by_role("radio", name="段数", exact=True).check()
    follow(page, page.get_by_role("button", name="画出来"))
    assert page.locator(".legend li").count() == 2
    fits(page)
    colours = {line.evaluate("line => getComputedStyle(line).stroke") for line in page.locator(".chart g polyline").all()}
    assert len(colours) == 2
    point = page.locator(".chart a", has=page.locator("title", has_text="港口 2020")).locator("circle").last
    follow(page, point)
    assert page.locator("#q").input_value() == "正文：港口"
    opened = page.locator("#summary b").inner_text()
    page.go_back()
    cell = page.get_by_role("row", name="2020").get_by_role("link", name="2020 港口")
    assert cell.inner_text().split()[0] == opened
    cell.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("#summary b").inner_text() == opened
    context.close()

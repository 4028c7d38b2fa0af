"""Citations with scripts on: they are copied, and what machines read offends no policy."""

from typing import TYPE_CHECKING

from tests.browser.test_reading import follow

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_a_citation_is_copied(browser: "Browser", address: str) -> None:
    context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"], locale="zh-CN")
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto("/?q=装卸工")
    follow(page, page.get_by_role("link", name="¶ 永久链接"))
    page.locator(".citing summary").click()
    button = page.locator(".citing dd .copy").first
    button.click()
    button.get_by_text("已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".citing dd .copied").first.inner_text()
    assert "GB/T 7714—2015" in page.locator(".citing dt").first.inner_text()
    assert page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@type']") == "NewsArticle"
    context.close()
    assert not trouble


def test_without_a_clipboard_the_words_are_marked(browser: "Browser", address: str) -> None:
    context = browser.new_context(base_url=address, locale="zh-CN")
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto("/?q=装卸工")
    follow(page, page.get_by_role("link", name="¶ 永久链接"))
    page.locator(".citing .copy").first.click()
    assert page.evaluate("String(getSelection())") == page.locator(".cited").inner_text()
    context.close()

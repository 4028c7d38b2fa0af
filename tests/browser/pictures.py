"""Takes the README's picture of the search page: `python -m tests.browser.pictures`, with the demo running on port 8000."""

from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).with_name("pictures") / "search.png"
ADDRESS = "http://127.0.0.1:8000/?q=%E6%B9%BF%E5%9C%B0%E4%BF%9D%E6%8A%A4&lang=zh"


def take() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"])
        page = browser.new_page(viewport={"width": 1200, "height": 760}, color_scheme="light", locale="zh-CN")
        page.goto(ADDRESS)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take()

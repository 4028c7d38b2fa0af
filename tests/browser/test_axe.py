"""What axe-core finds on every page, in every language and both themes: nothing."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_box import reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PATHS = (
    "/",
    "/?q=港口",
    "/?q=港口&view=speeches&speaker=沈知微&not.year=2021&find.speaker=沈",
    "/?q=港口&view=kwic&order=left&sample=5",
    '/?q="装卸工"&speaker=沈知微',
    "/?q=灯塔 并无此语",
    "/?q=数字经挤&from=x",
    "/trends?q=海洋&q=港口&from=1990",
    "/trends?q=港口&by=speaker",
    "/trends",
    "/help",
    "/about",
    "/nowhere",
)


def complaints(page: "Page") -> list[str]:
    """What axe has to say about a page as it stands."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(("language", "width", "scheme"), [("zh", 390, "dark"), ("en", 1440, "light")])
def test_axe_finds_nothing(browser: "Browser", address: str, language: str, width: int, scheme: str) -> None:
    with reader(browser, address, width, scheme) as page:  # type: ignore[arg-type]  # one of the two words
        page.goto("/?q=港口")
        passage = (page.locator(".hit h3 a").first.get_attribute("href") or "").partition("#")[0]
        speaker = page.locator(".hit .who a").first.get_attribute("href") or ""
        version = re.sub(r".*p=(\w+).*", r"/p/\1?v=1", passage)
        page.goto(passage)
        document = (page.locator("a[download]").first.get_attribute("href") or "").replace("/original", "/alike")
        found = []
        for path in (*PATHS, passage, speaker, version, document):
            page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found += [f"{path} {complaint}" for complaint in complaints(page)]
        assert not found, "\n".join(found)

"""What axe-core finds on every page, in every language and both themes: nothing. And every page fits at every width."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import CORRECTED, SCHEMES, WIDTHS
from tests.browser.test_box import reader
from tests.browser.test_reading import fits
from tests.web.conftest import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What may differ between the themes."""
PATHS = (
    "/",
    "/?q=港口",
    "/?q=港口&view=speeches&speaker=沈知微&not.year=2021&find.speaker=沈",
    "/?q=港口&view=kwic&order=left&sample=5",
    '/?q="装卸工"&speaker=沈知微',
    "/?q=灯塔 并无此语",
    "/?q=数字经挤&from=x",
    "/trends?q=海洋&q=港口&from=1990",
    "/trends?q=港口&by=speaker&measure=rate",
    "/trends",
    "/quote",
    "/quote?q=最懂潮水的，理应先学会跟机器说话",
    "/browse",
    "/browse/speakers",
    "/browse/places",
    "/browse/collections",
    "/browse/years",
    "/browse/titles",
    "/print?q=装卸工",
    "/help",
    "/about",
    "/api",
    "/nowhere",
)


def others(library: Library, page: "Page") -> Iterator[str]:
    """The pages whose addresses hold an identifier: a speech, a speaker, similar passages, versions, what is withdrawn, alike documents."""
    page.goto("/?q=统一授时")
    passage = (page.locator(".hit h3 a").first.get_attribute("href") or "").partition("#")[0]
    yield passage
    yield passage + "&q=港口"
    yield re.sub(r".*p=(\w+).*", r"/p/\1/similar", passage)
    yield page.locator(".hit .who a").first.get_attribute("href") or ""
    page.goto(passage)
    yield (page.locator("a[download][href$='/original']").first.get_attribute("href") or "").replace("/original", "/alike")
    (document,) = (one for _, one in library.store.changes() if library.store.document(one).name == CORRECTED.name)
    known = library.store.paragraph_ids([document])
    records = [library.store.paragraph(one) for one in known]
    yield from (f"/p/{one.id}?v=1" for one in records if one.version > 1)
    yield from (f"/p/{one.id}" for one in records if one.state == "withdrawn")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_axe_finds_nothing_and_every_page_fits(
    browser: "Browser", address: str, library: Library, language: Literal["zh", "zh-Hant", "en"]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    complaints = []
    with reader(browser, address, WIDTHS[0], SCHEMES[0]) as page:
        paths = [*PATHS, *others(library, page)]
        assert len(paths) == len(PATHS) + 7
        for number, path in enumerate(paths):
            page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            for turn, width in enumerate(WIDTHS):  # the widths take turns with the themes; axe sees each page in both of them
                page.emulate_media(color_scheme=SCHEMES[(number + turn) % 2])
                page.set_viewport_size({"width": width, "height": 844})
                fits(page)
                if turn < len(SCHEMES):
                    found = axe.run(page, options=CONTRAST if turn else RULES).response["violations"]
                    complaints += [
                        f"{path} {width} {one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
                        for one in found
                        for node in one["nodes"]
                    ]
    assert not complaints, "\n".join(complaints)

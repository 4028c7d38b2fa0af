"""A reader's walk through the site, at every width and in both themes, with scripts off."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CLIPPED = """() => [...document.querySelectorAll("body *")].filter(element => {
  const style = getComputedStyle(element);
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  return own && !element.closest(".unseen, .skip, svg, details:not([open])") && style.display !== "inline" &&
    (style.overflowX !== "visible" || style.overflowY !== "visible") &&
    (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 200))"""

OUTSIDE = """() => [...document.querySelectorAll("body *")].filter(element => {
  const box = element.getBoundingClientRect();
  if (!box.width || element.closest(".unseen, .skip, svg") || (box.right <= innerWidth + 1 && box.left >= -1)) return false;
  for (let at = element.parentElement; at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflowX !== "visible") return false; // it scrolls, or is cut on purpose, inside a box of the page
  }
  return true;
}).map(element => element.outerHTML.slice(0, 200))"""

CONTRAST = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(at).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return channels(getComputedStyle(document.documentElement).backgroundColor);
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    if (element.closest("svg, .unseen") || !element.getClientRects().length) continue;
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) poor.push([ratio.toFixed(2), element.outerHTML.slice(0, 120)]);
  }
  return poor;
}"""


def fits(page: "Page") -> None:
    """Nothing sticks out, nothing is cut off, everything can be read."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(CONTRAST) == []


def follow(page: "Page", link: "Locator") -> None:
    """Click what leads to another page, and be there."""
    with page.expect_navigation():
        link.click()


def search(page: "Page", words: str) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill(words)
    follow(page, page.get_by_role("search").get_by_role("button"))


def panel(page: "Page") -> "Locator":
    """The filters, unfolded where they fold."""
    summary = page.locator(".filters > summary")
    if summary.is_visible():
        summary.click()
    return page.locator(".filters .panel")


def test_front_page(page: "Page") -> None:
    page.goto("/")
    assert page.get_by_role("heading", level=1).inner_text() == "言录"
    fits(page)


def test_searching_from_the_front_page(page: "Page") -> None:
    search(page, "港口")
    assert re.search(r"\?q=%E6%B8%AF%E5%8F%A3$", page.url)
    assert page.locator(".hit").count() == 10
    assert page.locator(".hit mark").first.inner_text() == "港口"
    fits(page)


def test_enter_searches_and_does_not_exclude(page: "Page") -> None:
    search(page, "港口")
    with page.expect_navigation():
        page.get_by_role("searchbox").press("Enter")
    assert "not." not in page.url
    assert page.locator(".chips").count() == 0


def test_filters_fold_on_a_phone_and_stand_open_on_a_desk(page: "Page") -> None:
    search(page, "港口")
    wide = page.viewport_size is not None and page.viewport_size["width"] > 900
    box = page.get_by_role("checkbox", name="沈知微")
    assert box.is_visible() == wide
    panel(page)
    assert box.is_visible()
    fits(page)


def test_filtering(page: "Page") -> None:
    search(page, "港口")
    panel(page).get_by_role("checkbox", name="沈知微").check()
    follow(page, page.get_by_role("button", name="应用筛选"))
    assert {name.strip() for name in page.locator(".hit .who").all_inner_texts()} == {"沈知微"}
    follow(page, panel(page).get_by_role("button", name="排除 2021"))
    assert page.locator(".chips .excluded").inner_text().split() == ["去掉条件", "排除", "年份", "2021", "×"]
    fits(page)
    follow(page, page.locator(".chips a", has_text="2021"))
    follow(page, page.locator(".chips a", has_text="沈知微"))
    assert page.locator(".chips").count() == 0


def test_opening_a_passage_lands_on_it(page: "Page") -> None:
    search(page, "装卸工")
    follow(page, page.locator(".hit h3 a"))
    chosen = page.locator(".chosen")
    assert chosen.locator("mark mark").inner_text() == "装卸工"
    assert chosen.evaluate("box => box.getBoundingClientRect().top >= 0 && box.getBoundingClientRect().top < innerHeight / 2")
    fits(page)


def test_a_permalink_lands_and_is_marked(page: "Page") -> None:
    search(page, "授时")
    follow(page, page.get_by_role("link", name="永久链接").first)
    assert re.search(r"/speech/\w+\?p=(\w+)#\1$", page.url)
    chosen = page.locator(".paragraph.chosen")
    assert "统一授时" in chosen.inner_text()
    assert chosen.evaluate("box => box.getBoundingClientRect().top >= 0 && box.getBoundingClientRect().bottom < innerHeight")
    assert chosen.locator("p").evaluate(
        "p => getComputedStyle(p).backgroundColor !== getComputedStyle(document.documentElement).backgroundColor"
    )
    assert page.locator(".cited").inner_text().endswith("第11段.")
    fits(page)


def test_from_speech_to_speaker_and_back_by_the_outline(page: "Page") -> None:
    search(page, "授时")
    follow(page, page.locator(".hit h3 a").first)
    summary = page.locator(".outline summary")
    if not page.get_by_role("link", name="三、重点任务").is_visible():
        summary.click()
    page.get_by_role("link", name="三、重点任务").click()
    assert page.locator(".paragraph:target p").inner_text() == "三、重点任务"
    follow(page, page.locator(".speech .byline .who"))
    assert page.get_by_role("heading", level=1).inner_text() in ("陆望川", "沈知微")
    fits(page)


def test_pages_for_the_lost(page: "Page") -> None:
    for path in ("/nowhere", "/about", "/?q=%22并无此语%22&place=青屿", "/?q=海&page=3"):
        page.goto(path)
        fits(page)


def test_english(page: "Page") -> None:
    search(page, "港口")
    follow(page, page.get_by_role("link", name="English"))
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("searchbox").input_value() == "港口"
    assert page.get_by_role("link", name="Newest").is_visible()
    fits(page)
    follow(page, page.locator(".hit h3 a").first)
    assert page.get_by_text("Cite paragraph").is_visible()
    fits(page)
    page.goto("/?lang=en")
    fits(page)


def test_the_keyboard_reaches_the_content_first(page: "Page") -> None:
    page.goto("/about")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("link => link === document.activeElement && link.getBoundingClientRect().top >= 0")
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")

"""Reading, browsing and finding quotations as a reader does: without scripts at every width and in both themes, with scripts on a desk."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_box import reader
from tests.browser.test_reading import fits, follow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def desk(browser: "Browser", address: str) -> "Iterator[Page]":
    """A wide page with scripts, that may use the clipboard."""
    with reader(browser, address, 1440, "light") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield page


def open_speech(page: "Page", words: str) -> None:
    page.goto(f"/?q={words}")
    follow(page, page.locator(".hit h3 a").first)


def test_a_misremembered_sentence_is_found_and_cited(page: "Page") -> None:
    page.goto("/")
    follow(page, page.get_by_role("link", name="记得一句话"))
    page.get_by_label("记得的话").fill("最懂潮水的，理应先学会跟机器说话")
    fits(page)
    follow(page, page.get_by_role("button", name="找出处"))
    first = page.locator(".hit").first
    assert first.locator("ins").all_inner_texts() == ["人", "最", "和"]
    assert first.locator("del").all_inner_texts() == ["跟"]
    assert first.locator("ins").first.evaluate("ins => getComputedStyle(ins).textDecorationLine") == "underline"
    assert first.locator("del").first.evaluate("del => getComputedStyle(del).textDecorationLine") == "line-through"
    fits(page)
    follow(page, first.get_by_role("link", name="永久链接"))
    assert "最懂潮水的人" in page.locator(".paragraph.chosen").inner_text()


def test_from_a_paragraph_to_passages_like_it(page: "Page") -> None:
    open_speech(page, "守着灯塔")
    follow(page, page.locator(".paragraph .number").last)
    follow(page, page.locator(".paragraph.chosen").get_by_role("link", name="相似"))
    assert page.locator(".hit").count() == 15
    assert page.locator(".hit mark").first.inner_text().startswith("海不会说话")
    fits(page)


def test_browsing_to_a_speaker(page: "Page") -> None:
    page.goto("/")
    follow(page, page.get_by_role("navigation", name="网站").get_by_role("link", name="浏览"))
    fits(page)
    for way in ("篇名", "年份", "文集", "地点", "讲话人"):
        follow(page, page.get_by_role("navigation", name="浏览").get_by_role("link", name=way))
        fits(page)
    follow(page, page.get_by_role("link", name="陆望川"))
    assert page.locator(".histogram rect").count() == 31
    page.get_by_text("数字", exact=True).click()
    assert page.get_by_role("row").count() > 10
    fits(page)


def test_looking_for_words_in_a_speech_without_scripts(page: "Page") -> None:
    open_speech(page, "授时")
    page.get_by_label("在这一篇里找", exact=True).last.fill("港口")
    follow(page, page.get_by_role("button", name="找", exact=True))
    hits = page.get_by_role("navigation", name="找到的各处")
    assert re.match(r"\d+ 处，在", hits.inner_text())
    fits(page)
    hits.get_by_role("link").last.click()
    target = page.locator(".paragraph:target")
    assert "港口" in target.inner_text()
    assert target.evaluate("box => box.getBoundingClientRect().top >= 0 && box.getBoundingClientRect().top < innerHeight")


def test_going_from_hit_to_hit_by_keyboard(desk: "Page") -> None:
    open_speech(desk, "授时")
    desk.goto(desk.url.split("?")[0] + "?q=港口")
    marks = desk.locator(".body mark")
    total = marks.count()
    current = desk.locator("mark.current")
    place = desk.locator(".leaps output")
    desk.keyboard.press("n")
    assert place.inner_text() == f"第 1 处，共 {total} 处"
    desk.keyboard.press("p")
    assert place.inner_text() == f"第 {total} 处，共 {total} 处"
    assert current.count() == 1
    assert current.evaluate("mark => mark.getBoundingClientRect().top > 0 && mark.getBoundingClientRect().bottom < innerHeight")
    desk.get_by_role("button", name="下一处").click()
    assert place.inner_text() == f"第 1 处，共 {total} 处"
    fits(desk)


def test_the_keys_are_letters_where_one_types_and_can_be_turned_off(desk: "Page") -> None:
    open_speech(desk, "授时")
    desk.goto(desk.url.split("?")[0] + "?q=港口")
    box = desk.locator("#within")
    box.press("End")
    box.press("n")
    assert box.input_value() == "港口n"
    assert desk.locator("mark.current").count() == 0
    desk.get_by_label("按键 n、p").uncheck()
    desk.locator("h1").click()
    desk.keyboard.press("n")
    assert desk.locator("mark.current").count() == 0
    desk.reload()
    assert not desk.get_by_label("按键 n、p").is_checked()


def test_a_paragraphs_link_is_copied(desk: "Page", address: str) -> None:
    open_speech(desk, "授时")
    paragraph = desk.locator(".paragraph").nth(2)
    here = desk.url
    paragraph.hover()
    link = paragraph.get_by_role("link", name="链接", exact=True)
    link.click()
    paragraph.locator(".copy").get_by_text("已复制").wait_for()
    assert "已复制" in desk.get_by_role("status").all_text_contents()
    assert desk.evaluate("navigator.clipboard.readText()") == f"{address}/p/{paragraph.get_attribute('id')}"
    assert desk.url == here
    desk.locator("h1").hover()
    assert paragraph.locator(".copy").inner_text() == "链接"


def test_a_paragraphs_link_leads_there_without_scripts(page: "Page") -> None:
    open_speech(page, "授时")
    paragraph = page.locator(".paragraph").nth(2)
    pid = paragraph.get_attribute("id")
    paragraph.locator(".number").focus()
    paragraph.locator(".copy").click()
    assert page.locator(".chosen").get_attribute("id") == pid


def test_traditional_interface(page: "Page") -> None:
    page.goto("/?q=港口")
    follow(page, page.get_by_role("link", name="繁體"))
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert page.get_by_role("searchbox").input_value() == "港口"
    fits(page)
    follow(page, page.get_by_role("link", name="瀏覽"))
    assert page.get_by_role("heading", level=1).inner_text() == "瀏覽"
    fits(page)

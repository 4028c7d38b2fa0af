"""A server on loopback over the sample archive, and Chromium with scripts off."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Literal

import pytest

from tests.web.conftest import Library, served
from tests.web.samples import SAMPLES, Sample, document, edited, shortened, speech

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = which("chromium")
WIDTHS = (390, 820, 1440)
CORRECTED = Sample(
    "潮汐表.txt",
    document(speech("潮汐表更正", None, None, None, None, "更正：初七的高潮不在未时，在申时。", "其余各日不变。", "印数三百份。")),
    "告示",
)
SCHEMES: "tuple[Literal['light', 'dark'], ...]" = ("light", "dark")
VIEWS = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = "playwright is not installed" if find_spec("playwright") is None else "there is no chromium" if CHROMIUM is None else ""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            if missing:
                item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample archive, and a document that came in again with one paragraph reworded and another one gone."""
    opened = Library(tmp_path_factory.mktemp("browser"))
    opened.take(*SAMPLES, CORRECTED)
    opened.take(shortened(edited(CORRECTED, 0, "更正：初七的高潮不在申时，在酉时。"), 2), data=b"corrected")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def address(library: Library) -> Iterator[str]:
    """The address of the running site."""
    with served(library) as here:
        yield here


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"])
        yield started
        started.close()


@pytest.fixture(params=VIEWS, ids=[f"{width}-{scheme}" for width, scheme in VIEWS])
def page(request: pytest.FixtureRequest, browser: "Browser", address: str) -> "Iterator[Page]":
    """A reader's page, narrow and wide, light and dark, without scripts; a failed request or anything against the policy fails the test.

    A request that the browser gave up because it went on to the next page has not failed.
    """
    width, scheme = request.param
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 844}, color_scheme=scheme, java_script_enabled=False, locale="zh-CN"
    )
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("requestfailed", lambda failed: trouble.append(failed.url) if failed.failure != "net::ERR_ABORTED" else None)
    opened.on("console", lambda message: trouble.append(message.text) if "Content Security Policy" in message.text else None)
    opened.on(
        "response",
        lambda answer: trouble.append(answer.url) if answer.status >= (500 if answer.request.is_navigation_request() else 400) else None,
    )
    yield opened
    context.close()
    assert not trouble

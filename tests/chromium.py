"""The demo's people, on the Monday of the stories, each with a real browser of their own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests import postgres

HEADLESS, WINDOWED = "chromium-headless-shell", "chromium"
CHROMIUM = os.environ.get("KITH_CHROMIUM") or shutil.which(HEADLESS) or shutil.which(WINDOWED) or ""
"""The same engine twice: without a window to draw around each page it takes half of the processor's time for all browser tests."""
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
ZOOMED: ViewportSize = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
expect.set_options(timeout=15_000)  # that a machine is busy is no fault of the page's
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        message = (
            "No Chromium: browser tests are skipped. Debian: apt install chromium, or set KITH_CHROMIUM to its path."
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    # Playwright's own loop runs in this thread: Django would take it for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def demo(transactional_db: None, frozen_clock: Any) -> Iterator[None]:
    """A database in which the demo has just been loaded."""
    from django.db import connection  # noqa: PLC0415

    host, name = os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]
    postgres.fresh_copy(host, name, postgres.demo_template(host, postgres.template(host)))
    return


def every(found: Locator) -> list[Locator]:
    """All that are found, once the first of them is there: right after a click the next page may still be on its way."""
    found.first.wait_for()
    return found.all()


class Someone:
    """A person of the demo with a browser of their own."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        size: ViewportSize = PHONE,
        also: Sequence[ViewportSize] = (),
        **options: Any,
    ) -> None:
        self.sizes = [*also, size]
        # A worker would answer before a test that stands in for the server; those about it let it.
        options.setdefault("service_workers", "block")
        self.context = browser.new_context(
            viewport=size,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        self.page: Page = self.context.new_page()
        self.address = address
        self.problems: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def _note(self, message: Any) -> None:
        expected = "status of 4" in message.text  # a refusal that the test asked for
        if message.type == "error" and not expected:
            self.problems.append(message.text)

    def sign_in(self, name: str) -> Someone:
        self.page.goto(f"{self.address}/accounts/login/")
        self.page.get_by_role("button", name=re.compile(rf"\b{name}\b")).click()
        self.page.wait_for_url(re.compile("today|our-page|administration"))
        return self

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def _rules_of_axe(self) -> dict[str, object]:
        """All rules of the level, but nothing told of those that hold, and nothing fetched first for sounds where there are none."""
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        sounds = self.page.locator("audio, video").count() > 0
        return {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"], "preload": sounds}

    def check_accessible(self) -> None:
        """No violation of WCAG 2.2 AA that axe can find, nothing wider than the screen, no error in the console; at each of the sizes,
        the one in use last.
        """
        self.page.wait_for_load_state()  # a click waits until the next page begins, not until it is there
        for size in self.sizes:
            if len(self.sizes) > 1:
                self.page.set_viewport_size(size)
            self._check_as_it_is()
        assert self.problems == []

    def _check_as_it_is(self) -> None:
        result = Axe().run(self.page, options=self._rules_of_axe())
        assert result.violations_count == 0, result.generate_report()
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{wide} px wider than the screen"


class Keys:
    """A person without a mouse: everything they stop at is seen, and nothing holds them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keyboard = page.keyboard

    def to(self, name: str) -> Any:
        """Tab on to what is called so."""
        self.page.wait_for_load_state()
        for _ in range(80):
            self.keyboard.press("Tab")
            if self._stopped_at() == name:
                return self.keyboard
        pytest.fail(f"{name} can't be reached by keyboard")

    def _stopped_at(self) -> str:
        called, is_seen = self.page.evaluate(
            """() => {
              const at = document.activeElement, box = at.getBoundingClientRect(), under = at.labels?.[0] || at;
              const drawn = getComputedStyle(at), next = getComputedStyle(at.nextElementSibling || at);
              const ring = [drawn, next].some(it => it.outlineStyle !== 'none' || it.boxShadow !== 'none');
              const name = at.getAttribute('aria-label') || under.innerText || '';
              return [name.trim().split('\\n').pop(), ring && box.bottom > 0 && box.top < innerHeight];
            }"""
        )
        assert is_seen, f"nothing shows that {called} has the focus"
        return str(called)


@pytest.fixture
def someone(chromium: Browser, demo: None, live_server: Any) -> Iterator[Any]:
    """Open a browser for a person of the demo: `someone("Priya")`, on a phone or at a desk, without JavaScript if asked."""
    opened: list[Someone] = []

    def open_browser(name: str, size: ViewportSize = PHONE, **options: Any) -> Someone:
        person = Someone(chromium, live_server.url, size, **options)
        opened.append(person)
        return person.sign_in(name)

    yield open_browser
    for person in opened:
        person.context.close()

"""Somebody in front of a citizen's page in a real Chromium, and what is looked at on every page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.chromium import WAIT

WIDTHS = (320, 768, 1280)
EVERY_WIDTH = pytest.mark.parametrize(
    "widths", [(320,), pytest.param(WIDTHS, marks=pytest.mark.soak)], ids=["narrow", "every-width"]
)
"""Every page at one width in each run, at all of them in the long one."""
EACH_WIDTH = pytest.mark.parametrize(
    "width", [320, *(pytest.param(each, marks=pytest.mark.soak) for each in WIDTHS[1:])]
)
"""The same, one by one."""
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
TOKENS = pytest.mark.parametrize("token", ["all-phone", "all-counter"])
"""The form on somebody's own phone, and the same at the counter."""
THANKS = {
    "vi": "Cảm ơn Ông/Bà. Ý kiến đã được ghi nhận.",
    "en": "Thank you. Your answers have been recorded.",
}
STRICT = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""axe leaves the rule that came with WCAG 2.2 out unless it is asked for."""
AXE = Axe().axe_script
VIOLATIONS = "options => axe.run(options).then(({violations}) => ({violations}))"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """A person with a browser, and a record of all that it did behind their back."""

    base: str
    context: BrowserContext
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(WAIT)
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda each: self.requests.append(each))
        self.page.on("console", lambda each: self.complaints.append(each.text))
        self.page.on("pageerror", lambda each: self.complaints.append(str(each)))

    def open(self, token: str, language: str = "vi") -> Page:
        self.page.goto(f"{self.base}/s/{token}?lang={language}")
        return self.page

    def answer(self, answers: dict[str, Any]) -> None:
        """Choose boxes; each covers its whole card."""
        for code, given in answers.items():
            for value in [given] if isinstance(given, str) else given:
                self.page.locator(f'input[name="{code}"][value="{value}"]').check()

    def send(self) -> None:
        """Press the button that sends."""
        self.page.locator(".end button, form button.button[name=_send]").first.click()

    def step(self, answers: dict[str, Any]) -> None:
        """Go through the questions one by one to the review: answer what is told, else go on without."""
        for _ in range(60):
            if self.page.locator(".review").is_visible():
                return
            code = (self.page.locator("fieldset:visible").get_attribute("id") or "")[2:]
            if code in answers:
                self.answer({code: answers[code]})
            self.page.locator("button.next").click()
            if self.page.locator("button.skip").is_visible():
                self.page.locator("button.skip").click()
        raise AssertionError("the questions do not come to an end")

    @property
    def posts(self) -> list[Request]:
        return [each for each in self.requests if each.method == "POST"]

    def behaved(self) -> bool:
        """Nothing was asked of anybody else, and nothing was refused or broke."""
        strangers = [each.url for each in self.requests if not each.url.startswith(f"{self.base}/")]
        assert not strangers
        # Chromium itself remarks on every page that comes with a status of 400 or more.
        assert not [each for each in self.complaints if "Failed to load resource" not in each]
        return True


def visitor(chromium: Browser, base: str, *, width: int = 360, **options: Any) -> Visitor:
    """Somebody with a browser of their own; the manners of their language come from the address."""
    return Visitor(base, chromium.new_context(viewport={"width": width, "height": 740}, **options))


def unscripted(chromium: Browser, base: str, **options: Any) -> Visitor:
    """Somebody whose browser does not get our scripts; axe, which is one itself and never ends without, runs."""
    somebody = visitor(chromium, base, **options)
    somebody.context.route("**/assets/*.js*", lambda route: route.abort())
    return somebody


def heading(page: Page, where: str = "h1") -> str:
    """What a heading says, with ordinary spaces."""
    return page.locator(where).inner_text().replace("\xa0", " ")


def edge_of_the_chosen(page: Page, code: str) -> str:
    """How thick the frame of the chosen box of a question is."""
    chosen = page.locator(f"#q-{code} input:checked + label")
    return str(chosen.evaluate("label => getComputedStyle(label).borderTopWidth"))


def examined(page: Page) -> AxeResults:
    """What axe finds by all its rules for WCAG 2.0 to 2.2, A and AA, and good practice."""
    # Before its style is there, everything is too small.
    page.wait_for_load_state()
    # Of a page that is looked at twice the program is there already; what axe does not object to stays there.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return AxeResults(page.evaluate(VIOLATIONS, STRICT))


def look_at(page: Page, name: str, widths: tuple[int, ...] = (320,)) -> dict[str, Any]:
    """What axe finds wrong with a page, and how far it scrolls sideways, by width."""
    found: dict[str, Any] = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        results = examined(page)
        if results.violations_count:
            found[f"{name} at {width}"] = results.generate_report()
        if page.evaluate(SIDEWAYS) > 0:
            found[f"{name} at {width} scrolls"] = page.evaluate(SIDEWAYS)
    if len(widths) > 1:
        print(
            f"axe, {page.locator('html').get_attribute('lang')}, {name}: {len(found)} of {len(widths)} widths wrong"
        )
    return found

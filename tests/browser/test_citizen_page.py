"""The citizen's page in a real Chromium: with and without JavaScript, by keyboard, at every width."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from survey import create_app
from survey.ballots import doors
from survey.ballots.contract import read_ballot_id
from tests.browser.serving import served
from tests.citizen.cast import ANSWERS, FULL, Shop, open_shop
from tests.databases import Cast

pytestmark = pytest.mark.browser

SCRIPT = pytest.mark.parametrize("script", [False, True], ids=["plain", "script"])
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
WIDTHS = (320, 768, 1280)
WORDS = {
    "vi": ("Còn 1 câu chưa trả lời:", "Cảm ơn Ông/Bà. Ý kiến đã được ghi nhận."),
    "en": ("1 question still needs an answer:", "Thank you. Your answers have been recorded."),
}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def shop(sqlite_province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    return open_shop(sqlite_province, tmp_path)


@pytest.fixture
def base(shop: Shop) -> Iterator[str]:
    """Where the application is served."""
    with served(create_app(shop.engine)) as address:
        yield address


@dataclass
class Visitor:
    """A person with a browser, and a record of all that it did behind their back."""

    base: str
    context: BrowserContext
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(5000)
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
        self.page.locator("form button.button").first.click()

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


@SCRIPT
@LANGUAGES
def test_from_the_first_tap_to_the_ballot(
    chromium: Browser, base: str, shop: Shop, language: str, script: bool
) -> None:
    """Leave an item out, see what is missing, mend it, be thanked; the ballot holds exactly this."""
    summary, thanks = WORDS[language]
    somebody = visitor(chromium, base, java_script_enabled=script)
    page = somebody.open("all-phone", language)
    somebody.answer({code: given for code, given in FULL.items() if code != "A1"})

    somebody.send()
    assert page.locator("[role=alert] h2").inner_text() == summary
    assert page.title().startswith("Lỗi: " if language == "vi" else "Error: ")
    assert shop.ballots() == []
    page.locator("[role=alert] a").click()
    assert page.url.endswith("#q-A1")

    somebody.answer({"A1": "5"})
    somebody.send()
    assert page.locator("h1").inner_text().replace("\xa0", " ") == thanks
    assert shop.answers() == ANSWERS
    assert shop.ballots()[0].language == language
    assert somebody.behaved()
    somebody.context.close()


@SCRIPT
def test_the_language_switch_keeps_what_was_chosen(
    chromium: Browser, base: str, shop: Shop, script: bool
) -> None:
    somebody = visitor(chromium, base, java_script_enabled=script)
    page = somebody.open("all-phone")
    somebody.answer(FULL)
    page.locator("textarea[name=comment]").fill("Xin cảm ơn")

    page.locator("button[name=_show]").click()
    assert page.locator("html").get_attribute("lang") == "en"
    somebody.send()

    assert shop.answers() == ANSWERS
    assert shop.comments() == {"comment": "Xin cảm ơn"}
    somebody.context.close()


def test_the_whole_form_can_be_filled_in_by_keyboard(chromium: Browser, base: str, shop: Shop) -> None:
    """Tab to each question, space and arrows to choose, Enter to send."""
    somebody = visitor(chromium, base, width=1280)
    page = somebody.open("two-phone")
    focused = "document.activeElement.name || document.activeElement.tagName"

    def tab_to(name: str) -> None:
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate(focused) == name:
                return
        raise AssertionError(f"{name} cannot be reached by Tab")

    tab_to("_show")
    tab_to("SUMMARY")
    page.keyboard.press("Enter")
    assert page.locator("details").get_attribute("open") is not None
    tab_to("A1")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert page.locator("[role=alert] a").inner_text().endswith("thời gian giải quyết?")
    assert page.evaluate("document.activeElement.id") == "said"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to("A2")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to("_send")
    page.keyboard.press("Enter")

    page.wait_for_url("**/thanks**")
    (ballot,) = shop.ballots()
    assert ballot.answers == "54"
    somebody.context.close()


def test_a_filtered_question_appears_when_it_is_asked(chromium: Browser, base: str, shop: Shop) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    seen = {code: page.locator(f"#q-{code}") for code in ("who", "times", "why")}
    assert not any(each.is_visible() for each in seen.values())

    somebody.answer({"again": "1"})
    assert seen["times"].is_visible() and not seen["why"].is_visible()
    somebody.answer({"times": "2"})
    assert seen["why"].is_visible()
    somebody.answer({"why": "1", "again": "0"})
    assert not any(each.is_visible() for each in seen.values())

    somebody.answer({code: given for code, given in FULL.items() if code != "again"})
    somebody.send()
    assert shop.answers() == ANSWERS
    somebody.context.close()


def test_without_a_script_every_question_is_there_with_its_condition(chromium: Browser, base: str) -> None:
    somebody = visitor(chromium, base, java_script_enabled=False)

    page = somebody.open("all-phone")

    assert page.locator("fieldset:visible").count() == 11
    assert page.locator("#c-times").is_visible()
    somebody.context.close()


def test_a_script_makes_the_id_counts_the_seconds_and_sends_once(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    made = page.locator("input[name=_ballot]").input_value()
    told = somebody.requests[0].response()
    assert told is not None
    assert made not in told.text()
    assert made[:8] in told.text()
    assert read_ballot_id(made)

    page.wait_for_timeout(1100)
    somebody.answer(FULL)
    page.locator("form button.button").dblclick()
    page.wait_for_url("**/thanks**")

    (ballot,) = shop.ballots()
    assert str(ballot.id) == made
    assert ballot.seconds is not None and 1 <= ballot.seconds <= 60
    assert len(somebody.posts) == 1
    somebody.context.close()


@pytest.mark.parametrize(
    ("token", "script"), [("all-phone", False), ("all-counter", False), ("all-counter", True)]
)
def test_back_after_sending_is_a_blank_form_with_an_id_of_its_own(
    chromium: Browser, base: str, shop: Shop, token: str, script: bool
) -> None:
    somebody = visitor(chromium, base, java_script_enabled=script)
    page = somebody.open(token)
    somebody.answer(FULL)
    page.locator("textarea[name=comment]").fill("Chỉ mình tôi biết")
    somebody.send()
    page.wait_for_url("**/thanks**")

    page.go_back()

    (ballot,) = shop.ballots()
    assert page.locator("input[name=_ballot]").input_value() != str(ballot.id)
    assert page.locator("input:checked").count() == 0
    assert page.locator("textarea[name=comment]").input_value() == ""
    somebody.context.close()


def test_back_on_ones_own_phone_and_sent_again_is_the_same_ballot(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    somebody.answer(FULL)
    somebody.send()
    page.wait_for_url("**/thanks**")

    page.go_back()
    assert page.locator("input:checked").count() == 7
    somebody.send()
    page.wait_for_url("**/thanks**")

    assert len(shop.ballots()) == 1
    page.locator("a.button").click()
    assert page.locator("input:checked").count() == 0
    somebody.answer(FULL)
    somebody.send()
    page.wait_for_url("**/thanks**")
    assert len(shop.ballots()) == 2
    somebody.context.close()


@SCRIPT
def test_questions_can_be_skipped_when_they_were_asked_once_more(
    chromium: Browser, base: str, shop: Shop, script: bool
) -> None:
    somebody = visitor(chromium, base, java_script_enabled=script)
    page = somebody.open("all-phone")
    somebody.answer({code: given for code, given in FULL.items() if code not in ("A1", "ways")})
    somebody.send()

    page.locator("button[name=_skip]").click()

    page.wait_for_url("**/thanks**")
    assert shop.answers() == ANSWERS | {"A1": ".", "ways": "."}
    somebody.context.close()


@LANGUAGES
@pytest.mark.parametrize("token", ["all-phone", "all-counter"])
def test_nobody_is_shut_out_at_any_width(
    chromium: Browser, base: str, shop: Shop, token: str, language: str
) -> None:
    """axe finds nothing and no page scrolls sideways: form, mistakes, thanks, closed wave."""
    somebody = visitor(chromium, base)
    page = somebody.open(token, language)
    found = look_at(page, "form")
    somebody.answer({"came": "B", "ways": ["X"], "again": "1"})
    somebody.send()
    assert page.locator("[role=alert]").count() == 1
    found |= look_at(page, "mistakes")
    page.goto(f"{base}/s/{token}/thanks?lang={language}")
    found |= look_at(page, "thanks")
    shop.change_wave(state="closed", closed_on=shop.cast.today, simulated=True)
    somebody.open(token, language)
    found |= look_at(page, "closed")

    assert found == {}
    assert somebody.behaved()
    somebody.context.close()


def test_a_long_form_is_as_good_as_a_short_one(chromium: Browser, base: str, shop: Shop) -> None:
    shop.field("sipas-2026", {"long": "phone"})
    somebody = visitor(chromium, base)

    page = somebody.open("long")

    assert look_at(page, "long form", widths=(320,)) == {}
    somebody.context.close()


@pytest.mark.parametrize("token", ["all-phone", "all-counter"])
def test_boxes_are_large_enough_for_a_thumb_and_good_ones_no_larger(
    chromium: Browser, base: str, token: str
) -> None:
    least = 64 if token == "all-counter" else 44
    somebody = visitor(chromium, base)
    page = somebody.open(token)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        sizes = page.locator(".card:visible, button:visible:not(.vh), summary").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect().height)"
        )
        levels = page.locator("#q-A1 .card:not(.apart) label").evaluate_all(
            "all => all.map(each => each.offsetHeight)"
        )

        assert min(sizes) >= least
        assert len(levels) == 5
        assert levels[0] == levels[-1]
    somebody.context.close()


@pytest.mark.parametrize("token", ["all-phone", "all-counter"])
def test_text_twice_as_large_still_fits(chromium: Browser, base: str, token: str) -> None:
    somebody = visitor(chromium, base, width=640)
    page = somebody.open(token)

    page.evaluate("document.documentElement.style.fontSize = '36px'")

    assert page.evaluate(SIDEWAYS) <= 0
    somebody.context.close()


def test_the_chosen_box_is_known_without_its_colour(chromium: Browser, base: str) -> None:
    somebody = visitor(chromium, base, forced_colors="active", reduced_motion="reduce")
    page = somebody.open("all-phone")

    somebody.answer({"A1": "4"})

    chosen = page.locator("#q-A1 input:checked + label")
    tick = chosen.evaluate("label => getComputedStyle(label, '::after').borderBottomWidth")
    edge = chosen.evaluate("label => getComputedStyle(label).borderTopWidth")
    assert (tick, edge) == ("3px", "5px")
    assert page.evaluate("document.getAnimations().length") == 0
    somebody.context.close()


def look_at(page: Page, name: str, *, widths: tuple[int, ...] = WIDTHS) -> dict[str, Any]:
    """What axe finds wrong with a page, and how far it scrolls sideways, by width."""
    found: dict[str, Any] = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        results = Axe().run(page)
        if results.violations_count:
            found[f"{name} at {width}"] = results.generate_report()
        if page.evaluate(SIDEWAYS) > 0:
            found[f"{name} at {width} scrolls"] = page.evaluate(SIDEWAYS)
    return found

"""Somebody walks away from a kiosk: it asks, it waits, it goes back to the start, and keeps a partial ballot."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from survey.tables import Ballot
from tests.browser.kiosk_visit import ID, Kiosk, kiosk
from tests.citizen.cast import Shop

pytestmark = pytest.mark.browser

SIGNS: dict[str, Callable[[Page], None]] = {
    "touch": lambda page: page.mouse.click(600, 120),
    "scroll": lambda page: page.mouse.wheel(0, 10),
    "keyboard": lambda page: page.keyboard.press("Shift"),
    "focus": lambda page: page.locator("button.next").focus(),
    "typing": lambda page: page.evaluate(
        "document.querySelector('textarea').dispatchEvent(new InputEvent('input', { bubbles: true }))"
    ),
}


@pytest.fixture
def tablet(chromium: Browser, base: str, shop: Shop) -> Iterator[Kiosk]:
    """A tablet where somebody has answered one question of a longer form."""
    made = kiosk(chromium, base)
    made.open("all-counter")
    made.begin("vi")
    made.choose("came", "B")
    yield made
    assert made.complaints == []
    made.page.context.close()


def stored(tablet: Kiosk, shop: Shop) -> list[Ballot]:
    tablet.page.wait_for_selector(".attract h1")
    # The screen is blank before the partial ballot is on its way.
    tablet.page.wait_for_timeout(500)
    tablet.settled()
    return shop.ballots()


def test_after_45_seconds_it_asks_and_counts_20_down_and_after_them_it_starts_anew(
    tablet: Kiosk, shop: Shop
) -> None:
    page = tablet.page
    ballot = page.evaluate(ID)
    tablet.later(44)
    assert page.locator("dialog").count() == 0
    tablet.later(1.5)
    assert page.locator("dialog h2").inner_text() == "Ông/Bà có muốn trả lời tiếp không?"
    assert page.locator("dialog p").inner_text() == "Màn hình sẽ trở về đầu sau 20 giây."
    tablet.later(6)
    assert page.locator("dialog p").inner_text() == "Màn hình sẽ trở về đầu sau 14 giây."

    tablet.later(15)

    assert page.locator(".attract h1").is_visible()
    assert page.locator("input:checked").count() == 0
    (partial,) = stored(tablet, shop)
    assert (str(partial.id), partial.state) == (ballot, "p")
    assert partial.answers.startswith("B") and set(partial.answers[1:]) <= {".", "-"}
    assert page.evaluate(ID) != ballot


def test_the_big_button_brings_everything_back(tablet: Kiosk, shop: Shop) -> None:
    page = tablet.page
    tablet.later(50)

    page.locator("dialog button").click()
    assert page.locator("dialog").count() == 0
    tablet.later(44)

    assert page.locator("#q-ways").is_visible()
    assert page.locator("input:checked").count() == 1
    assert shop.ballots() == []


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_of_life_starts_the_time_again(tablet: Kiosk, sign: str) -> None:
    tablet.later(40)

    SIGNS[sign](tablet.page)
    tablet.page.wait_for_timeout(100)
    tablet.later(40)

    assert tablet.page.locator("dialog").count() == 0


@pytest.mark.parametrize("sign", ["touch", "keyboard"])
def test_the_warning_goes_at_a_sign_of_life_and_the_touch_answers_nothing(tablet: Kiosk, sign: str) -> None:
    tablet.later(50)

    SIGNS[sign](tablet.page)

    assert tablet.page.locator("dialog").count() == 0
    assert tablet.page.locator("input:checked").count() == 1


def test_nothing_answered_is_no_ballot_at_all(tablet: Kiosk, shop: Shop) -> None:
    page = tablet.open("all-counter")
    tablet.begin("en")
    tablet.later(70)

    assert page.locator(".attract h1").is_visible()
    assert page.locator("html").get_attribute("lang") == "vi"
    assert stored(tablet, shop) == []


def test_a_comment_nobody_sent_is_not_kept(tablet: Kiosk, shop: Shop) -> None:
    page = tablet.page
    for _ in range(20):
        if page.locator("textarea:visible").count():
            break
        page.locator("button.next").click()
        if page.locator("button.skip").is_visible():
            page.locator("button.skip").click()
    page.locator("textarea:visible").fill("Đang viết dở")

    tablet.later(46)
    tablet.later(21)

    assert [each.state for each in stored(tablet, shop)] == ["p"]
    assert shop.comments() == {}


def test_the_start_screen_itself_asks_nobody(tablet: Kiosk) -> None:
    page = tablet.open("all-counter")

    tablet.later(300)

    assert page.locator("dialog").count() == 0
    assert page.locator(".attract h1").is_visible()


def test_who_leaves_a_short_form_while_adding_a_comment_has_answered_all_the_same(
    tablet: Kiosk, shop: Shop
) -> None:
    shop.field("counter", {"tap": "counter"})
    page = tablet.open("tap")
    for code in ("C1", "C2", "C3", "C4", "C5", "C6"):
        tablet.tap(code, "3")
    page.locator(".end-of-taps .add").click()
    page.locator("textarea").fill("Đang viết dở")

    tablet.later(46)
    tablet.later(21)

    assert [(each.answers, each.state) for each in stored(tablet, shop)] == [("333333", "c")]
    assert shop.comments() == {}

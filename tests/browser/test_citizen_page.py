"""The citizen's page without JavaScript, in a real Chromium: complete, by keyboard, at every width."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.people import (
    EVERY_WIDTH,
    LANGUAGES,
    SIDEWAYS,
    THANKS,
    TOKENS,
    WIDTHS,
    Visitor,
    edge_of_the_chosen,
    heading,
    look_at,
    unscripted,
    visitor,
)
from tests.citizen.cast import ANSWERS, FULL, Shop

pytestmark = pytest.mark.browser

MISSING = {"vi": "Còn 1 câu chưa trả lời:", "en": "1 question still needs an answer:"}


def plain(chromium: Browser, base: str, **options: Any) -> Visitor:
    """Somebody whose browser runs no scripts."""
    return visitor(chromium, base, java_script_enabled=False, **options)


@LANGUAGES
def test_from_the_first_tap_to_the_ballot(chromium: Browser, base: str, shop: Shop, language: str) -> None:
    """Leave an item out, see what is missing, mend it, be thanked; the ballot holds exactly this."""
    somebody = plain(chromium, base)
    page = somebody.open("all-phone", language)
    somebody.answer({code: given for code, given in FULL.items() if code != "A1"})

    somebody.send()
    assert page.locator("[role=alert] h2").inner_text() == MISSING[language]
    assert page.title().startswith("Lỗi: " if language == "vi" else "Error: ")
    assert shop.ballots() == []
    page.locator("[role=alert] a").click()
    assert page.url.endswith("#q-A1")

    somebody.answer({"A1": "5"})
    somebody.send()
    assert heading(page) == THANKS[language]
    assert shop.answers() == ANSWERS
    assert shop.ballots()[0].language == language
    assert somebody.behaved()
    somebody.context.close()


def test_the_language_switch_keeps_what_was_chosen(chromium: Browser, base: str, shop: Shop) -> None:
    somebody = plain(chromium, base)
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
    somebody = plain(chromium, base, width=1280)
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


def test_without_a_script_every_question_is_there_with_its_condition(chromium: Browser, base: str) -> None:
    somebody = plain(chromium, base)

    page = somebody.open("all-phone")

    assert page.locator("fieldset:visible").count() == 11
    assert page.locator("#c-times").is_visible()
    somebody.context.close()


def test_back_after_sending_says_on_a_phone_that_it_was_sent_and_offers_another(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = plain(chromium, base)
    page = somebody.open("all-phone")
    somebody.answer(FULL)
    somebody.send()
    page.wait_for_url("**/thanks**")

    page.go_back()
    assert page.locator("h1").inner_text().startswith("Ông/Bà đã gửi phiếu cho lần giao dịch này.")
    page.locator("a.button").click()

    (ballot,) = shop.ballots()
    assert page.locator("input[name=_ballot]").get_attribute("value") != str(ballot.id)
    assert page.locator("input:checked").count() == 0
    somebody.context.close()


def test_back_after_sending_at_a_counter_is_a_blank_form_with_an_id_of_its_own(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = plain(chromium, base)
    page = somebody.open("all-counter")
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


def test_questions_can_be_skipped_when_they_were_asked_once_more(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = plain(chromium, base)
    page = somebody.open("all-phone")
    somebody.answer({code: given for code, given in FULL.items() if code not in ("A1", "ways")})
    somebody.send()

    page.locator("button[name=_skip]").click()

    page.wait_for_url("**/thanks**")
    assert shop.answers() == ANSWERS | {"A1": ".", "ways": "."}
    somebody.context.close()


@EVERY_WIDTH
@LANGUAGES
@TOKENS
def test_nobody_is_shut_out_at_any_width(
    chromium: Browser, base: str, shop: Shop, token: str, language: str, widths: tuple[int, ...]
) -> None:
    """axe finds nothing and no page scrolls sideways: form, mistakes, thanks, closed wave."""
    somebody = unscripted(chromium, base)
    page = somebody.open(token, language)
    found = look_at(page, "form", widths)
    somebody.answer({"came": "B", "ways": ["X"], "again": "1"})
    somebody.send()
    assert page.locator("[role=alert]").count() == 1
    found |= look_at(page, "mistakes", widths)
    page.goto(f"{base}/s/{token}/thanks?lang={language}")
    found |= look_at(page, "thanks", widths)
    shop.change_wave(state="closed", closed_on=shop.cast.today, simulated=True)
    somebody.open(token, language)
    found |= look_at(page, "closed", widths)

    assert found == {}
    assert somebody.behaved()
    somebody.context.close()


@EVERY_WIDTH
@LANGUAGES
def test_the_pages_that_hold_no_form_shut_nobody_out_either(
    chromium: Browser, base: str, shop: Shop, language: str, widths: tuple[int, ...]
) -> None:
    somebody = plain_sender(chromium, base, language)
    page, found = somebody.page, {}
    somebody.open("all-phone", language)
    found |= look_at(page, "answered already", widths)
    assert page.locator("main a.button").is_visible()
    shop.revoke("all-phone")
    said = {}
    for name, address in {
        "unknown link": "/s/nobody-knows",
        "unknown kiosk": "/k/nobody-knows",
        "revoked": "/s/all-phone",
    }.items():
        page.goto(f"{base}{address}?lang={language}")
        said[name] = page.locator("h1").inner_text()
        found |= look_at(page, name, widths)
    shop.change_wave(state="draft")
    page.goto(f"{base}/k/all-counter?lang={language}")
    found |= look_at(page, "not open yet", widths)

    assert found == {}
    assert said["unknown link"] == said["unknown kiosk"] != said["revoked"]
    somebody.context.close()


def plain_sender(chromium: Browser, base: str, language: str) -> Visitor:
    """Somebody without our scripts who has sent a form."""
    somebody = unscripted(chromium, base)
    somebody.open("all-phone", language)
    somebody.answer(FULL)
    somebody.send()
    somebody.page.wait_for_url("**/thanks**")
    return somebody


def test_a_double_click_without_a_script_is_one_ballot(chromium: Browser, base: str, shop: Shop) -> None:
    somebody = plain(chromium, base)
    page = somebody.open("all-phone")
    somebody.answer(FULL)

    page.locator("form button.button[name=_send]").dblclick()
    page.wait_for_url("**/thanks**")

    assert heading(page) == THANKS["vi"]
    assert shop.answers() == ANSWERS
    somebody.context.close()


def test_a_long_form_is_as_good_as_a_short_one(chromium: Browser, base: str, shop: Shop) -> None:
    shop.field("sipas-2026", {"long": "phone"})
    somebody = unscripted(chromium, base)

    page = somebody.open("long")

    assert look_at(page, "long form") == {}
    somebody.context.close()


@TOKENS
def test_boxes_are_large_enough_for_a_thumb_and_good_ones_no_larger(
    chromium: Browser, base: str, token: str
) -> None:
    least = 64 if token == "all-counter" else 44
    somebody = unscripted(chromium, base)
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


@TOKENS
def test_text_twice_as_large_still_fits(chromium: Browser, base: str, token: str) -> None:
    somebody = unscripted(chromium, base, width=640)
    page = somebody.open(token)

    page.evaluate("document.documentElement.style.fontSize = '36px'")

    assert page.evaluate(SIDEWAYS) <= 0
    somebody.context.close()


def test_the_chosen_box_is_known_without_its_colour(chromium: Browser, base: str) -> None:
    somebody = unscripted(chromium, base, forced_colors="active", reduced_motion="reduce")
    page = somebody.open("all-phone")

    somebody.answer({"A1": "4"})

    chosen = page.locator("#q-A1 input:checked + label")
    tick = chosen.evaluate("label => getComputedStyle(label, '::after').borderBottomWidth")
    assert (tick, edge_of_the_chosen(page, "A1")) == ("3px", "5px")
    assert page.evaluate("document.getAnimations().length") == 0
    somebody.context.close()

"""One question a screen on a phone: forward, back, review, send, in a real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from survey.ballots.contract import read_ballot_id
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
    visitor,
)
from tests.citizen.cast import ANSWERS, FULL, Shop

pytestmark = pytest.mark.browser


def shown(page: Page) -> str:
    """The code of the only question on the screen, or nothing on the review."""
    codes = page.locator("fieldset:visible").evaluate_all("all => all.map((each) => each.id.slice(2))")
    assert len(codes) <= 1
    return codes[0] if codes else ""


def thanked(somebody: Visitor) -> None:
    somebody.page.wait_for_url("**/thanks**")


@LANGUAGES
@TOKENS
def test_from_the_first_question_to_the_ballot(
    chromium: Browser, base: str, shop: Shop, token: str, language: str
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open(token, language)
    assert shown(page) == "came"
    assert page.locator(".progress b").inner_text() == "1/8"

    somebody.step(FULL)
    assert page.locator(".review .n").inner_text() == "6/8"
    assert shop.ballots() == []
    somebody.send()
    thanked(somebody)

    assert heading(page) == THANKS[language]
    assert shop.answers() == ANSWERS
    assert shop.ballots()[0].language == language
    assert somebody.behaved()
    somebody.context.close()


def test_a_blank_is_asked_for_once_more_and_then_may_be_skipped(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    page.locator("button.next").click()

    said = page.locator("[role=alert]").inner_text().replace("\n", " ")
    assert said == "Lỗi: Câu này chưa có câu trả lời. Xin chọn một ô."
    assert shown(page) == "came"
    page.locator("button.skip").click()
    assert shown(page) == "ways"
    somebody.step({code: given for code, given in FULL.items() if code not in ("came", "A1")})
    somebody.send()
    thanked(somebody)

    assert shop.answers() == ANSWERS | {"came": ".", "A1": "."}
    somebody.context.close()


def test_a_form_without_any_answer_is_not_sent(chromium: Browser, base: str, shop: Shop) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    somebody.step({})

    somebody.send()

    assert page.locator(".nothing").inner_text().startswith("Chưa có câu nào được trả lời")
    assert somebody.posts == []
    somebody.context.close()


def test_a_question_behind_a_filter_comes_and_goes_and_its_answer_with_it(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    somebody.step(FULL | {"again": "1", "times": "2", "why": "1"})
    assert page.locator(".review .n").inner_text() == "8/10"

    page.locator(".line button").nth(2).click()
    assert shown(page) == "again"
    somebody.answer({"again": "0"})
    page.locator("button.next").click()

    assert page.locator(".review .n").inner_text() == "6/8"
    somebody.send()
    thanked(somebody)
    assert shop.answers() == ANSWERS
    somebody.context.close()


def test_a_filter_opened_from_the_review_asks_what_lies_behind_it(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    somebody.step(FULL)
    page.locator(".line button").nth(2).click()
    somebody.answer({"again": "1"})

    page.locator("button.next").click()

    assert shown(page) == "times"
    somebody.step({"times": "1"})
    somebody.send()
    thanked(somebody)
    assert shop.answers() == ANSWERS | {"again": "1", "times": "1"}
    somebody.context.close()


def test_too_many_ticks_are_said_at_once_and_none_of_these_unticks_the_others(
    chromium: Browser, base: str
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    somebody.answer({"came": "1"})
    page.locator("button.next").click()
    somebody.answer({"ways": ["1", "2", "X"]})

    page.locator("button.next").click()
    assert page.locator("[role=alert]").inner_text().endswith("Đang chọn 3 ô, nhiều nhất là 2 ô. Xin bỏ bớt.")
    assert not page.locator("button.skip").is_visible()
    somebody.answer({"ways": ["none"]})

    assert page.locator("#q-ways input:checked").count() == 1
    somebody.context.close()


def test_back_goes_one_question_back_by_either_button_and_keeps_the_answers(
    chromium: Browser, base: str
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    for code, given in (("came", "B"), ("ways", "1"), ("again", "0")):
        somebody.answer({code: given})
        page.locator("button.next").click()
    assert shown(page) == "A1"

    page.go_back()
    assert shown(page) == "again"
    page.locator("button.back").click()
    expect(page.locator("#q-ways")).to_be_visible()
    page.go_forward()
    page.go_forward()

    assert shown(page) == "A1"
    assert page.locator("input:checked").count() == 3
    somebody.context.close()


@TOKENS
def test_the_language_switch_keeps_answers_and_place(
    chromium: Browser, base: str, shop: Shop, token: str
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open(token)
    ballot = page.locator("input[name=_ballot]").input_value()
    for code in ("came", "ways"):
        somebody.answer({code: FULL[code]})
        page.locator("button.next").click()
    somebody.answer({"again": "0"})

    page.locator("button[name=_show]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert shown(page) == "again"
    assert page.locator("#q-again").inner_text().startswith("Did you have to come back?")
    assert page.locator("input[name=_ballot]").input_value() == ballot
    somebody.step(FULL)
    page.locator("button[name=_show]").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert page.locator(".review").is_visible()
    somebody.send()
    thanked(somebody)

    assert shop.answers() == ANSWERS
    somebody.context.close()


def test_the_language_switch_shows_one_question_only_behind_open_filters(
    chromium: Browser, base: str
) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    for code, given in (("came", "B"), ("ways", "1"), ("again", "1"), ("times", "2")):
        somebody.answer({code: given})
        page.locator("button.next").click()

    page.locator("button[name=_show]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert shown(page) == "why"
    page.reload()

    assert shown(page) == "why"
    somebody.context.close()


def test_a_page_loaded_again_on_a_phone_has_its_answers_and_its_id_and_at_a_counter_nothing(
    chromium: Browser, base: str, shop: Shop
) -> None:
    somebody = visitor(chromium, base)
    counter = visitor(chromium, base)
    pages = [somebody.open("all-phone"), counter.open("all-counter")]
    for person in (somebody, counter):
        person.answer({"came": "B"})
        person.page.locator("button.next").click()
        person.answer({"ways": ["1", "2"]})
    before = [page.locator("input[name=_ballot]").input_value() for page in pages]

    for page in pages:
        page.reload()

    after = [page.locator("input[name=_ballot]").input_value() for page in pages]
    assert [page.locator("input:checked").count() for page in pages] == [3, 0]
    assert [shown(page) for page in pages] == ["ways", "came"]
    assert before[0] == after[0] and before[1] != after[1]
    assert pages[1].evaluate("history.state") is None
    somebody.step(FULL)
    somebody.send()
    thanked(somebody)
    assert shop.answers() == ANSWERS
    for person in (somebody, counter):
        person.context.close()


def test_a_language_that_cannot_be_fetched_is_said_and_nothing_is_lost(chromium: Browser, base: str) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    somebody.answer({"came": "B"})
    somebody.context.set_offline(True)

    page.locator("button[name=_show]").click()

    expect(page.locator(".unswitched")).to_be_visible()
    assert page.locator("#q-came input:checked").count() == 1
    somebody.context.close()


def test_the_script_makes_the_id_counts_the_seconds_and_sends_once(
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
    somebody.step(FULL)
    page.locator(".end button").dblclick()
    thanked(somebody)

    (ballot,) = shop.ballots()
    assert str(ballot.id) == made
    assert ballot.seconds is not None and 1 <= ballot.seconds <= 60
    assert len(somebody.posts) == 1
    somebody.context.close()


def test_text_grows_in_three_sizes_and_still_fits(chromium: Browser, base: str) -> None:
    somebody = visitor(chromium, base, width=320)
    page = somebody.open("all-phone")
    button = page.locator("button.size")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    sizes = []
    for _ in range(3):
        sizes.append(page.evaluate(size))
        assert page.evaluate(SIDEWAYS) <= 0
        button.click()

    assert sizes == sorted(set(sizes))
    assert page.evaluate(size) == sizes[0]
    assert button.get_attribute("aria-label") == "Cỡ chữ: vừa"
    somebody.context.close()


@EVERY_WIDTH
@LANGUAGES
@TOKENS
def test_nobody_is_shut_out_of_any_screen_at_any_width(
    chromium: Browser, base: str, token: str, language: str, widths: tuple[int, ...]
) -> None:
    """axe finds nothing and no screen scrolls sideways: first question, mistake, scale, comment, review."""
    somebody = visitor(chromium, base)
    page = somebody.open(token, language)
    found = look_at(page, "first", widths)
    page.locator("button.next").click()
    found |= look_at(page, "mistake", widths)
    for code in ("came", "ways", "again"):
        somebody.answer({code: FULL[code]})
        page.locator("button.next").click()
    found |= look_at(page, "scale", widths)
    somebody.step(FULL)
    found |= look_at(page, "review", widths)

    assert found == {}
    assert somebody.behaved()
    somebody.context.close()


@TOKENS
def test_every_target_is_large_enough_for_a_thumb(chromium: Browser, base: str, token: str) -> None:
    least = 64 if token == "all-counter" else 44
    somebody = visitor(chromium, base)
    for width in WIDTHS:
        page = somebody.open(token)
        page.set_viewport_size({"width": width, "height": 740})
        page.locator("button.next").click()
        heights = targets(page)
        somebody.step({"came": "B"})
        heights += targets(page)
        page.locator(".line button").nth(3).click()
        levels = page.locator("#q-A1 .card:not(.apart) label")

        assert min(heights + targets(page)) >= least
        assert len(set(levels.evaluate_all("all => all.map((each) => each.offsetHeight)"))) == 1
    somebody.context.close()


def targets(page: Page) -> list[float]:
    """How high everything is that a thumb may look for."""
    found: list[float] = page.locator("button:visible:not(.vh), .card:visible").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().height)"
    )
    return found


def test_the_whole_form_goes_by_keyboard_alone(chromium: Browser, base: str, shop: Shop) -> None:
    """Tab and arrows to choose, Enter to go on, and at the end to send; what has the focus can be seen."""
    somebody = visitor(chromium, base, width=1280)
    page = somebody.open("two-phone")
    press = page.keyboard.press

    def tab_to(selector: str) -> None:
        for _ in range(20):
            press("Tab")
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                ring = page.evaluate(
                    "getComputedStyle(document.activeElement.matches('.card input') ? "
                    "document.activeElement.nextElementSibling : document.activeElement).outlineStyle"
                )
                assert ring == "solid"
                return
        raise AssertionError(f"{selector} cannot be reached by Tab")

    for selector in ("button.size", "button[name=_show]", "summary", "input[name=A1]"):
        tab_to(selector)
    press("Space")
    press("Enter")
    assert shown(page) == "A2"
    tab_to("input[name=A2]")
    press("Space")
    press("ArrowDown")
    tab_to("button.next")
    press("Enter")
    tab_to("textarea")
    page.keyboard.type("Tốt")
    tab_to("button.next")
    press("Enter")
    tab_to(".end button")
    press("Enter")
    thanked(somebody)

    (ballot,) = shop.ballots()
    assert ballot.answers == "54"
    assert shop.comments() == {"words": "Tốt"}
    somebody.context.close()


def test_a_screen_reader_is_told_question_progress_and_mistake(chromium: Browser, base: str) -> None:
    somebody = visitor(chromium, base)
    page = somebody.open("all-phone")
    page.locator("button.next").click()

    tree = page.locator("fieldset:visible").aria_snapshot()
    told = page.evaluate(
        "Array.from(document.querySelector('#q-came').getAttribute('aria-describedby').split(' '),"
        " (id) => document.getElementById(id).textContent.trim().replace(/\\s+/g, ' '))"
    )

    assert tree.startswith('- group "Ông/Bà đến bằng gì?"')
    assert told == ["Câu 1/8", "Lỗi: Câu này chưa có câu trả lời. Xin chọn một ô."]
    page.locator("button.skip").click()
    assert page.evaluate("document.activeElement.id") == "q-ways"
    somebody.context.close()


def test_written_from_right_to_left_nothing_falls_off_the_page(chromium: Browser, base: str) -> None:
    somebody = visitor(chromium, base, width=320)
    page = somebody.open("all-phone")
    page.evaluate("document.documentElement.dir = 'rtl'")
    found = look_at(page, "first")
    somebody.step(FULL)

    assert found | look_at(page, "review") == {}
    somebody.context.close()


def test_a_screen_without_colours_or_movement_says_the_same(chromium: Browser, base: str) -> None:
    somebody = visitor(chromium, base, forced_colors="active", reduced_motion="reduce")
    page = somebody.open("all-phone")
    somebody.answer({"came": "B"})

    assert edge_of_the_chosen(page, "came") == "5px"
    assert page.evaluate("document.getAnimations().length") == 0
    assert look_at(page, "forced") == {}
    somebody.context.close()

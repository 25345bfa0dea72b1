"""Every way a form on a phone can end: each says what happened and what to do; none loses or doubles an answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import Visitor, heading, visitor
from tests.citizen.cast import ANSWERS, FULL, Shop

pytestmark = pytest.mark.browser

SAVED = "Ý kiến đã lưu trên máy và sẽ tự gửi khi có mạng. Ông/Bà không cần làm gì thêm."


@pytest.fixture
def somebody(chromium: Browser, base: str) -> Visitor:
    """Somebody who has answered everything and looks at the review."""
    person = visitor(chromium, base)
    person.open("all-phone")
    person.step(FULL)
    return person


def said(page: Page) -> str:
    page.wait_for_selector("h1.said")
    return heading(page, "h1.said")


def test_back_after_sending_says_that_it_was_sent_and_offers_another(somebody: Visitor, shop: Shop) -> None:
    page = somebody.page
    somebody.send()
    page.wait_for_url("**/thanks**")

    page.go_back()
    assert said(page).startswith("Ông/Bà đã gửi phiếu cho lần giao dịch này.")
    page.locator("a.button").click()
    page.wait_for_selector("fieldset:visible")

    assert page.locator("input:checked").count() == 0
    somebody.step(FULL)
    somebody.send()
    page.wait_for_url("**/thanks**")
    assert len({ballot.id for ballot in shop.ballots()}) == 2
    somebody.context.close()


def test_a_door_revoked_meanwhile_is_said_and_back_shows_the_answers(somebody: Visitor, shop: Shop) -> None:
    shop.revoke("all-phone")

    somebody.send()

    assert said(somebody.page) == (
        "Điểm thu phiếu này không còn hoạt động. Xin báo với người hướng dẫn tại nơi tiếp nhận."
    )
    somebody.page.go_back()
    assert somebody.page.locator(".review").is_visible()
    assert somebody.page.locator("input:checked").count() == 7
    assert shop.ballots() == []
    somebody.context.close()


def test_a_wave_that_is_over_meanwhile_says_since_when(somebody: Visitor, shop: Shop) -> None:
    shop.change_wave(state="frozen", closed_on=shop.cast.today)

    somebody.send()

    assert said(somebody.page).startswith("Đợt khảo sát đã kết thúc ngày ")
    somebody.context.close()


def test_two_tabs_with_one_form_send_one_ballot(somebody: Visitor, shop: Shop) -> None:
    """A duplicated tab has the same form under the same id."""
    ballot = somebody.page.locator("input[name=_ballot]").input_value()
    twins = []
    for answers in (FULL, FULL | {"A1": "1"}):
        twin = Visitor(somebody.base, somebody.context)
        twin.open("all-phone")
        twin.page.locator("input[name=_ballot]").evaluate("(box, id) => (box.value = id)", ballot)
        twin.step(answers)
        twins.append(twin)
    somebody.send()
    somebody.page.wait_for_url("**/thanks**")

    same, other = twins
    same.send()
    same.page.wait_for_url("**/thanks**")
    other.send()

    assert said(other.page).startswith("Ông/Bà đã gửi phiếu cho lần giao dịch này.")
    assert other.page.locator("a.button").is_visible()
    assert shop.answers() == ANSWERS
    somebody.context.close()


def test_without_a_network_the_ballot_is_kept_on_the_phone_and_sent_later(
    somebody: Visitor, shop: Shop
) -> None:
    somebody.page.wait_for_load_state("networkidle")
    somebody.context.set_offline(True)

    somebody.send()
    assert said(somebody.page) == SAVED
    assert shop.ballots() == []
    somebody.context.set_offline(False)
    somebody.page.wait_for_url("**/thanks**", timeout=20_000)

    assert shop.answers() == ANSWERS
    somebody.context.close()


def test_a_server_that_cannot_store_leaves_the_ballot_on_the_phone(somebody: Visitor, shop: Shop) -> None:
    somebody.context.route("**/s/all-phone*", lambda route: route.fulfill(status=503, body="<main></main>"))
    somebody.context.route("**/api/**", lambda route: route.fulfill(status=503, body="{}"))

    somebody.send()

    assert said(somebody.page) == SAVED
    assert shop.ballots() == []
    somebody.context.close()


def test_where_nothing_can_keep_it_the_answers_stay_on_the_screen(somebody: Visitor, shop: Shop) -> None:
    page = somebody.page
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { IDBDatabase.prototype.transaction = () => { throw new Error('full'); }; }")
    somebody.context.set_offline(True)

    somebody.send()
    expect(page.locator(".unsaved")).to_be_visible()
    assert page.locator(".unsaved").inner_text().startswith("Chưa lưu được phiếu.")
    somebody.context.set_offline(False)
    somebody.send()
    page.wait_for_url("**/thanks**")

    assert shop.answers() == ANSWERS
    somebody.context.close()

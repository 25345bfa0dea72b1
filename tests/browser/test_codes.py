"""One-time codes and links of receipts in a real Chromium: filled in, checked before sending, told to nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser
from sqlmodel import Session

from survey.codes.alphabet import shown
from survey.tables import Procedure
from tests.browser.people import EVERY_WIDTH, Visitor, look_at, unscripted, visitor
from tests.citizen.cast import FULL, Shop
from tests.codes.cast import KEY, give_codes

pytestmark = pytest.mark.browser

PEOPLE = pytest.mark.parametrize("arrives", [unscripted, visitor], ids=["plain", "script"])
WRONG = "KF7M2-9XT3C"


@pytest.fixture
def codes(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Codes of the door for phones."""
    monkeypatch.setenv("HAILONG_KEY", KEY)
    return [shown(each) for each in give_codes(shop.engine, shop.tokens["all-phone"], shop.cast, 3)]


@pytest.fixture
def phone(chromium: Browser, base: str) -> Iterator[Visitor]:
    """Somebody with a phone and JavaScript."""
    somebody = visitor(chromium, base)
    yield somebody
    somebody.context.close()


def test_the_link_of_a_slip_fills_in_the_code_and_tells_no_server(
    phone: Visitor, shop: Shop, codes: list[str]
) -> None:
    phone.page.goto(f"{phone.base}/s/all-phone?lang=vi#c={codes[0]}")

    assert phone.page.locator("#q-_code-1").input_value() == codes[0]
    assert phone.page.url == f"{phone.base}/s/all-phone?lang=vi"
    assert not [each.url for each in phone.requests if codes[0] in each.url]

    phone.step(FULL)
    assert codes[0] in phone.page.locator(".review").inner_text()
    phone.send()
    phone.page.wait_for_url("**/thanks*")
    assert len(shop.ballots()) == 1
    assert phone.behaved()


def test_a_wrong_code_is_seen_on_its_screen_before_anything_is_sent(phone: Visitor, codes: list[str]) -> None:
    phone.open("all-phone")
    told = phone.page.locator("fieldset#q-_code .mend")

    phone.page.locator("button.next").click()
    missing = told.inner_text()
    phone.page.locator("#q-_code-1").fill(WRONG)
    phone.page.locator("button.next").click()
    wrong = told.inner_text()
    phone.page.locator("#q-_code-1").fill(codes[0].lower().replace("-", " "))
    phone.page.locator("button.next").click()

    assert "Chưa có mã." in missing
    assert "Mã này chưa đúng." in wrong
    assert not phone.page.locator("fieldset#q-_code").is_visible()
    assert phone.posts == []


@PEOPLE
def test_a_used_code_keeps_every_answer_and_another_one_sends_them(
    chromium: Browser, base: str, shop: Shop, codes: list[str], arrives: Callable[..., Visitor]
) -> None:
    for code in (codes[0], codes[0]):
        person = arrives(chromium, base)
        page = person.open("all-phone")
        page.locator("#q-_code-1").fill(code)
        if arrives is visitor:
            person.step(FULL)
        else:
            person.answer(FULL)
        person.send()
        page.wait_for_selector("h1#said, .errors, .done")
    assert "Mã này đã được dùng, hoặc là mã của nơi khác" in page.locator(".errors").inner_text()
    assert page.locator("#q-_code-1").input_value() == codes[0]
    assert look_at(page, "used code") == {}

    page.locator("#q-_code-1").fill(codes[1])
    person.send()
    page.wait_for_selector(".done")
    assert len(shop.ballots()) == 2
    assert person.behaved()


@pytest.mark.parametrize("language", ["vi", "en"])
@PEOPLE
@EVERY_WIDTH
def test_the_field_and_the_procedure_pass_axe_at_every_width(
    chromium: Browser,
    base: str,
    shop: Shop,
    codes: list[str],
    language: str,
    arrives: Callable[..., Visitor],
    widths: tuple[int, ...],
) -> None:
    with Session(shop.engine) as session:
        session.add(Procedure(code="1.001", field="đất đai", name="Đăng ký biến động quyền sử dụng đất"))
        session.commit()
    person = arrives(chromium, base)
    person.page.goto(f"{base}/s/all-phone?lang={language}&p=1.001")

    assert "Đăng ký biến động" in person.page.locator("main").inner_text()
    assert look_at(person.page, f"code in {language}", widths) == {}


def test_a_code_that_waits_on_the_phone_is_sent_with_its_ballot(
    phone: Visitor, shop: Shop, codes: list[str]
) -> None:
    phone.page.goto(f"{phone.base}/s/all-phone?lang=vi#c={codes[0]}")
    phone.step(FULL)
    phone.page.wait_for_timeout(300)
    phone.context.set_offline(True)
    phone.send()
    phone.page.wait_for_selector(".saved", state="visible")
    assert shop.ballots() == []

    phone.context.set_offline(False)
    phone.page.wait_for_url("**/thanks*", timeout=20_000)
    assert len(shop.ballots()) == 1

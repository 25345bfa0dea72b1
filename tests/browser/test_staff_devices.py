"""The pages of shared computers in a real Chromium: sound by axe on a phone and a desk, by keyboard alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlmodel import Session

from survey import create_app
from survey.accounts import bound_devices
from survey.staff import form_mark
from survey.tables import BoundDevice
from tests.accounts.cast import KEY, KEY_TEXT, PASSWORD, somebody, unit
from tests.accounts.devices import PIN, WRONG, bound, give_pin
from tests.browser.people import LANGUAGES, look_at, visitor
from tests.browser.serving import served
from tests.browser.test_staff import Place, enter
from tests.databases import Cast
from tests.staff.cast import now

pytestmark = pytest.mark.browser

WIDTHS = (390, 1280)
LONG = "Máy 2, bàn nhập phiếu phòng Một cửa của Trung tâm Phục vụ hành chính công"
FOCUSED = "document.activeElement.id"


@pytest.fixture
def place(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A province with computers in every state, and two clerks of a commune."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    form_mark._key.cache_clear()
    engine = sqlite_province.engine
    admin = somebody(engine, "administrator", "tinh-mau", at=now(), factor=True)
    clerk = somebody(engine, "clerk", "xa-an-hoa", at=now())
    somebody(engine, "interviewer", "xa-an-hoa", email="dieu.tra.vien@an-hoa.tinh.example", at=now())
    bound(engine, "xa-an-hoa", label=LONG, at=now())
    gone, _ = bound(engine, "xa-binh-minh", label="Máy cũ", at=now())
    with Session(engine) as session:
        bound_devices.order(session, KEY, unit(session, "phuong-cat-linh"), "Máy mới", by="t", now=now())
        bound_devices.revoke(session, session.get_one(BoundDevice, gone), by="t", now=now())
        session.commit()
    with served(create_app(engine)) as base:
        yield Place(sqlite_province, base, admin, clerk)
    form_mark._key.cache_clear()


def be_bound(context: BrowserContext, place: Place, code: str = "xa-an-hoa") -> None:
    _, token = bound(place.cast.engine, code, at=now())
    context.add_cookies([{"name": "hailong_bound", "value": token, "url": place.base}])


def _keep(page: Page, name: str) -> None:
    """A picture of the page, where somebody wants to look."""
    folder = os.environ.get("HAILONG_PICTURES")
    if folder:
        Path(folder).mkdir(exist_ok=True)
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


def looked_at(page: Page, name: str, language: str) -> dict[str, object]:
    found = look_at(page, name, WIDTHS)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        _keep(page, f"{name}-{language}")
    return found


def _at(path: str) -> Callable[[Page, Place], object]:
    return lambda page, place: page.goto(f"{place.base}/staff/people/devices{path}")


def _sent(form: dict[str, str]) -> Callable[[Page, Place], None]:
    def send(page: Page, place: Place) -> None:
        page.goto(f"{place.base}/staff/people/devices/new")
        page.fill("#label", form["label"])
        page.evaluate("document.querySelectorAll('form').forEach(each => each.noValidate = true)")
        page.select_option("#unit", form["unit"])
        page.click("main form button")

    return send


ADMIN_PAGES: dict[str, Callable[[Page, Place], object]] = {
    "list": _at(""),
    "revoked": _at("?done=revoke"),
    "new": _at("/new"),
    "refused": _sent({"label": "", "unit": ""}),
    "code": _sent({"label": "Máy 3", "unit": "xa-an-hoa"}),
    "revoke": _at("/1/revoke"),
    "people": lambda page, place: page.goto(f"{place.base}/staff/people"),
}


@LANGUAGES
def test_no_page_of_devices_has_anything_wrong(chromium: Browser, place: Place, language: str) -> None:
    visit = visitor(chromium, place.base)
    enter(visit.page, place, place.admin, language)

    found: dict[str, object] = {}
    for name, show in ADMIN_PAGES.items():
        show(visit.page, place)
        found |= looked_at(visit.page, f"devices-{name}", language)

    assert found == {}
    assert visit.behaved()


@LANGUAGES
def test_no_page_of_a_shared_computer_has_anything_wrong(
    chromium: Browser, place: Place, language: str
) -> None:
    visit, page = (each := visitor(chromium, place.base)), each.page
    page.goto(f"{place.base}/staff/bind?lang={language}")
    found = looked_at(page, "bind", language)
    page.fill("#code", "22222-33333")
    page.click("main form button")
    found |= looked_at(page, "bind-refused", language)
    page.goto(f"{place.base}/staff/sign-in")
    found |= looked_at(page, "sign-in-unbound", language)
    be_bound(visit.context, place, "phuong-cat-linh")
    page.goto(f"{place.base}/staff/sign-in")
    found |= looked_at(page, "sign-in-nobody", language)
    be_bound(visit.context, place)
    page.goto(f"{place.base}/staff/sign-in")
    found |= looked_at(page, "sign-in-bound", language)
    page.select_option("#person", str(place.officer.id))
    page.fill("#pin", WRONG)
    page.click("main form button")
    found |= looked_at(page, "sign-in-refused", language)
    page.fill("#email", place.officer.email)
    page.fill("#password", PASSWORD)
    page.locator("main form").nth(1).locator("button").click()
    found |= looked_at(page, "home-offered", language)
    page.goto(f"{place.base}/staff/pin")
    found |= looked_at(page, "pin", language)
    page.fill("#pin", "111111")
    page.fill("#again", "111111")
    page.fill("#old", PASSWORD)
    page.click("main form button")
    found |= looked_at(page, "pin-refused", language)

    assert found == {}
    assert visit.behaved()


def test_a_clerk_comes_in_with_the_keyboard_alone(chromium: Browser, place: Place) -> None:
    give_pin(place.cast.engine, place.officer.id)
    visit, page = (each := visitor(chromium, place.base, width=1280)), each.page
    be_bound(visit.context, place)
    page.goto(f"{place.base}/staff/sign-in")

    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == "person":
            break
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#person").input_value()
    while chosen != str(place.officer.id):
        page.keyboard.press("ArrowDown")
        chosen = page.locator("#person").input_value()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "pin"
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place.base}/staff")
    looked = looked_at(page, "home-by-pin", "vi")

    assert looked == {}
    assert "mã PIN" in page.locator("main").inner_text()
    assert visit.behaved()


@LANGUAGES
def test_the_way_through_a_provider_has_nothing_wrong(
    chromium: Browser, sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    monkeypatch.setenv("HAILONG_OIDC_ISSUER", "http://127.0.0.1:9")
    monkeypatch.setenv("HAILONG_OIDC_CLIENT_ID", "hailong")
    monkeypatch.setenv("HAILONG_OIDC_CLIENT_SECRET", "secret")
    monkeypatch.setenv("HAILONG_OIDC_NAME", "Hệ thống định danh của tỉnh")
    form_mark._key.cache_clear()
    with served(create_app(sqlite_province.engine)) as base:
        visit = visitor(chromium, base)
        visit.page.goto(f"{base}/staff/sign-in?lang={language}")
        found = looked_at(visit.page, "provider", language)
        visit.page.goto(f"{base}/staff/provider/back?state=x&code=y")
        found |= looked_at(visit.page, "provider-refused", language)
        visit.page.goto(f"{base}/staff/provider")
        found |= looked_at(visit.page, "provider-silent", language)

        assert "127.0.0.1:9" not in visit.page.locator("main").inner_text()
        assert found == {}
        assert visit.behaved()
    form_mark._key.cache_clear()

"""The pages of staff in a real Chromium without scripts: sound by axe, at every width, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyotp
import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import Session, select

from survey import create_app
from survey.accounts import attempts, invitations, people, signing_in
from survey.staff import form_mark
from survey.tables import Account
from tests.accounts.cast import KEY_TEXT, PASSWORD, Somebody, invited, somebody
from tests.browser.people import EVERY_WIDTH, look_at, visitor
from tests.browser.serving import served
from tests.databases import Cast
from tests.staff.cast import now

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"


@dataclass(frozen=True)
class Place:
    """Where the pages are, and whose."""

    cast: Cast
    base: str
    admin: Somebody
    officer: Somebody

    def link(self, email: str = "moi@tinh.example") -> str:
        with Session(self.cast.engine) as session:
            if session.exec(select(Account).where(Account.email == email)).first() is None:
                return invited(self.cast.engine, email, "administrator", "so-y-te", at=now())[1]
            token = invitations.make(session, people.account_of(session, email), by="test", now=now())
            session.commit()
        return token


@pytest.fixture
def place(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A province with people in every state."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    form_mark._key.cache_clear()
    engine = sqlite_province.engine
    admin = somebody(engine, "administrator", "tinh-mau", at=now(), factor=True)
    officer = somebody(engine, "officer", "so-y-te", at=now())
    somebody(engine, "analyst", "so-noi-vu", email="phan.tich.cai.cach@noi-vu.tinh.example", at=now())
    locked = somebody(engine, "clerk", "xa-an-hoa", email="locked@tinh.example", at=now())
    for _ in range(attempts.FREE):
        signing_in.sign_in(engine, locked.email, "một mật khẩu sai rồi", now=now())
    gone = somebody(engine, "auditor", "tinh-mau", email="gone@tinh.example", at=now())
    invited(engine, "moi@tinh.example", "administrator", "so-y-te", at=now())
    with Session(engine) as session:
        people.disable(session, session.get_one(Account, gone.id), by="test")
        session.commit()
    with served(create_app(engine)) as base:
        yield Place(sqlite_province, base, admin, officer)
    form_mark._key.cache_clear()


def enter(page: Page, place: Place, who: Somebody, language: str = "vi") -> None:
    """Sign in by typing."""
    page.goto(f"{place.base}/staff/sign-in?lang={language}")
    page.fill("#email", who.email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    if who.secret:
        page.fill("#code", who.code(now()))
        page.click("main button")


def person(place: Place, email: str) -> int:
    with Session(place.cast.engine) as session:
        return people.account_of(session, email).id or 0


Showing = Callable[[Page, Place], object]


def _at(path: str) -> Showing:
    return lambda page, place: page.goto(f"{place.base}{path}")


def _of(email: str, rest: str = "") -> Showing:
    return lambda page, place: page.goto(f"{place.base}/staff/people/{person(place, email)}{rest}")


def _wrong(path: str, *fields: str) -> Showing:
    """A form sent with nothing good in it."""

    def show(page: Page, place: Place) -> None:
        page.goto(f"{place.base}{path}")
        for name in fields:
            page.fill(f"#{name}", "x@y")
        page.evaluate("document.querySelectorAll('[required]').forEach(each => each.required = false)")
        page.evaluate("document.querySelectorAll('form').forEach(each => each.noValidate = true)")
        page.click("main button")
        page.wait_for_selector("[role=alert]")

    return show


def _link(page: Page, place: Place) -> object:
    return page.goto(f"{place.base}/staff/invitation/{place.link()}")


def _made_link(page: Page, place: Place) -> None:
    _of("moi@tinh.example", "/link")(page, place)
    page.click("main button")


OUTSIDE: dict[str, Showing] = {
    "sign in": _at("/staff/sign-in"),
    "sign in, wrong": _wrong("/staff/sign-in", "email", "password"),
    "invitation": _link,
    "link that is no good": _at("/staff/invitation/x"),
}
INSIDE: dict[str, Showing] = {
    "home": _at("/staff"),
    "people": _at("/staff/people"),
    "person": _of("officer.so-y-te@tinh.example", "?done=give"),
    "person, locked": _of("locked@tinh.example"),
    "person, disabled": _of("gone@tinh.example"),
    "invite": _at("/staff/people/invite"),
    "invite, wrong": _wrong("/staff/people/invite", "email"),
    "give": _of("officer.so-y-te@tinh.example", "/give"),
    "give, wrong": lambda page, place: _wrong(f"/staff/people/{person(place, 'locked@tinh.example')}/give")(
        page, place
    ),
    "confirm": _of("officer.so-y-te@tinh.example", "/disable"),
    "link": _made_link,
    "password": _at("/staff/password"),
    "password, wrong": _wrong("/staff/password", "old"),
    "sign out everywhere": _at("/staff/sign-out-everywhere"),
    "not there": _at("/staff/nowhere"),
}


@EVERY_WIDTH
@LANGUAGES
def test_every_page_is_sound_at_every_width(
    chromium: Browser, place: Place, language: str, widths: tuple[int, ...]
) -> None:
    somebody_ = visitor(chromium, place.base)
    page = somebody_.page
    page.goto(f"{place.base}/staff/sign-in?lang={language}")
    found: dict[str, object] = {}
    for name, show in OUTSIDE.items():
        show(page, place)
        found |= look_at(page, name, widths)
    enter(page, place, place.admin, language)
    for name, show in INSIDE.items():
        show(page, place)
        assert page.locator("html").get_attribute("lang") == language, name
        found |= look_at(page, name, widths)

    assert found == {}
    assert somebody_.behaved()
    somebody_.context.close()


@EVERY_WIDTH
@LANGUAGES
def test_the_way_of_a_new_administrator_is_sound(
    chromium: Browser, place: Place, language: str, widths: tuple[int, ...]
) -> None:
    """From the link to the recovery codes, then signed out while a page was open."""
    found: dict[str, object] = {}
    somebody_ = visitor(chromium, place.base)
    page = somebody_.page
    page.goto(f"{place.base}/staff/invitation/{place.link()}?lang={language}")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main button")
    found |= look_at(page, "set up", widths)
    secret = page.locator(".scan code").inner_text().replace(" ", "")
    page.fill("#code", "000000")
    page.click("main button")
    found |= look_at(page, "set up, wrong", widths)
    assert page.locator(".scan code").inner_text().replace(" ", "") == secret
    page.fill("#code", pyotp.TOTP(secret).now())
    page.click("main button")
    assert page.locator(".codes li").count() == 10
    found |= look_at(page, "recovery codes", widths)
    code = page.locator(".codes code").first.inner_text()
    page.click("main a.btn")
    page.click(".who button")
    page.fill("#email", "moi@tinh.example")
    page.fill("#password", PASSWORD)
    page.click("main button")
    found |= look_at(page, "second factor", widths)
    page.fill("#code", "000000")
    page.click("main button")
    found |= look_at(page, "second factor, wrong", widths)
    page.fill("#code", code)
    page.click("main button")
    assert page.url == f"{place.base}/staff"
    with place.cast.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff_session SET last_seen = '2020-01-01 00:00:00.000000'")
    page.goto(f"{place.base}/staff/people")
    found |= look_at(page, "expired", widths)

    assert found == {}
    assert somebody_.behaved()
    somebody_.context.close()


@LANGUAGES
def test_signing_in_with_the_second_factor_needs_the_keyboard_only_and_no_script(
    chromium: Browser, place: Place, language: str
) -> None:
    somebody_ = visitor(chromium, place.base, width=1280, java_script_enabled=False)
    page = somebody_.page

    def tab_to(name: str) -> None:
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate(FOCUSED) == name:
                return
        raise AssertionError(f"{name} cannot be reached by Tab")

    page.goto(f"{place.base}/staff/sign-in?lang={language}")
    tab_to("email")
    page.keyboard.type(place.admin.email)
    tab_to("password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/staff/second-factor"))
    tab_to("code")
    page.keyboard.type(place.admin.code(now()))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place.base}/staff")

    tab_to({"vi": "Đăng xuất", "en": "Sign out"}[language])
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in")
    assert somebody_.behaved()
    somebody_.context.close()


def test_the_switch_of_language_keeps_the_page_and_is_remembered(chromium: Browser, place: Place) -> None:
    somebody_ = visitor(chromium, place.base, width=1280)
    page = somebody_.page
    enter(page, place, place.officer)

    page.click("text=English")
    assert page.locator("h1").inner_text() == "Hello Lê Thị An"
    page.click("main a:has-text('Change the password')")

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "Change the password"
    somebody_.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_square_code_is_read_by_a_camera_as_the_key_that_stands_beside_it(
    chromium: Browser, place: Place, width: int
) -> None:
    import io

    import zxingcpp
    from PIL import Image

    somebody_ = visitor(chromium, place.base, width=width)
    page = somebody_.page
    page.goto(f"{place.base}/staff/invitation/{place.link()}")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main button")

    taken = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    (found,) = zxingcpp.read_barcodes(taken)

    key = page.locator(".scan code").inner_text().replace(" ", "")
    assert pyotp.parse_uri(found.text).secret == key
    assert found.text.startswith("otpauth://totp/Hai%20Long:moi%40tinh.example?")
    somebody_.context.close()

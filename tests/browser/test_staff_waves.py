"""The pages of waves in a real Chromium without scripts: sound by axe, at every width, by keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import Session

from survey import create_app, dates
from survey.staff import form_mark
from survey.tables import Unit, Wave
from survey.waves import action_plans, reviews
from survey.waves.waves import wave_of
from tests.accounts.cast import KEY_TEXT, somebody
from tests.browser.people import EVERY_WIDTH, LANGUAGES, look_at, visitor
from tests.browser.serving import served
from tests.browser.test_staff import Place, enter
from tests.databases import Cast
from tests.staff.cast import now

pytestmark = pytest.mark.browser

LIST = "unit,procedure,population,target\nso-y-te,,5400,\nxa-an-hoa,,900,200\n"


@pytest.fixture
def place(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Two waves that run; one of them is under review, with a request and a plan of a unit."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    form_mark._key.cache_clear()
    cast, today = sqlite_province, dates.today()
    analyst = somebody(cast.engine, "analyst", "tinh-mau", email="an@tinh.example", at=now(), factor=True)
    officer = somebody(cast.engine, "officer", "so-y-te", at=now())
    with Session(cast.engine) as session:
        wave, unit = wave_of(session, "short-2026"), session.get_one(Unit, cast.units["so-y-te"])
        wave.state, wave.review_until, wave.frozen_hash = "review", today, "a" * 64
        before = wave_of(session, "two-2026")
        _ask_and_plan(session, before, wave, unit, today)
        session.commit()
    with served(create_app(cast.engine)) as base:
        yield Place(cast, base, analyst, officer)
    form_mark._key.cache_clear()


def _ask_and_plan(session: Session, before: Wave, wave: Wave, unit: Unit, today: dt.date) -> None:
    reviews.ask(session, wave, unit, "Xin xem lại các phiếu loại.", by="sở y tế", today=today)
    state, before.state, before.opens = before.state, "published", today - dt.timedelta(days=300)
    day = today - dt.timedelta(days=3)
    body = "Bố trí thêm quầy hướng dẫn vào đầu giờ sáng"
    action_plans.add_action(session, before, unit, body, "Chánh Văn phòng", day, by="sở y tế", today=today)
    before.state = state


def send(page: Page, button: str = "main form button.main") -> None:
    page.click(button)
    page.wait_for_load_state()


def plan_a_wave(page: Page, place: Place) -> None:
    """By the form, from the last wave."""
    page.goto(f"{place.base}/staff/waves/new?from=two-2026")
    page.fill("#code", "hai-long-2027")
    today = dates.today()
    page.fill("#opens", today.isoformat())
    page.fill("#closes", (today + dt.timedelta(days=30)).isoformat())
    send(page, "form[method=post] button.main")


@EVERY_WIDTH
@LANGUAGES
def test_every_page_of_whoever_runs_a_wave_is_sound(
    chromium: Browser, place: Place, language: str, widths: tuple[int, ...]
) -> None:
    somebody_ = visitor(chromium, place.base)
    page = somebody_.page
    enter(page, place, place.admin, language)
    found: dict[str, object] = {}

    def look(name: str, path: str = "") -> None:
        if path:
            page.goto(f"{place.base}/staff/{path}")
        assert page.locator("html").get_attribute("lang") == language, name
        found.update(look_at(page, name, widths))

    look("list", "waves")
    look("new", "waves/new")
    page.evaluate("document.querySelectorAll('form').forEach(each => each.noValidate = true)")
    send(page, "form[method=post] button.main")
    look("new, wrong")
    plan_a_wave(page, place)
    assert page.url.endswith("/staff/waves/hai-long-2027?done=new")
    look("wave, draft")
    look("units, empty", "waves/hai-long-2027/units")
    page.fill("#list", "unit,population\nso-khong-co,x\n")
    send(page, "button[value=check]")
    look("units, wrong")
    page.fill("#list", LIST)
    page.select_option("#margin", "5")
    send(page, "button[value=check]")
    look("units, checked")
    send(page, "button[value=save]")
    look("units")
    look("doors, empty", "waves/hai-long-2027/doors")
    send(page)
    look("doors, wrong")
    page.check("#modes-phone")
    page.check("#modes-kiosk")
    send(page)
    look("doors made")
    look("doors", "waves/hai-long-2027/doors")
    page.click("tbody a >> nth=0")
    look("revoke")
    look("rehearsal", "waves/hai-long-2027/rehearsal")
    send(page, "button[value=start]")
    look("rehearsal, on")
    look("size", "waves/size?population=5400&margin=5&rate=60&deff=1")
    look("size, wrong", "waves/size?population=x&margin=0")
    look("comparability", "waves/hai-long-2027/comparability?with=short-2026")
    look("edit", "waves/hai-long-2027/edit")
    look("review", "waves/short-2026?done=review")
    look("request", "waves/short-2026/requests/1")
    look("freeze", "waves/two-2026/close")
    look("not to be had", "waves/two-2026/approve")

    assert found == {}
    assert somebody_.behaved()
    somebody_.context.close()


@EVERY_WIDTH
@LANGUAGES
def test_every_page_of_an_officer_is_sound(
    chromium: Browser, place: Place, language: str, widths: tuple[int, ...]
) -> None:
    somebody_ = visitor(chromium, place.base)
    page, unit = somebody_.page, place.cast.units["so-y-te"]
    enter(page, place, place.officer, language)
    found: dict[str, object] = {}
    with Session(place.cast.engine) as session:
        wave_of(session, "two-2026").state = "published"
        session.commit()

    for name, path in (
        ("mine", "my-waves"),
        ("one", "my-waves/short-2026"),
        ("unit", f"my-waves/short-2026/units/{unit}"),
        ("unit with a plan", f"my-waves/two-2026/units/{unit}?done=action"),
        ("ask", f"my-waves/short-2026/units/{unit}/ask"),
        ("plan", f"my-waves/two-2026/units/{unit}/plan"),
        ("change", f"my-waves/two-2026/units/{unit}/plan/1"),
    ):
        page.goto(f"{place.base}/staff/{path}")
        assert page.locator("html").get_attribute("lang") == language, name
        found |= look_at(page, name, widths)

    assert found == {}
    assert somebody_.behaved()
    somebody_.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_wave_is_planned_by_the_keyboard_alone_and_without_scripts(
    chromium: Browser, place: Place, width: int
) -> None:
    somebody_ = visitor(chromium, place.base, width=width, java_script_enabled=False)
    page: Page = somebody_.page
    enter(page, place, place.admin)
    page.goto(f"{place.base}/staff/waves/new?from=two-2026")

    page.focus("#code")
    page.keyboard.type("hai-long-2027")
    for name, day in (("opens", dates.today()), ("closes", dates.today() + dt.timedelta(days=9))):
        # The fields of a day take its parts in the order of the browser's own language.
        page.focus(f"#{name}")
        page.keyboard.type(f"{day:%m%d%Y}")
    page.focus("#keep_until")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.focus("form[method=post] button.main")
    page.keyboard.press("Enter")

    page.wait_for_url("**/staff/waves/hai-long-2027?done=new")
    assert "Dự thảo" in page.locator("main").inner_text()
    assert somebody_.behaved()
    somebody_.context.close()

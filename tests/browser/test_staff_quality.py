"""The quality desk and the comments desk in a real Chromium without scripts: sound by axe, at every width."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, select

from survey import create_app
from survey.accounts import sessions
from survey.quality.screening import screen_wave
from survey.staff import cookies, form_mark
from survey.tables import Account, Ballot, Comment, Exclusion, Wave
from tests.accounts.cast import KEY_TEXT, Somebody
from tests.browser.people import SIDEWAYS, look_at, visitor
from tests.browser.serving import served
from tests.databases import Cast
from tests.staff.cast import now, open_office
from tests.staff.comments.cast import BRIBE, PHONE, Room, open_room
from tests.staff.comments.cast import WAVE as WRITTEN
from tests.staff.quality.cast import KIOSK, RULE, WAVE, Desk, open_desk

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
SIZES = (360, 1280)
HERE, WORDS = f"/staff/quality/{WAVE}", f"/staff/comments/{WRITTEN}"


@dataclass(frozen=True)
class Place:
    """Where the pages are, and whose."""

    cast: Cast
    base: str
    desk: Desk
    room: Room

    def hold(self, page: Page, who: Somebody, language: str = "vi") -> None:
        """Be signed in without typing anything."""
        with Session(self.cast.engine) as session:
            account = session.get_one(Account, who.id)
            token = sessions.begin(session, account, "second_factor", now=now())
            session.commit()
        page.context.add_cookies(
            [
                {"name": "hailong_session", "value": token, "url": f"{self.base}/staff"},
                {"name": cookies.LANGUAGE, "value": language, "url": f"{self.base}/staff"},
            ]
        )


@pytest.fixture
def place(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Flags, a proposal and a confirmed exclusion; comments of every kind."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    form_mark._key.cache_clear()
    app: Flask = create_app(sqlite_province.engine)
    office = open_office(sqlite_province, app)
    desk = open_desk(office)
    with Session(sqlite_province.engine) as session:
        for name in ("ann@tinh.example", "boss@tinh.example"):
            account = session.exec(select(Account).where(Account.email == name)).one()
            account.email = f"q-{name}"
        session.commit()
    room = open_room(office)
    with served(app) as base:
        yield Place(sqlite_province, base, desk, room)
    form_mark._key.cache_clear()


def state(place: Place, code: str, value: str) -> None:
    with Session(place.cast.engine) as session:
        session.get_one(Wave, place.cast.waves[code]).state = value
        session.commit()


def restrict(place: Place, overdue: bool = False) -> uuid.UUID:
    with Session(place.cast.engine) as session:
        found = session.exec(select(Comment).where(Comment.body == BRIBE)).one()
        found.due = place.cast.today.replace(year=2025) if overdue else place.cast.today
        session.commit()
        return found.id


def exclude(place: Place, page: Page, reason: str = "Bấm liên tục, mỗi phiếu hai giây") -> None:
    page.goto(f"{place.base}{HERE}/rules/{RULE}/doors/{place.cast.collectors[KIOSK]}")
    page.check("input[name=which][value=all]")
    page.check("input[name=deed][value=exclude]")
    page.fill("#reason", reason)
    page.click("main form .btn.main")


Showing = Callable[[Page, Place], object]


def _at(path: str) -> Showing:
    return lambda page, place: page.goto(f"{place.base}{path}")


def _door(page: Page, place: Place) -> object:
    return page.goto(f"{place.base}{HERE}/rules/{RULE}/doors/{place.cast.collectors[KIOSK]}")


def _wrong(page: Page, place: Place) -> None:
    _door(page, place)
    page.evaluate("document.querySelectorAll('form').forEach(each => each.noValidate = true)")
    page.click("main form .btn.main")
    page.wait_for_selector("[role=alert]")


def _proposed(path: str) -> Showing:
    def show(page: Page, place: Place) -> None:
        with Session(place.cast.engine) as session:
            if not place.desk.ledger():
                exclude(place, page)
            session.commit()
        page.goto(f"{place.base}{path}")

    return show


def _effect(page: Page, place: Place) -> None:
    with Session(place.cast.engine) as session:
        for number in place.desk.odd():
            session.get_one(Ballot, number).state = "x"
        session.commit()
    state(place, WAVE, "closed")
    screen_wave(place.cast.engine, WAVE)
    page.goto(f"{place.base}{HERE}/effect")
    state(place, WAVE, "open")


def _one(body: str) -> Showing:
    return lambda page, place: page.goto(f"{place.base}{WORDS}/one/{place.room.id_of(body)}")


def _no_part(page: Page, place: Place) -> None:
    _one(PHONE)(page, place)
    page.fill("#parts", "không có ở đây")
    page.get_by_role("button", name=re.compile("^(Che|Strike out)$")).click()
    page.wait_for_selector("[role=alert]")


ANALYST: dict[str, Showing] = {
    "waves": _at("/staff/quality"),
    "desk": _at(HERE),
    "desk, not screened": _at("/staff/quality/two-2026"),
    "rule": _at(f"{HERE}/rules/{RULE}"),
    "door": _door,
    "door, wrong": _wrong,
    "proposals, none": _at(f"{HERE}/proposals"),
    "ledger, empty": _at(f"{HERE}/ledger"),
    "effect, sealed": _at(f"{HERE}/effect"),
    "own proposals": _proposed(f"{HERE}/proposals"),
    "ledger": _proposed(f"{HERE}/ledger"),
    "effect": _effect,
    "comments, waves": _at("/staff/comments"),
    "comments": _at(WORDS),
    "comments, none": _at(f"{WORDS}?words=zzz"),
    "comment": _one(PHONE),
    "comment, wrong": _no_part,
}


@LANGUAGES
def test_every_page_of_an_analyst_is_sound(chromium: Browser, place: Place, language: str) -> None:
    page = visitor(chromium, place.base).page
    place.hold(page, place.desk.ann, language)
    found = {}

    for name, show in ANALYST.items():
        show(page, place)
        assert page.locator("html").get_attribute("lang") == language
        found |= look_at(page, name, SIZES)

    assert found == {}


@LANGUAGES
def test_every_page_of_the_second_person_and_of_the_authorised_one_is_sound(
    chromium: Browser, place: Place, language: str
) -> None:
    page = visitor(chromium, place.base).page
    place.hold(page, place.desk.ann)
    exclude(place, page)
    place.hold(page, place.desk.boss, language)
    number = restrict(place, overdue=True)
    found = {}

    for name, path in {
        "desk of the approver": HERE,
        "proposals": f"{HERE}/proposals",
        "restricted": f"{WORDS}/restricted",
        "restricted, opened": f"{WORDS}/restricted/{number}",
        "waves": "/staff/comments",
    }.items():
        page.goto(f"{place.base}{path}")
        found |= look_at(page, name, SIZES)

    assert found == {}


@LANGUAGES
def test_the_officer_s_page_is_sound_before_and_after_approval(
    chromium: Browser, place: Place, language: str
) -> None:
    page = visitor(chromium, place.base).page
    place.hold(page, place.room.office.mayor, language)
    found = {}

    for wanted in ("open", "published"):
        state(place, WRITTEN, wanted)
        page.goto(f"{place.base}{WORDS}/released")
        found |= look_at(page, wanted, SIZES)

    assert found == {}


def test_two_people_exclude_in_a_browser_and_one_puts_it_back(chromium: Browser, place: Place) -> None:
    ann = visitor(chromium, place.base, width=1280).page
    boss = visitor(chromium, place.base, width=1280).page
    place.hold(ann, place.desk.ann)
    place.hold(boss, place.desk.boss)

    exclude(place, ann)
    expect(ann.get_by_role("status")).to_contain_text("chờ người thứ hai")
    boss.goto(f"{place.base}{HERE}/proposals")
    boss.get_by_role("button", name="Xác nhận loại").click()

    expect(boss.get_by_role("status")).to_contain_text("Đã xác nhận loại 8 phiếu")
    assert place.desk.states().count("x") == 8
    boss.goto(f"{place.base}{HERE}/ledger")
    boss.locator("summary").first.click()
    boss.get_by_role("textbox", name="Lý do").fill("Xem lại: phiếu thật")
    boss.get_by_role("button", name="Đưa lại vào kết quả").click()
    expect(boss.get_by_role("status")).to_contain_text("Đã đưa 8 phiếu trở lại")
    assert "x" not in place.desk.states()


def test_long_addresses_are_broken_in_the_ledger_and_push_nothing_aside(
    chromium: Browser, place: Place
) -> None:
    page = visitor(chromium, place.base, width=360).page
    place.hold(page, place.desk.ann)
    exclude(place, page)
    long = f"{'nguyenthiphuongthao.' * 4}phongcaicachhanhchinh@sonoivu.tinh-mau.example"
    with Session(place.cast.engine) as session:
        for line in session.exec(select(Exclusion)):
            line.proposed_by = long
        session.commit()

    page.goto(f"{place.base}{HERE}/ledger")

    cell = page.locator("td.person").first
    assert long in cell.inner_text().replace("\n", "")
    assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth && cell.clientWidth <= 280")
    rule = page.locator("tbody th[scope=row]").first
    assert rule.evaluate("cell => cell.clientWidth") >= 112, "its words are not broken into letters"
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_form_of_a_door_is_filled_in_by_keyboard_alone(chromium: Browser, place: Place) -> None:
    page = visitor(chromium, place.base, width=1280).page
    place.hold(page, place.desk.ann)
    _door(page, place)

    page.locator("input[name=ballot]").first.focus()
    page.keyboard.press("Space")
    page.locator("input[name=deed][value=keep]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Có thật")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Đã giữ lại 1 phiếu")


def test_a_comment_is_struck_out_and_passed_on_in_a_browser(chromium: Browser, place: Place) -> None:
    page = visitor(chromium, place.base).page
    place.hold(page, place.desk.ann)
    _one(PHONE)(page, place)

    page.get_by_role("button", name="Che", exact=True).click()
    page.get_by_role("button", name="Chuyển", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("Đã chuyển 1 ý kiến")
    assert place.room.comment(PHONE).shown == "Xin gọi lại cho tôi số [đã che] nhé"

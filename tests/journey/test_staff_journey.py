"""The whole way of a survey through the pages of staff: from the first unit to the report of the comparison."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey import create_app, dates
from survey.ballots import doors
from survey.staff import form_mark
from survey.tables import Ballot, SecondKeying, TestBallot, Unit
from tests.accounts.cast import KEY_TEXT, PASSWORD, somebody
from tests.browser.kiosk_visit import kiosk
from tests.browser.people import THANKS, visitor
from tests.browser.serving import served
from tests.databases import SINCE, TWO_ITEMS
from tests.journey.staff_journey import KIOSK, PAPER, PHONE, WAVE, Journey
from tests.staff.cast import now

pytestmark = pytest.mark.browser

ADMIN = "quan-tri@tinh.example"
PEOPLE = {
    "tich@tinh.example": ("Lê Văn Tích", "analyst", "tinh-mau"),
    "hai@tinh.example": ("Trần Thị Hai", "analyst", "tinh-mau"),
    "duyet@tinh.example": ("Phạm Thị Duyệt", "approver", "tinh-mau"),
    "an@tinh.example": ("Lê Thị An", "clerk", "xa-an-hoa"),
    "binh@tinh.example": ("Đỗ Văn Bình", "clerk", "xa-an-hoa"),
    "giam@tinh.example": ("Vũ Thị Giám", "supervisor", "xa-an-hoa"),
    "xa@tinh.example": ("Hồ Văn Xã", "officer", "xa-an-hoa"),
}
ANALYST, SECOND, APPROVER, CLERK, OTHER_CLERK, SUPERVISOR, OFFICER = PEOPLE
UNITS = """\
code,kind,name,name_en,parent,valid_from
so-noi-vu,department,Sở Nội vụ,Department of Home Affairs,tinh-mau,2025-07-01
xa-an-hoa,commune,Xã An Hòa,An Hòa commune,tinh-mau,2025-07-01
xa-binh-minh,commune,Xã Bình Minh,Bình Minh commune,tinh-mau,2025-07-01
"""
LIST = "unit,procedure,population,target\nxa-an-hoa,,900,60\nxa-binh-minh,,400,40\n"
NAMES = {"vi": ("Xã An Hòa", "Xã Bình Minh"), "en": ("An Hòa commune", "Bình Minh commune")}
TESTING = {"vi": "PHIẾU THỬ", "en": "TEST BALLOT"}
ODD = 6
"""Ballots of two seconds each."""
HASTY = ODD + 1
"""With that of the browser on the phone, which reads nothing and is as quick."""
REASON = "Mỗi phiếu không quá vài giây"
DECISION = "88/QĐ-UBND"
ACTION = "Bố trí thêm ghế chờ"
KEYED = {1: "54", 2: "55", 3: "44", 4: "21"}
"""What stands on the papers, by the counter of the batch."""


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """A province with nobody in it but its first administrator."""
    with Session(sqlite_engine) as session:
        province = Unit(
            code="tinh-mau", kind="province", name="Tỉnh Mẫu", name_en="Example province", valid_from=SINCE
        )
        session.add(province)
        session.commit()
    somebody(sqlite_engine, "administrator", "tinh-mau", email=ADMIN, at=now(), factor=True)
    return sqlite_engine


@pytest.fixture
def journey(
    chromium: Browser, engine: Engine, language: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Journey]:
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    form_mark._key.cache_clear()
    app = create_app(engine)
    with served(app) as base:
        yield Journey(chromium, engine, app, base, language)
    form_mark._key.cache_clear()


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.soak)])
def test_a_survey_goes_from_the_first_unit_to_the_report_of_the_comparison(
    journey: Journey, tmp_path: Path
) -> None:
    make_units(journey, tmp_path)
    invite_people(journey)
    publish_the_questionnaire(journey, tmp_path)
    plan_the_wave(journey)
    rehearse(journey)
    open_it(journey)
    collect(journey)
    batch = key_papers(journey)
    key_again_and_resolve(journey, batch)
    exclude(journey)
    close_and_freeze(journey)
    review(journey)
    approve_and_publish(journey)
    read_and_answer(journey, tmp_path)
    compare(journey, tmp_path)
    journey.leave()


def make_units(journey: Journey, folder: Path) -> None:
    """The administrator imports the tree, having seen what it would change."""
    file = folder / "units.csv"
    file.write_text(UNITS, encoding="utf-8")
    page = journey.go(ADMIN, "units/import/units")
    page.set_input_files("#units", file)
    journey.press(page)
    journey.seen(page, "Xã An Hòa", journey.units.checked_lead)
    journey.picture(page, "units-checked")
    journey.press(page)
    journey.seen(page, *NAMES[journey.language])
    journey.picture(page, "units")


def invite_people(journey: Journey) -> None:
    """Seven invitations; the officer follows the link and sets a password."""
    link = ""
    for email, (name, role, unit) in PEOPLE.items():
        page = journey.go(ADMIN, "people/invite")
        page.fill("#name", name)
        page.fill("#email", email)
        page.select_option("#role", role)
        page.select_option("#unit", unit)
        journey.press(page)
        link = page.locator(".link code").inner_text()
        if email != OFFICER:
            journey.join(link)
    journey.picture(page, "link")
    page = journey.go(ADMIN, "people")
    journey.seen(page, *PEOPLE)
    journey.picture(page, "people")
    follow(journey, link)


def follow(journey: Journey, link: str) -> None:
    """The link of an invitation, opened by whom it is for."""
    came = visitor(journey.chromium, journey.base, width=1280)
    came.page.goto(f"{link}?lang={journey.language}")
    journey.seen(came.page, OFFICER)
    journey.picture(came.page, "invitation")
    came.page.fill("#password", PASSWORD)
    came.page.fill("#again", PASSWORD)
    journey.press(came.page)
    expect(came.page.locator("main h1")).to_be_visible()
    journey.picture(came.page, "home-officer")
    came.context.close()


def publish_the_questionnaire(journey: Journey, folder: Path) -> None:
    """The analyst uploads it, looks at it, publishes it."""
    file = folder / "two-items.yaml"
    file.write_text(TWO_ITEMS, encoding="utf-8")
    page = journey.go(ANALYST, "forms/new")
    page.set_input_files("#file", file)
    journey.press(page)
    journey.seen(page, "two-items")
    journey.picture(page, "questionnaire")
    journey.press(page, "form[action$='/publish'] button")
    journey.seen(page, "two-items")


def plan_the_wave(journey: Journey) -> None:
    """The plan, the units, the doors."""
    page = journey.go(ANALYST, "waves/new")
    today = dates.today()
    plan = {
        "code": WAVE,
        "name": "Hài lòng 2026",
        "opens": today.isoformat(),
        "closes": (today + dt.timedelta(days=9)).isoformat(),
        "plan_number": "12/KH-UBND",
        "legal_basis": "Quyết định 1383/QĐ-BNV",
    }
    for name, value in plan.items():
        page.fill(f"#{name}", value)
    page.select_option("#questionnaire", "two-items@1")
    page.select_option("#host", "so-noi-vu")
    page.select_option("#design", "every_user")
    journey.picture(page, "plan")
    journey.press(page, "form[method=post] button.main")
    journey.told(page, journey.waves.done["new"])
    page = journey.go(ANALYST, f"waves/{WAVE}/units")
    page.fill("#list", LIST)
    journey.press(page, "button[value=check]")
    journey.picture(page, "wave-units-checked")
    journey.press(page, "button[value=save]")
    journey.seen(page, *NAMES[journey.language])
    page = journey.go(ANALYST, f"waves/{WAVE}/doors")
    for mode in (PHONE, KIOSK, PAPER):
        page.check(f"#modes-{mode}")
    journey.press(page)
    for line in page.locator("#links").input_value().split():
        _, unit, _, mode, link = line.split(",")
        journey.doors[unit, mode] = link
    assert len(journey.doors) == 6
    journey.picture(page, "doors-made")


def rehearse(journey: Journey) -> None:
    """One test ballot, which is gone afterwards."""
    page = journey.go(ANALYST, f"waves/{WAVE}/rehearsal")
    journey.press(page)
    journey.told(page, journey.waves.done["start"])
    on_a_phone(journey, marked=True)
    assert count(journey, TestBallot) == 1 and count(journey, Ballot) == 0
    page = journey.go(ANALYST, f"waves/{WAVE}/rehearsal")
    journey.seen(page, journey.waves.tests.format(n=1))
    journey.picture(page, "rehearsal")
    journey.press(page)
    journey.told(page, journey.waves.done["end"])
    assert count(journey, TestBallot) == 0


def open_it(journey: Journey) -> None:
    """Another person approves the plan, then it opens."""
    assert journey.go(ANALYST, f"waves/{WAVE}").locator(".nexts a").count() == 0
    journey.deed(APPROVER, "approve")
    page = journey.deed(ANALYST, "open")
    journey.seen(page, journey.waves.states["open"])


def collect(journey: Journey) -> None:
    """Citizens: one on a phone, one at a kiosk, the others by their telephones; then what the board counts."""
    on_a_phone(journey, marked=False)
    at_a_kiosk(journey)
    journey.send("xa-an-hoa", 50, seed=1, seconds=(60, 120), levels="55443")
    journey.send("xa-an-hoa", ODD, seed=2, seconds=(2, 2), levels="1")
    journey.send("xa-binh-minh", 40, seed=3, seconds=(60, 120), levels="54321")
    assert count(journey, Ballot) == 98
    page = journey.go(ANALYST, f"fieldwork/{WAVE}")
    journey.seen(page, *NAMES[journey.language])
    journey.picture(page, "board")
    journey.picture(journey.go(ANALYST, f"fieldwork/{WAVE}/doors"), "board-doors")
    journey.picture(journey.go(OFFICER, f"fieldwork/{WAVE}"), "board-officer")


def on_a_phone(journey: Journey, *, marked: bool) -> None:
    """One citizen's own phone."""
    came = visitor(journey.chromium, journey.base)
    came.page.goto(f"{journey.doors['xa-an-hoa', PHONE]}?lang={journey.language}")
    assert (TESTING[journey.language] in came.page.inner_text("body")) == marked
    journey.picture(came.page, "phone-test" if marked else "phone")
    came.step({"A1": "5", "A2": "4"})
    came.send()
    expect(came.page.locator("h1")).to_contain_text(THANKS[journey.language])
    assert came.behaved()
    came.context.close()


def at_a_kiosk(journey: Journey) -> None:
    """One citizen at the tablet of the other commune."""
    tablet = kiosk(journey.chromium, journey.base)
    tablet.page.goto(journey.doors["xa-binh-minh", KIOSK])
    tablet.page.wait_for_selector(".attract h1")
    journey.picture(tablet.page, "kiosk-start")
    tablet.tap("A1", "5")
    tablet.tap("A2", "4")
    journey.picture(tablet.page, "kiosk")
    tablet.later(5.5)
    tablet.thanked()
    tablet.settled()
    assert tablet.complaints == []
    tablet.page.context.close()


def key_papers(journey: Journey) -> str:
    """Five forms were handed out, four came back; a number typed twice stops with both answers."""
    page = journey.go(CLERK, "keying/new")
    door = page.locator("#door option").nth(1).get_attribute("value")
    page.select_option("#door", door)
    for name, value in {"issued": "5", "returned": "4", "missing": "1"}.items():
        page.fill(f"#{name}", value)
    journey.picture(page, "batch-new")
    journey.press(page)
    journey.told(page, journey.keying.done["new"])
    batch = page.url.split("/")[-1].split("?")[0]
    page = journey.go(CLERK, f"keying/{batch}/key")
    page.wait_for_selector("html[data-keying=ready]")
    for number, codes in KEYED.items():
        type_form(page, codes)
        expect(page.locator("#count")).to_contain_text(
            journey.keying.progress.format(keyed=number, returned=len(KEYED))
        )
        if number == 2:
            repeat_a_number(journey, page)
    page.wait_for_selector("html[data-waiting=none]")
    journey.picture(page, "keyed")
    page = journey.go(CLERK, f"keying/{batch}")
    journey.press(page, "form[action$='/finish'] button")
    journey.picture(page, "batch-second")
    return batch


def type_form(page: Page, codes: str, *, last: str = "1") -> None:
    """One form with the keyboard alone: the number is there already."""
    expect(page.locator("#number")).to_be_focused()
    for key in ("Enter", *codes, *last, "F2"):
        page.keyboard.press(key)


def repeat_a_number(journey: Journey, page: Page) -> None:
    """The clerk takes the first form again by mistake, with one answer read otherwise."""
    page.keyboard.press("Control+a")
    page.keyboard.press("1")
    type_form(page, "51")
    dialog = page.locator("#clash")
    expect(dialog).to_be_visible()
    journey.picture(page, "clash")
    assert page.locator("#clash-stored").inner_text() == "54"
    assert page.locator("#clash-sent").inner_text() == "51"
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.wait_for_selector("html[data-waiting=none]")


def key_again_and_resolve(journey: Journey, batch: str) -> None:
    """The second clerk reads one answer otherwise; all are then keyed twice, and the third person decides."""
    page = journey.go(OTHER_CLERK, f"keying/{batch}/second")
    page.wait_for_selector("html[data-keying=ready]")
    number = int(page.locator("#number").input_value())
    journey.picture(page, "second")
    type_form(page, KEYED[number][0] + "*", last="")
    page.wait_for_selector("html[data-waiting=none]")
    page = journey.go(SUPERVISOR, f"keying/{batch}/resolve")
    journey.seen(page, journey.keying.first_keying, journey.keying.second_keying)
    page.check("[id='first.A2']")
    journey.picture(page, "resolve")
    journey.press(page)
    key_the_rest(journey, batch)
    page = journey.go(SUPERVISOR, f"keying/{batch}")
    journey.press(page, "form[action$='/close'] button")
    journey.seen(page, journey.keying.states["closed"])
    journey.picture(page, "batch-closed")
    with Session(journey.engine) as session:
        told = select(Ballot.answers).where(Ballot.id.in_(select(SecondKeying.ballot_id)))  # type: ignore[attr-defined]
        assert KEYED[number] in session.exec(told).all()


def key_the_rest(journey: Journey, batch: str) -> None:
    """Whatever the error rate has drawn in addition, keyed as it stands on paper."""
    for _ in range(len(KEYED)):
        page = journey.go(OTHER_CLERK, f"keying/{batch}/second")
        if not page.locator("#keying").count():
            return
        page.wait_for_selector("html[data-keying=ready]")
        type_form(page, KEYED[int(page.locator("#number").input_value())], last="")
        page.wait_for_selector("html[data-waiting=none]")


def exclude(journey: Journey) -> None:
    """The screening finds the hasty ballots; one analyst proposes, another confirms."""
    page = journey.go(ANALYST, f"quality/{WAVE}")
    journey.press(page, "form[action$='/screen'] button")
    journey.told(page, journey.quality.ordered)
    journey.work()
    page = journey.go(ANALYST, f"quality/{WAVE}")
    journey.picture(page, "quality")
    journey.press(page, "a[href$='/rules/speed']")
    journey.picture(page, "quality-rule")
    journey.press(page, "main table a[href*='/doors/']")
    page.check("input[name=which][value=all]")
    page.check("input[name=deed][value=exclude]")
    page.fill("#reason", REASON)
    journey.picture(page, "quality-door")
    journey.press(page, "main form .btn.main")
    page = journey.go(ANALYST, f"quality/{WAVE}/proposals")
    journey.seen(page, REASON, journey.quality.own)
    page = journey.go(SECOND, f"quality/{WAVE}/proposals")
    journey.picture(page, "proposals")
    journey.press(page, "form[action$='/proposals'] button.main")
    expect(page.locator("main [role=status]")).to_contain_text(str(HASTY))
    assert count(journey, Ballot, Ballot.state == "x") == HASTY
    journey.picture(journey.go(APPROVER, f"quality/{WAVE}/ledger"), "ledger")


def close_and_freeze(journey: Journey) -> None:
    """No more ballots, with the hash that the worker makes; what the exclusions changed."""
    journey.deed(ANALYST, "close")
    journey.deed(ANALYST, "freeze", lambda page: page.check("#early"))
    journey.work()
    page = journey.go(ANALYST, f"waves/{WAVE}")
    assert re.fullmatch("[0-9a-f]{64}", page.locator(".facts code").first.inner_text())
    journey.picture(page, "frozen")
    page = journey.go(ANALYST, f"quality/{WAVE}/effect")
    journey.press(page)
    journey.work()
    page = journey.go(ANALYST, f"quality/{WAVE}/effect")
    journey.seen(page, journey.quality.with_them, journey.quality.without_them)
    journey.picture(page, "effect")


def review(journey: Journey) -> None:
    """The rated unit sees counts, asks to look again, and is answered."""
    journey.deed(ANALYST, "review")
    mine = f"my-waves/{WAVE}/units/{unit(journey, 'xa-an-hoa')}"
    page = journey.go(OFFICER, mine)
    journey.seen(page, journey.waves.counts_only)
    assert "%" not in page.locator("main").inner_text()
    journey.picture(page, "officer-before")
    assert journey.refused(OFFICER, f"results/{WAVE}")
    assert journey.refused(OFFICER, f"results/{WAVE}/units/{unit(journey, 'xa-an-hoa')}/report.pdf")
    page = journey.go(OFFICER, f"{mine}/ask")
    page.fill("#text", "Đề nghị xem lại các phiếu loại.")
    journey.picture(page, "ask")
    journey.press(page)
    journey.told(page, journey.waves.done["ask"])
    page = journey.go(ANALYST, f"waves/{WAVE}")
    journey.press(page, "a[href*='/requests/']")
    page.select_option("#outcome", "kept")
    page.fill("#text", "Đã xem lại: mỗi phiếu chỉ hai giây.")
    journey.picture(page, "answer")
    journey.press(page)
    journey.told(page, journey.waves.done["answer"])
    journey.seen(journey.go(OFFICER, mine), journey.waves.outcomes["kept"])


def approve_and_publish(journey: Journey) -> None:
    """The decision with its number, then publication; the worker makes the results."""

    def decide(page: Page) -> None:
        page.fill("#number", DECISION)
        page.check("#early")

    journey.deed(APPROVER, "approve-results", decide)
    page = journey.deed(APPROVER, "publish")
    journey.seen(page, journey.waves.states["published"], DECISION)
    journey.work()


def read_and_answer(journey: Journey, folder: Path) -> None:
    """The rated unit reads its figures and its PDF, and plans what it will do."""
    number = unit(journey, "xa-an-hoa")
    page = journey.go(OFFICER, f"my-waves/{WAVE}/units/{number}")
    journey.press(page, f"a[href$='/results/{WAVE}']")
    journey.picture(page, "results-officer")
    journey.press(page, f"a[href$='/units/{number}']")
    assert re.search(r"\d[,.]\d\d%", page.locator("article.report").inner_text())
    journey.picture(page, "unit-results")
    pdf = journey.fetched(page, "a[href*='report.pdf']", folder)
    text = "".join(each.extract_text() for each in PdfReader(pdf).pages)
    assert "An Hòa" in text
    assert journey.refused(OFFICER, f"results/{WAVE}/units/{unit(journey, 'xa-binh-minh')}")
    page = journey.go(OFFICER, f"my-waves/{WAVE}/units/{number}/plan")
    page.fill("#body", ACTION)
    page.fill("#owner", "Văn phòng")
    page.fill("#due", (dates.today() + dt.timedelta(days=60)).isoformat())
    journey.picture(page, "plan-of-unit")
    journey.press(page)
    journey.told(page, journey.waves.done["action"])
    journey.picture(page, "officer-after")
    journey.seen(journey.go(ANALYST, f"waves/{WAVE}"), ACTION)


def compare(journey: Journey, folder: Path) -> None:
    """Home Affairs puts both communes side by side and takes the official report along."""
    page = journey.go(ANALYST, f"results/{WAVE}/compare?kind=commune")
    journey.picture(page, "compare")
    for box in page.locator("input[name=unit]").all():
        box.check()
    journey.press(page, "main form:has(input[name=unit]) button.main")
    expect(page.locator(".verdict")).to_be_visible()
    journey.picture(page, "compare-two")
    docx = journey.fetched(page, "a[href*='.docx']", folder)
    assert docx.read_bytes()[:2] == b"PK"


def unit(journey: Journey, code: str) -> int:
    with Session(journey.engine) as session:
        return session.exec(select(Unit.id).where(Unit.code == code)).one() or 0


def count(journey: Journey, table: type[Ballot] | type[TestBallot], *only: object) -> int:
    with Session(journey.engine) as session:
        return len(session.exec(select(col(table.id)).where(*only)).all())  # type: ignore[arg-type]

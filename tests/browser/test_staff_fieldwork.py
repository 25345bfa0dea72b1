"""The board, its doors and the jobs in a real Chromium: sound by axe, at every width, by keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import Session

from survey import create_app
from survey.accounts import sessions
from survey.fieldwork.counting import recount
from survey.jobs.queue import add_job
from survey.staff import form_mark
from survey.tables import (
    Account,
    Batch,
    Case,
    Collector,
    DesignCell,
    Device,
    Frame,
    MadeFile,
    Unit,
    Wave,
)
from tests.accounts.cast import KEY_TEXT, Somebody, somebody
from tests.browser.people import LANGUAGES, look_at, visitor
from tests.browser.serving import served
from tests.databases import Cast, give_ballot
from tests.staff.cast import now

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize(
    "widths",
    [(360,), pytest.param((320, 390, 640, 1280), marks=pytest.mark.soak)],
    ids=["phone", "every-width"],
)
LONG = (
    "Trung tâm Phục vụ hành chính công – Chi nhánh liên xã Đông Hòa, Tân Thịnh, Vĩnh Sơn và Long Giang "
    "(phục vụ cả các xã vùng cao Khau Lầu, Nà Hẩu)"
)
BOARD = "/staff/fieldwork/two-2026"


@dataclass(frozen=True)
class Place:
    """Where the pages are, and whose."""

    cast: Cast
    base: str
    analyst: Somebody
    top: Somebody
    officer: Somebody


@pytest.fixture
def place(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Place]:
    """A wave with something of everything, and jobs in every state."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    monkeypatch.setenv("HAILONG_FILES", str(tmp_path / "made"))
    form_mark._key.cache_clear()
    engine = sqlite_province.engine
    collect(sqlite_province)
    order(sqlite_province)
    recount(engine, "two-2026")
    analyst = somebody(engine, "analyst", "so-noi-vu", at=now(), factor=True)
    top = somebody(engine, "administrator", "tinh-mau", at=now(), factor=True)
    officer = somebody(engine, "officer", "xa-an-hoa", at=now())
    with served(create_app(engine)) as base:
        yield Place(sqlite_province, base, analyst, top, officer)
    form_mark._key.cache_clear()


def collect(cast: Cast) -> None:
    """Ballots over five weeks, targets, a silent door, tablets, paper and households."""
    with Session(cast.engine) as session:
        wave = session.get_one(Wave, cast.waves["two-2026"])
        wave.simulated = True
        session.get_one(Unit, cast.units["so-y-te"]).name = LONG
        for code, n in (("xa-an-hoa", 150), ("xa-binh-minh", 40), ("so-y-te", 1234)):
            session.add(DesignCell(wave_id=wave.id, unit_id=cast.units[code], code=code, drawn=n))
        for number in range(1, 140):
            ago = dt.timedelta(days=number % 29)
            give_ballot(
                session, cast, "two-phone", "54", number, day=cast.today - ago, state="cccccpfx"[number % 8]
            )
        for number in range(200, 250):
            give_ballot(
                session, cast, "two-kiosk", "54", number, day=cast.today - dt.timedelta(days=12 + number % 9)
            )
        kiosk = cast.collectors["two-kiosk"]
        session.get_one(Collector, kiosk).label = "kiosk quầy 4"
        session.add(
            Device(
                collector_id=kiosk,
                label="Máy bảng sảnh A",
                pin_hash="x",
                cookie_hash=b"k" * 32,
                paired_on=cast.today,
                heard=now() - dt.timedelta(hours=26),
                waiting=31,
                battery=18,
            )
        )
        session.add(Device(collector_id=kiosk, pin_hash="x"))
        paper = cast.collectors["two-paper"]
        session.add(Batch(collector_id=paper, day=cast.today, issued=100, returned=92, spoiled=3, missing=5))
        frame = Frame(wave_id=cast.waves["two-2026"], source="x")
        session.add(frame)
        session.flush()
        assert frame.id
        for number, outcome in enumerate(("completed", "refused", "moved", "open"), start=1):
            session.add(
                Case(
                    frame_id=frame.id, number=number, description="x", role="drawn", outcome=outcome, visits=1
                )
            )
        session.commit()


def order(cast: Cast) -> None:
    """A job in every state, one with a file; the other wave is over."""
    with Session(cast.engine) as session:
        session.get_one(Wave, cast.waves["short-2026"]).state = "closed"
        for state, kind, told in (
            ("done", "exports", {"what": "figures", "language": "vi"}),
            ("failed", "reports", {"language": "vi"}),
            ("running", "reports", {"language": "en", "official": True}),
            ("waiting", "tally", {}),
        ):
            job = add_job(session, kind, wave="short-2026", ordered_by="phan.tich@tinh.example", **told)
            job.state, job.progress = state, {"running": 0.45}.get(state, 0.0)
            job.error = "OSError: [Errno 28] No space left on device" if state == "failed" else None
            if state == "done":
                session.add(
                    MadeFile(
                        job_id=job.id,
                        name="short-2026-figures-vi.zip",
                        size=123_456,
                        sha256="a" * 64,
                        made=now(),
                        expires=now() + dt.timedelta(days=7),
                    )
                )
        session.commit()


def enter(page: Page, place: Place, who: Somebody, language: str = "vi") -> None:
    """Be signed in."""
    with Session(place.cast.engine) as session:
        account = session.get_one(Account, who.id)
        token = sessions.begin(session, account, "second_factor", now=now())
        session.commit()
    page.context.clear_cookies()
    cookie = {"name": "hailong_session", "value": token, "domain": "127.0.0.1", "path": "/staff"}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"{place.base}/staff?lang={language}")


Showing = Callable[[Page, Place], object]


def _at(path: str) -> Showing:
    return lambda page, place: page.goto(f"{place.base}{path}")


def _wrong(page: Page, place: Place) -> None:
    page.goto(f"{place.base}/staff/jobs/new")
    page.evaluate("document.querySelectorAll('form').forEach(each => each.noValidate = true)")
    page.click("main button")
    page.wait_for_selector("[role=alert]")


def _opened(page: Page, place: Place) -> None:
    page.goto(f"{place.base}{BOARD}")
    page.click("details summary")


SHOWN: dict[str, Showing] = {
    "waves": _at("/staff/fieldwork"),
    "board": _opened,
    "board, nothing found": _at(f"{BOARD}?q=zzz"),
    "doors": _at(f"{BOARD}/doors"),
    "doors, attention": _at(f"{BOARD}/doors?only=attention"),
    "jobs": _at("/staff/jobs?done=order"),
    "order": _at("/staff/jobs/new"),
    "order, wrong": _wrong,
    "not there": _at("/staff/fieldwork/nowhere"),
}


@WIDTHS
@LANGUAGES
def test_every_page_is_sound_at_every_width(
    chromium: Browser, place: Place, language: str, widths: tuple[int, ...]
) -> None:
    somebody_ = visitor(chromium, place.base)
    page, found = somebody_.page, dict[str, object]()
    enter(page, place, place.analyst, language)
    for name, show in SHOWN.items():
        show(page, place)
        assert page.locator("html").get_attribute("lang") == language, name
        found |= look_at(page, name, widths)
    enter(page, place, place.top, language)
    _at("/staff/jobs/retention")(page, place)
    found |= look_at(page, "retention", widths)
    enter(page, place, place.officer, language)
    _at(BOARD)(page, place)
    assert page.locator("table.fieldwork tbody tr").count() == 1
    found |= look_at(page, "board of a unit", widths)

    assert found == {}
    assert somebody_.behaved()
    somebody_.context.close()


def test_the_board_is_found_filtered_and_downloaded_by_keyboard_without_a_script(
    chromium: Browser, place: Place
) -> None:
    somebody_ = visitor(chromium, place.base, width=1280, java_script_enabled=False)
    page = somebody_.page
    enter(page, place, place.analyst)
    page.goto(f"{place.base}{BOARD}")
    assert page.locator("table.fieldwork tbody tr").count() == 3

    page.focus("#q")
    page.keyboard.type("an hoa")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "q=an" in url)

    assert page.locator("table.fieldwork tbody th").all_inner_texts() == ["Xã An Hòa"]
    assert page.input_value("#q") == "an hoa"
    with page.expect_download() as waited:
        page.focus("a.push")
        page.keyboard.press("Enter")
    assert waited.value.suggested_filename == "two-2026-fieldwork.csv"
    somebody_.context.close()


def test_a_failed_job_is_tried_again_by_keyboard(chromium: Browser, place: Place) -> None:
    somebody_ = visitor(chromium, place.base, width=1280, java_script_enabled=False)
    page = somebody_.page
    enter(page, place, place.analyst)
    page.goto(f"{place.base}/staff/jobs")

    page.locator(".again button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("?done=retry"))

    assert page.locator("[role=status]").inner_text() == "Đã đưa công việc vào hàng chờ để làm lại."
    assert page.locator(".again").count() == 0
    somebody_.context.close()

"""The pages of samples in a real Chromium: sound by axe, at every width, usable by keyboard alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import Session, select

from survey import create_app
from survey.samples.cases import standing_in
from survey.samples.drawing import Sent, draw_into
from survey.samples.giving import give
from survey.samples.rechecks import choose, record
from survey.samples.visiting import note_visit, replace
from survey.samples.wanted import Wanted
from survey.staff import form_mark
from survey.tables import Case, Frame, Wave
from survey.waves.retention import destroy, due
from tests.accounts.cast import KEY_TEXT, PASSWORD, Somebody, somebody
from tests.browser.people import EVERY_WIDTH, look_at, visitor
from tests.browser.serving import served
from tests.databases import Cast
from tests.staff.cast import now

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
VILLAGES = {"Thôn Đông Hòa": 40, "Thôn Tây Sơn": 30, "Thôn Nam Thắng": 30}
FIRST = ("Nguyễn Văn", "Trần Thị", "Lê Văn", "Phạm Thị")
LAST = ("Bình", "Cúc", "Dũng", "Hoa", "Khánh", "Lan", "Minh", "Nga")
BASE = "/staff/samples/two-2026"


def listing(*, wrong: bool = False) -> str:
    rows = [
        f"{FIRST[n % 4]} {LAST[n % 8]} {n + 1},Xóm {n % 5 + 1},{village}"
        for village, size in VILLAGES.items()
        for n in range(size)
    ]
    if wrong:
        rows[3], rows[8] = ",,Thôn Đông Hòa", rows[9]
        rows[20] = "Không rõ thôn,Xóm 1,"
    return "\n".join(("Chủ hộ,Xóm,Thôn", *rows)) + "\n"


@dataclass(frozen=True)
class Place:
    """Where the pages are, and whose."""

    cast: Cast
    base: str
    folder: Path
    ann: Somebody
    eve: Somebody
    cases: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def place(sqlite_province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A wave with a sample in full swing, and one without any."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    form_mark._key.cache_clear()
    engine = sqlite_province.engine
    people = [somebody(engine, role, "so-noi-vu", at=now(), factor=True) for role in ("analyst", "auditor")]
    with served(create_app(engine)) as base:
        yield Place(sqlite_province, base, tmp_path, *people, fill(sqlite_province))
    form_mark._key.cache_clear()


def fill(cast: Cast) -> dict[str, int]:
    """Lists given out, visited, replaced, checked; lists of the other wave are gone."""
    wanted = Wanted(
        describe=("Chủ hộ", "Xóm"),
        stratum="Thôn",
        n=45,
        reserves=6,
        seed=20261201,
        source="Bảng kê hộ tháng 9/2026",
    )
    with Session(cast.engine) as session:
        for code in ("short-2026", "two-2026"):
            wave = session.exec(select(Wave).where(Wave.code == code)).one()
            draw_into(session, wave, Sent("bang-ke.csv", listing().encode()), wanted, by="test")
            if code == "short-2026":
                later = cast.today.replace(year=cast.today.year + 1)
                (one,) = due(session, later)
                destroy(session, one, day=later, by="an@tinh.example")
        frames = list(session.exec(select(Frame)))
        give(session, wave, frames[:1], "DTV-07", by="test")
        give(session, wave, frames[1:2], "DTV-07", n=8, by="test")
        own = session.exec(select(Case).where(Case.fieldworker == "DTV-07", Case.role == "drawn")).all()
        for case in own[:12]:
            note_visit(session, wave, case, "completed", by="test")
        for case in own[12:15]:
            note_visit(session, wave, case, "no_answer", by="test")
        replace(session, wave, own[15], "Chuyển đi nơi khác", result="moved", by="test")
        spare = standing_in(session, own[15])
        choose(session, wave, percent=25, seed=7, by="test")
        chosen = session.exec(select(Case).where(Case.recheck)).all()
        record(session, wave, chosen[0], "visited", by="test")
        found = {"done": own[0], "open": own[12], "lost": own[15], "checked": chosen[1]}
        assert spare is not None
        session.commit()
        return {name: each.id or 0 for name, each in found.items()}


def enter(page: Page, place: Place, who: Somebody, language: str = "vi") -> None:
    page.goto(f"{place.base}/staff/sign-in?lang={language}")
    page.fill("#email", who.email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.fill("#code", who.code(now()))
    page.click("main button")
    page.wait_for_selector("nav")


Showing = Callable[[Page, Place], object]


def _at(path: str) -> Showing:
    return lambda page, place: page.goto(f"{place.base}{path}")


def _case(name: str) -> Showing:
    return lambda page, place: page.goto(f"{place.base}{BASE}/cases/{place.cases[name]}")


def _sent(path: str, button: str = "main form[method=post] button.main") -> Showing:
    """A form sent with nothing in it."""

    def show(page: Page, place: Place) -> None:
        page.goto(f"{place.base}{path}")
        page.click(button)
        page.wait_for_selector("[role=alert]")

    return show


def _frame(page: Page, place: Place, *, wrong: bool = False) -> None:
    file = place.folder / "bang-ke-ho.csv"
    file.write_text(listing(wrong=wrong).replace("Thôn ", "Bản "), encoding="utf-8")
    page.goto(f"{place.base}{BASE}/draw")
    page.set_input_files("#file", file)
    page.fill("#source", "Bảng kê hộ tháng 10/2026")
    page.click("main form button.main")
    page.wait_for_selector("#method")


def _chosen(page: Page) -> None:
    page.check("#describe-0")
    page.check("#describe-1")
    page.select_option("#stratum", "2")
    page.fill("#n", "30")
    page.fill("#reserves", "5")
    page.click("main form button.main")


def _faults(page: Page, place: Place) -> None:
    _frame(page, place, wrong=True)
    _chosen(page)
    page.wait_for_selector(".faults")


def _trial(page: Page, place: Place) -> None:
    _frame(page, place)
    _chosen(page)
    page.wait_for_selector("#cells")


def _nothing_chosen(page: Page, place: Place) -> None:
    _frame(page, place)
    page.click("main form button.main")
    page.wait_for_selector("[role=alert]")


def _case_wrong(page: Page, place: Place) -> None:
    _case("open")(page, place)
    page.click("main section:last-of-type button")
    page.wait_for_selector("[role=alert]")


PAGES: dict[str, Showing] = {
    "waves": _at("/staff/samples"),
    "sample": _at(f"{BASE}?done=drawn"),
    "sample-gone": _at("/staff/samples/short-2026"),
    "draw": _at(f"{BASE}/draw"),
    "draw-wrong": _sent(f"{BASE}/draw"),
    "settings": _frame,
    "settings-wrong": _nothing_chosen,
    "settings-faults": _faults,
    "trial": _trial,
    "cases": _at(f"{BASE}/cases"),
    "cases-picked": _at(f"{BASE}/cases?state=completed&who=DTV-07"),
    "cases-none": _at(f"{BASE}/cases?list=0"),
    "case-done": _case("done"),
    "case-open": _case("open"),
    "case-wrong": _case_wrong,
    "case-lost": _case("lost"),
    "case-checked": _case("checked"),
    "give": _at(f"{BASE}/give"),
    "give-wrong": _sent(f"{BASE}/give"),
    "interviewers": _at(f"{BASE}/interviewers"),
    "link": _at(f"{BASE}/links/1"),
    "rechecks": _at(f"{BASE}/rechecks"),
    "wave": _at("/staff/waves/two-2026"),
}


def pictured(page: Page, name: str, language: str) -> None:
    """Pictures for whoever asked for them."""
    folder = os.environ.get("HAILONG_PICTURES")
    for width in (390, 1280) if folder else ():
        page.set_viewport_size({"width": width, "height": 740})
        page.screenshot(path=f"{folder}/{name}-{language}-{width}.png", full_page=True)


@EVERY_WIDTH
@LANGUAGES
def test_every_page_is_sound_at_every_width(
    chromium: Browser, place: Place, language: str, widths: tuple[int, ...]
) -> None:
    somebody_here = visitor(chromium, place.base)
    page, found = somebody_here.page, {}
    enter(page, place, place.ann, language)

    for name, show in PAGES.items():
        show(page, place)
        assert page.locator("html").get_attribute("lang") == language
        found |= look_at(page, name, (*widths, 390, 640, 1280))
        pictured(page, name, language)

    assert found == {}
    assert somebody_here.behaved()


@LANGUAGES
def test_an_auditor_sees_sound_pages_of_counts(chromium: Browser, place: Place, language: str) -> None:
    somebody_here = visitor(chromium, place.base)
    page, found = somebody_here.page, {}
    enter(page, place, place.eve, language)

    for name in ("waves", "sample", "interviewers", "rechecks"):
        PAGES[name](page, place)
        found |= look_at(page, name, (390, 1280))
        pictured(page, f"auditor-{name}", language)
        assert "Nguyễn Văn" not in page.locator("main").inner_text()

    assert found == {}


def test_a_sample_is_drawn_stored_and_given_out_by_keyboard_alone(chromium: Browser, place: Place) -> None:
    somebody_here = visitor(chromium, place.base, width=1280)
    page = somebody_here.page
    enter(page, place, place.ann)
    _trial(page, place)

    _tab_to(page, "Lưu mẫu")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")
    assert "Đã lưu mẫu." in page.locator("[role=status]").inner_text()

    page.goto(f"{place.base}{BASE}/give")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "list":
            break
    page.keyboard.press("Space")
    page.focus("#who")
    page.keyboard.type("DTV-21")
    _tab_to(page, "Giao cho điều tra viên")
    page.keyboard.press("Enter")
    page.wait_for_selector(".link")
    found = look_at(page, "links", (390, 1280))
    pictured(page, "links", "vi")

    assert "/i/" in page.locator(".link").inner_text()
    assert found == {}


def _tab_to(page: Page, label: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate("[document.activeElement.tagName, document.activeElement.textContent.trim()]")
        if found == ["BUTTON", label]:
            return
    raise AssertionError(f"no button {label}")

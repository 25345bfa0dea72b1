"""The pages of imports and questionnaires in a real Chromium: sound by axe, at every width, by keyboard alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import Session, select

from survey import create_app
from survey.importing import runs, working
from survey.staff import form_mark
from survey.tables import StoredQuestionnaire, Wave
from survey.waves.form_drafts import keep_draft, propose_revision
from tests.accounts.cast import KEY_TEXT, PASSWORD, Somebody, somebody
from tests.browser.people import EVERY_WIDTH, look_at, visitor
from tests.browser.serving import served
from tests.databases import TWO_ITEMS, Cast
from tests.imports.cast import many, rows_in
from tests.staff.cast import now

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
SECOND = TWO_ITEMS.replace('version: "1"', 'version: "1.1"').replace("gì thêm?", "gì thêm không?")
THIRD = SECOND.replace('"1.1"', '"1.2"')


@dataclass(frozen=True)
class Place:
    """Where the pages are, and whose."""

    cast: Cast
    base: str
    analyst: Somebody
    other: Somebody
    folder: Path


@pytest.fixture
def place(sqlite_province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A province with imports and uploads in every state."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    form_mark._key.cache_clear()
    engine = sqlite_province.engine
    analyst = somebody(engine, "analyst", "so-noi-vu", at=now(), factor=True)
    other = somebody(engine, "analyst", "tinh-mau", at=now(), factor=True)
    fill(sqlite_province, tmp_path, analyst)
    with served(create_app(engine)) as base:
        yield Place(sqlite_province, base, analyst, other, tmp_path)
    form_mark._key.cache_clear()


def fill(cast: Cast, folder: Path, who: Somebody) -> None:
    """Import 1 stored, 2 with faults, 3 checked, 4 not mapped, 5 with the worker, 6 not to be read."""
    for number, bad in ((1, 0), (2, 7), (3, 0), (4, 0), (5, 0), (6, 0)):
        file = many(cast, folder / f"phieu-thu-ve-thang-{number}.csv", 30 + number, bad=bad)
        with Session(cast.engine, expire_on_commit=False) as session:
            wave = session.get_one(Wave, cast.waves["two-2026"])
            run = runs.keep(session, wave, file, name=file.name, by=who.email, account_id=who.id)
            if number == 6:
                run.mapping = "items: {A1: A1}\n"
            if number not in (4, 5):
                working.order(session, run, "check", by=who.email)
            if number == 1:
                working.order(session, run, "store", by=who.email)
            if number == 5:
                run.state = "checking"
            session.commit()
    with Session(cast.engine) as session:
        keep_draft(session, SECOND.encode(), "q.yaml", account_id=who.id, by=who.email)
        draft = keep_draft(session, THIRD.encode(), "q.yaml", account_id=who.id, by=who.email)
        found = session.exec(select(StoredQuestionnaire).where(StoredQuestionnaire.code == "two-items"))
        propose_revision(session, draft, found.one(), "sửa lỗi chính tả", account_id=who.id, by=who.email)
        session.commit()


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


def _sent(path: str, *, button: str = "main form button.main") -> Showing:
    """A form sent with nothing in it."""

    def show(page: Page, place: Place) -> None:
        page.goto(f"{place.base}{path}")
        page.click(button)
        page.wait_for_selector("[role=alert]")

    return show


def _problems(page: Page, place: Place) -> None:
    wrong = place.folder / "wrong.yaml"
    wrong.write_text(SECOND.replace("kind: text", "kind: txt"), encoding="utf-8")
    page.goto(f"{place.base}/staff/forms/new")
    page.set_input_files("#file", wrong)
    page.click("main form button.main")
    page.wait_for_selector("[role=alert]")


PAGES: dict[str, Showing] = {
    "imports": _at("/staff/imports"),
    "import-new": _at("/staff/imports/new"),
    "import-new-wrong": _sent("/staff/imports/new"),
    "import-stored": _at("/staff/imports/1?done=stored"),
    "import-faults": _at("/staff/imports/2"),
    "import-checked": _at("/staff/imports/3"),
    "import-columns": _at("/staff/imports/4/columns"),
    "import-waits": _at("/staff/imports/5"),
    "import-not-read": _at("/staff/imports/6"),
    "import-undo": _at("/staff/imports/1/undo"),
    "forms": _at("/staff/forms"),
    "form-new": _at("/staff/forms/new"),
    "form-problems": _problems,
    "form-stored": _at("/staff/forms/stored/1"),
    "form-draft": _at("/staff/forms/drafts/1"),
    "form-draft-wrong": _sent("/staff/forms/drafts/1", button="main form[novalidate] button"),
    "form-proposed": _at("/staff/forms/drafts/2"),
}


def pictured(page: Page, name: str, language: str, width: int) -> None:
    """A picture for whoever asked for them."""
    folder = os.environ.get("HAILONG_PICTURES")
    if folder:
        page.set_viewport_size({"width": width, "height": 740})
        page.screenshot(path=f"{folder}/{name}-{language}-{width}.png", full_page=True)


@EVERY_WIDTH
@LANGUAGES
def test_every_page_is_sound_at_every_width(
    chromium: Browser, place: Place, language: str, widths: tuple[int, ...]
) -> None:
    somebody_here = visitor(chromium, place.base)
    page, found = somebody_here.page, {}
    enter(page, place, place.analyst, language)

    for name, show in PAGES.items():
        show(page, place)
        assert page.locator("html").get_attribute("lang") == language
        found |= look_at(page, name, (*widths, 360, 640))
        for width in (390, 1280):
            pictured(page, name, language, width)

    assert found == {}
    assert somebody_here.behaved()


@LANGUAGES
@pytest.mark.parametrize("surface", ["phone", "kiosk"])
def test_a_preview_is_sound_and_sends_nothing(
    chromium: Browser, place: Place, language: str, surface: str
) -> None:
    somebody_here = visitor(chromium, place.base)
    page = somebody_here.page
    enter(page, place, place.analyst)
    address = f"{place.base}/staff/forms/stored/2/preview/{surface}/{language}"
    page.goto(address)
    found = look_at(page, f"{surface} {language}", (360, 1280))
    pictured(page, f"preview-{surface}", language, 390)
    before = len(somebody_here.posts)

    page.evaluate("document.querySelector('main form button').click()")
    page.wait_for_timeout(200)

    assert found == {}
    assert page.url.partition("#")[0] == address
    assert len(somebody_here.posts) == before, "the browser itself keeps the form back"
    assert len(rows_in(place.cast.engine, "ballot")) == 31, "those of the import, and no other"


def test_a_second_person_sees_what_waits_for_them(chromium: Browser, place: Place) -> None:
    somebody_here = visitor(chromium, place.base)
    page = somebody_here.page
    enter(page, place, place.other)

    page.goto(f"{place.base}/staff/forms/drafts/2")
    found = look_at(page, "approve", (360, 1280))
    pictured(page, "form-approve", "vi", 1280)
    page.get_by_role("button", name="Phê duyệt bản sửa chữ").click()

    assert found == {}
    assert "Đã công bố." in page.locator("main").inner_text()


def test_a_file_is_imported_by_keyboard_alone(chromium: Browser, place: Place) -> None:
    somebody_here = visitor(chromium, place.base, width=1280)
    page = somebody_here.page
    enter(page, place, place.analyst)
    page.goto(f"{place.base}/staff/imports/3")

    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Lưu vào đợt":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")

    assert "Đã lưu vào đợt." in page.locator("[role=status]").inner_text()
    # Import 3 has the 31 people of import 1, and two more.
    assert len(rows_in(place.cast.engine, "ballot")) == 33

"""The pages of units in a real Chromium: sound by axe, at every width, by keyboard alone, without a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import Session

from survey import create_app
from survey.staff import form_mark
from survey.tables import Procedure
from tests.accounts.cast import KEY_TEXT, somebody
from tests.browser.people import EVERY_WIDTH, LANGUAGES, look_at, visitor
from tests.browser.serving import served
from tests.browser.test_staff import FOCUSED, Place, enter
from tests.databases import Cast
from tests.staff.cast import now
from tests.staff.units.cast import HEAD, make_country
from tests.staff.units.test_figures import CASES, FIGURE
from tests.staff.units.test_reforms import MERGER, SPLIT

pytestmark = pytest.mark.browser

LONG = "Trung tâm Phục vụ hành chính công – Chi nhánh liên xã Đông Hòa, Tân Thịnh, Vĩnh Sơn và Long Giang"
GOOD = (
    f'{HEAD}xa-moi,commune,"{LONG}",2026-01-01,tinh-mau\nso-y-te,department,Sở Y tế mới,2025-07-01,tinh-mau\n'
)
BAD = f"{HEAD}xa moi,commune,Xã Một,2026-01-01,tinh-mau\nxa-hai,district,,31/02/2026,tinh-mau\n"

Showing = Callable[[Page, Place], object]


@pytest.fixture
def place(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A country with the province in it."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    form_mark._key.cache_clear()
    engine = sqlite_province.engine
    make_country(engine, provinces=3, communes=102)
    admin = somebody(engine, "administrator", "viet-nam", at=now(), factor=True)
    officer = somebody(engine, "officer", "so-y-te", at=now())
    with Session(engine) as session:
        session.add(
            Procedure(code="1.001", field="Y tế", name=LONG, agency_id=sqlite_province.units["so-y-te"])
        )
        session.commit()
    with served(create_app(engine)) as base:
        yield Place(sqlite_province, base, admin, officer)
    form_mark._key.cache_clear()


def _at(path: str) -> Showing:
    return lambda page, place: page.goto(f"{place.base}/staff/units{path.format(**units(place))}")


def units(place: Place) -> dict[str, int]:
    return {code.replace("-", "_"): number for code, number in place.cast.units.items()}


def fill(page: Page, form: dict[str, str]) -> None:
    """Type into a form without being held up by the browser's own hints."""
    page.evaluate("document.querySelectorAll('form').forEach(each => each.noValidate = true)")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for name, value in form.items():
        field = page.locator(f"[id='{name}']")
        field.select_option(value) if field.evaluate("each => each.tagName") == "SELECT" else field.fill(
            value
        )


def _sent(path: str, form: dict[str, str]) -> Showing:
    def show(page: Page, place: Place) -> None:
        _at(path)(page, place)
        fill(page, form)
        page.click("main form .btn.main")

    return show


def _file(content: str) -> Showing:
    def show(page: Page, place: Place) -> None:
        _at("/import/units")(page, place)
        page.set_input_files(
            "#units", {"name": "don-vi.csv", "mimeType": "text/csv", "buffer": content.encode()}
        )
        page.click("main form .btn.main")

    return show


SHOWN: dict[str, Showing] = {
    "the country": _at(""),
    "a province": _at("?under={tinh_mau}"),
    "found": _at("?q=dong+hoa+09"),
    "found nothing": _at("?q=khong+co"),
    "nothing on that day": _at("?day=1999-01-01"),
    "wrong day": _at("?day=x"),
    "figure": _at("/{so_y_te}/figures"),
    "figure, wrong": _sent("/{so_y_te}/figures", {**FIGURE, "percent": "0,8", "year": "x", "source": ""}),
    "figure, stored": _sent("/{so_y_te}/figures", FIGURE),
    "cases, wrong": _sent("/{so_y_te}/cases", {**CASES, "late": "999", "received": "x"}),
    "cases, stored": _sent("/{so_y_te}/cases", CASES),
    "correct": _at("/{so_y_te}/figures/1"),
    "bare unit": _at("/{phuong_cat_linh}"),
    "import": _at("/import/units"),
    "import, wrong": _file(BAD),
    "import, checked": _file(GOOD),
    "merger": _at("/merge?unit={so_y_te}"),
    "merger, wrong": _sent("/merge", {**MERGER, "old-2": "khong", "share-1": "x"}),
    "merger, looked at": _sent("/merge", MERGER),
    "split": _at("/split"),
    "split, wrong": _sent("/split", {**SPLIT, "share-2": "90"}),
    "split, looked at": _sent("/split", SPLIT),
    "unit with much": _at("/{so_y_te}"),
}


@EVERY_WIDTH
@LANGUAGES
def test_every_page_of_units_is_sound_at_every_width(
    chromium: Browser, place: Place, language: str, widths: tuple[int, ...]
) -> None:
    somebody_ = visitor(chromium, place.base)
    page = somebody_.page
    enter(page, place, place.admin, language)
    found: dict[str, object] = {}
    for name, show in SHOWN.items():
        show(page, place)
        assert page.locator("html").get_attribute("lang") == language, name
        found |= look_at(page, f"units, {name}", widths)

    assert found == {}
    assert somebody_.behaved()
    somebody_.context.close()


def test_units_are_found_merged_and_imported_by_keyboard_alone_without_a_script(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    somebody_ = visitor(chromium, place.base, width=1280, java_script_enabled=False)
    page = somebody_.page
    enter(page, place, place.admin)

    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(FOCUSED) == name:
                return
        raise AssertionError(f"{name} cannot be reached by Tab")

    page.goto(f"{place.base}/staff/units")
    tab_to("q")
    page.keyboard.type("an hoa")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=an"))
    tab_to("Xã An Hòa")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/staff/units/\d+"))
    tab_to("Sáp nhập đơn vị")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/merge"))
    for field, text in MERGER.items():
        if field not in ("old-1", "share-1", "share-2"):
            tab_to(field)
            page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Điều sẽ kéo theo")
    tab_to("Xác nhận và lưu")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Đã ghi việc sáp nhập.")

    file = tmp_path / "don-vi.csv"
    file.write_text(GOOD, encoding="utf-8")
    page.goto(f"{place.base}/staff/units/import/units")
    page.set_input_files("#units", file)
    tab_to("Kiểm tra tệp")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Xác nhận và lưu")
    tab_to("Xác nhận và lưu")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Đã lưu các thay đổi từ tệp.")
    assert somebody_.behaved()
    somebody_.context.close()

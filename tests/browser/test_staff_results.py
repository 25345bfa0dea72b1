"""The pages of results in a real Chromium without scripts: sound by axe, on a phone and at a desk, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine
from sqlmodel import Session

from survey import create_app
from survey.accounts import sessions
from survey.publishing import SETTING
from survey.results.months.storing import store_months
from survey.results.stored.microdata import store_microdata
from survey.staff import form_mark
from survey.tables import Account
from tests.accounts.cast import KEY_TEXT, Somebody
from tests.browser.people import look_at, visitor
from tests.browser.serving import served
from tests.staff.cast import now
from tests.staff.results.cast import NEW, OLD, Ministry, ministry
from tests.staff.results.ratings import RATING, with_rating

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
WIDTHS = (360, 1280)
AN_HOA, BINH_MINH = "Xã An Hòa", "Xã Bình Minh"


@dataclass(frozen=True)
class Place:
    """Where the pages are, and whose."""

    filled: Ministry
    base: str

    def enter(self, page: Page, who: Somebody) -> None:
        """Be signed in without typing."""
        with Session(self.filled.engine) as session:
            account = session.get_one(Account, who.id)
            token = sessions.begin(session, account, "second_factor", now=now())
            session.commit()
        cookie = {"name": "hailong_session", "value": token, "url": f"{self.base}/staff"}
        page.context.add_cookies([cookie])  # type: ignore[list-item]


@pytest.fixture
def place(sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """One wave published, with a public page; one closed."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    monkeypatch.setenv(SETTING, "1")
    form_mark._key.cache_clear()
    filled = ministry(sqlite_engine, tmp_path, simulated=True)
    filled.store()
    filled.store(OLD, public=True)
    store_microdata(filled.engine, NEW)
    with served(create_app(filled.engine)) as base:
        yield Place(filled, base)
    form_mark._key.cache_clear()


def pages_of_analysts(filled: Ministry) -> dict[str, str]:
    base, pair = f"/staff/results/{NEW}", f"unit={filled.unit(AN_HOA)}&unit={filled.unit(BINH_MINH)}"
    return {
        "list": "/staff/results",
        "wave": base,
        "unit": f"{base}/units/{filled.unit(AN_HOA)}",
        "too few": f"{base}/units/{filled.unit('Xã Giang')}",
        "whole": f"{base}/whole",
        "compare": f"{base}/compare?kind=commune",
        "two units": f"{base}/compare?kind=commune&{pair}",
        "one unit chosen": f"{base}/compare?kind=commune&unit={filled.unit(AN_HOA)}",
        "nothing found": f"{base}/compare?kind=commune&name=zzz",
        "ballots": f"{base}/data",
    }


@LANGUAGES
def test_every_page_is_sound_on_a_phone_and_at_a_desk(chromium: Browser, place: Place, language: str) -> None:
    filled, somebody = place.filled, visitor(chromium, place.base)
    found: dict[str, object] = {}
    place.enter(somebody.page, filled.who("analyst"))
    for name, path in pages_of_analysts(filled).items():
        somebody.page.goto(f"{place.base}{path}{'&' if '?' in path else '?'}lang={language}")
        found |= look_at(somebody.page, name, WIDTHS)

    place.enter(somebody.page, filled.who("officer", AN_HOA))
    for name, path in (
        ("list of an officer", "/staff/results"),
        ("comparison of an officer", f"/staff/results/{OLD}/compare"),
        ("not there", f"/staff/results/{NEW}"),
        ("public list", "/results"),
        ("public wave", f"/results/{OLD}"),
        ("public unit", f"/results/{OLD}/units/{filled.unit(AN_HOA)}"),
    ):
        somebody.page.goto(f"{place.base}{path}?lang={language}")
        found |= look_at(somebody.page, name, WIDTHS)

    assert not found
    assert somebody.behaved()


def test_the_page_that_waits_is_sound(chromium: Browser, place: Place) -> None:
    place.filled.decide()
    somebody = visitor(chromium, place.base)
    place.enter(somebody.page, place.filled.who("analyst"))

    somebody.page.goto(f"{place.base}/staff/results/{NEW}/compare")

    assert "Đang tính kết quả" in somebody.page.inner_text("h1")
    assert not look_at(somebody.page, "waiting", WIDTHS)


def test_two_units_are_compared_by_keyboard_alone_and_the_address_can_be_kept(
    chromium: Browser, place: Place
) -> None:
    somebody = visitor(chromium, place.base, width=1280)
    page = somebody.page
    place.enter(page, place.filled.who("analyst"))
    page.goto(f"{place.base}/staff/results/{NEW}/compare?kind=commune&order=name")

    for name in (AN_HOA, BINH_MINH):
        page.focus(f'input[aria-label="Chọn {name}"]')
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict")

    kept = page.url
    assert f"unit={place.filled.unit(AN_HOA)}" in kept and "order=name" in kept
    told = page.inner_text(".verdict")
    page.goto(kept)
    assert page.inner_text(".verdict") == told


def test_at_twice_the_size_nothing_scrolls_sideways_but_tables(chromium: Browser, place: Place) -> None:
    somebody = visitor(chromium, place.base, width=640)
    place.enter(somebody.page, place.filled.who("analyst"))

    for name, path in pages_of_analysts(place.filled).items():
        somebody.page.goto(f"{place.base}{path}")
        assert not look_at(somebody.page, name, (640,)), name


@LANGUAGES
def test_the_months_of_a_rating_are_sound_on_a_phone_and_at_a_desk(
    chromium: Browser, place: Place, language: str
) -> None:
    filled, somebody = with_rating(place.filled), visitor(chromium, place.base)
    base, found = f"/staff/results/{RATING}/months", dict[str, object]()
    unit = f"{base}/{filled.unit(AN_HOA)}"
    place.enter(somebody.page, filled.who("officer", AN_HOA))
    somebody.page.goto(f"{place.base}{unit}?lang={language}")
    found |= look_at(somebody.page, "under way", (390, 1280))
    store_months(filled.engine, RATING)

    for name, path in (("list", "/staff/results"), ("units", base), ("months", unit)):
        somebody.page.goto(f"{place.base}{path}?lang={language}")
        found |= look_at(somebody.page, name, (390, 1280))

    assert not found
    assert somebody.page.locator("svg.chart:visible").count() == 1
    assert somebody.behaved()

"""The tree of units as of a day: by level, by name or code, within the scope, quick with a whole country."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from sqlalchemy import event
from sqlmodel import Session

from survey.tables import Unit
from survey.tables.staff import ROLES
from survey.units.browsing import PAGE, plain
from tests.accounts.cast import somebody
from tests.staff.cast import Browser, Office, now
from tests.staff.units.cast import make_country, unit

MOST_QUERIES = 12


def on_the_country(office: Office) -> Browser:
    make_country(office.cast.engine)
    who = somebody(office.cast.engine, "administrator", "viet-nam", at=now(), factor=True)
    return office.browser(who)


def test_the_level_below_the_only_top_is_shown_at_once(both: Office) -> None:
    page = both.browser(both.top).get("/staff/units").text

    assert "Tỉnh Mẫu" in page and "Sở Y tế" in page and "Xã An Hòa" in page
    assert page.index("Sở Nội vụ") < page.index("Sở Y tế") < page.index("Phường Cát Linh")


def test_somebody_sees_their_own_units_and_no_others(both: Office) -> None:
    page = both.browser(both.nurse).get("/staff/units").text
    number = both.cast.units["tinh-mau"]

    assert "Sở Y tế" in page
    assert "Tỉnh Mẫu" not in page and "Xã An Hòa" not in page
    assert both.browser(both.nurse).get(f"/staff/units?under={number}").status_code == 404
    assert "Xã An Hòa" not in both.browser(both.nurse).get("/staff/units?q=an+hoa").text


@pytest.mark.parametrize(
    "text", ["An Hòa", "an hoa", "AN HOA", "xa-an-hoa", "ho\u00e0", "  an   hoa ", "An Hòa commune"]
)
def test_a_unit_is_found_by_name_or_code_with_or_without_marks(both: Office, text: str) -> None:
    page = both.browser(both.top).get("/staff/units", query_string={"q": text}).text

    assert ">Xã An Hòa</a>" in page
    assert "Sở Y tế" not in page and "1 đơn vị có" in page


def test_names_are_made_plain_for_those_who_type_in_haste() -> None:
    assert plain("Phường  ĐÔNG Hưng") == "phuong dong hung"


def test_what_is_not_found_is_said_with_what_was_looked_for(office: Office) -> None:
    page = office.browser(office.top).get("/staff/units?q=%3Cb%3Ezz").text

    assert "&lt;b&gt;zz" in page and "<b>zz" not in page


def test_the_tree_is_that_of_the_day(both: Office) -> None:
    with Session(both.cast.engine) as session:
        session.get_one(Unit, both.cast.units["so-y-te"]).valid_to = dt.date(2026, 1, 31)
        session.commit()
    browser = both.browser(both.top)

    assert "Sở Y tế" in browser.get("/staff/units?day=2026-01-31").text
    assert "Sở Y tế" not in browser.get("/staff/units?day=01/02/2026").text
    assert "Không có đơn vị nào" in browser.get("/staff/units?day=2020-01-01").text


def test_a_wrong_day_is_said_and_today_is_shown(office: Office) -> None:
    reply = office.browser(office.top).get("/staff/units?day=31/02/2026")

    assert reply.status_code == 422
    assert "Ngày không đúng" in reply.text and "Sở Y tế" in reply.text


@pytest.mark.parametrize("query", ["under=x", "under=-1", "page=0", "page=999", "page=x", "q=%00", "day=%00"])
def test_odd_addresses_break_nothing(office: Office, query: str) -> None:
    assert office.browser(office.top).get(f"/staff/units?{query}").status_code in (200, 422)


@pytest.mark.parametrize("number", ["2147483648", "9999999999", "424242"])
def test_a_number_that_is_no_units_is_not_found(both: Office, number: str) -> None:
    browser = both.browser(both.top)

    assert browser.get(f"/staff/units?under={number}").status_code == 404
    assert browser.get(f"/staff/units/{number}").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_every_role_may_read_its_units(office: Office, role: str) -> None:
    who = somebody(office.cast.engine, role, "xa-binh-minh", email="x@tinh.example", at=now(), factor=True)

    assert "Xã Bình Minh" in office.browser(who).get("/staff/units").text


def test_a_long_level_is_paged(office: Office) -> None:
    make_country(office.cast.engine, provinces=1, communes=PAGE + 5)
    who = somebody(office.cast.engine, "auditor", "p00", at=now())
    browser = office.browser(who)

    first, second = browser.get("/staff/units").text, browser.get("/staff/units?page=2").text

    assert first.count('<tr><th scope="row">') == PAGE and "Trang 1/2" in first
    assert second.count('<tr><th scope="row">') == 5 and "Xã Đông Hòa 104" in second


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", "Tỉnh Số 33"),
        ("?under={p}", "Xã Đông Hòa 097"),
        ("?q=dong+hoa+09", "Xã Đông Hòa 090"),
        ("?q=p07-011", "Xã Đông Hòa 011"),
        ("?q=xa", "Xã"),
        ("?day=2025-08-01", "Tỉnh Số 00"),
        ("?day=2030-01-01", "Tỉnh Số 00"),
    ],
)
def test_a_country_of_3400_units_takes_few_questions_to_the_database(
    both: Office, query: str, seen: str
) -> None:
    browser, asked = on_the_country(both), []
    found = unit(both.cast.engine, "p07")
    path = f"/staff/units{query.format(p=found.id if found else 0)}"
    browser.get(path)
    event.listen(both.cast.engine, "before_cursor_execute", lambda *_: asked.append(1))
    began = time.perf_counter()

    page = browser.get(path).text

    taken = time.perf_counter() - began
    print(f"{both.cast.engine.dialect.name} {path}: {len(asked)} queries, {taken * 1000:.0f} ms")
    assert seen in page
    assert len(asked) <= MOST_QUERIES

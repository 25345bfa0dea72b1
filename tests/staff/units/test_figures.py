"""Figures from elsewhere by a form: what is taken, what is refused and why, what a correction leaves behind."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from survey.tables import CaseStatistics, PastFigure
from tests.accounts.cast import somebody
from tests.staff.cast import Office, now
from tests.staff.units.cast import lines, stored, upload

FIGURE = {"year": "2024", "what": "overall", "percent": "86,50", "n": "180", "source": "Quyết định 12"}
CASES = {
    **{"period_from": "01/01/2025", "period_to": "30/09/2025", "received": "1.250", "solved": "1200"},
    **{"on_time": "1180", "late": "20", "apologies": ""},
}


def at(office: Office, what: str) -> str:
    return f"/staff/units/{office.cast.units['so-y-te']}/{what}"


def figures(office: Office) -> list[PastFigure]:
    with Session(office.cast.engine) as session:
        return list(session.exec(select(PastFigure)))


def cases(office: Office) -> list[CaseStatistics]:
    with Session(office.cast.engine) as session:
        return list(session.exec(select(CaseStatistics)))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("86,50", 0.865),
        ("86.5", 0.865),
        ("86,5 %", 0.865),
        ("100%", 1.0),
        ("0", 0.0),
        ("87", 0.87),
        ("1", 0.01),
    ],
)
def test_a_figure_is_entered_with_a_comma_or_a_point(both: Office, typed: str, value: float) -> None:
    browser = both.browser(both.health)

    reply = browser.send(at(both, "figures"), {**FIGURE, "percent": typed})

    assert (reply.status_code, reply.headers["Location"]) == (303, at(both, "")[:-1] + "?done=figure")
    (found,) = figures(both)
    assert (found.value, found.n, found.year, found.source) == (value, 180, 2024, "Quyết định 12")
    assert "Quyết định 12" in browser.get(reply.headers["Location"]).text


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("percent", "100,5", "lớn hơn 100%"),
        ("percent", "-3", "không phải là tỷ lệ phần trăm"),
        ("percent", "0,865", "86,5 thay cho 0,865"),
        ("percent", "nan", "không phải là tỷ lệ phần trăm"),
        ("percent", "٨٦", "không phải là tỷ lệ phần trăm"),
        ("percent", "1e1", "không phải là tỷ lệ phần trăm"),
        ("percent", "", "Ô để trống"),
        ("year", "1889", "Viết năm từ 1990"),
        ("year", "2999", "Viết năm từ 1990"),
        ("year", "hai", "không phải là năm"),
        ("n", "0", "Số phiếu bằng 0"),
        ("n", "9999999999", "không phải là số nguyên"),
        ("n", "-1", "không phải là số nguyên"),
        ("what", "everything", "Không có giá trị"),
        ("source", "", "Ô để trống"),
        ("source", "x" * 301, "Chữ dài 301 ký tự"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_stays_as_typed(
    office: Office, field: str, typed: str, told: str
) -> None:
    before = stored(office.cast.engine)

    reply = office.browser(office.health).send(at(office, "figures"), {**FIGURE, field: typed})

    assert reply.status_code == 422
    assert told in reply.text and f'id="{field}-error"' in reply.text
    assert 'value="Quyết định 12"' in reply.text or field == "source"
    assert stored(office.cast.engine) == before


def test_all_that_is_wrong_is_said_at_once_in_both_languages(office: Office) -> None:
    browser = office.browser(office.health)
    wrong = {**FIGURE, "year": "x", "percent": "y", "source": ""}

    vi, en = (
        browser.send(at(office, "figures"), wrong),
        browser.send(at(office, "figures") + "?lang=en", wrong),
    )

    assert vi.text.count('class="wrong"') == en.text.count('class="wrong"') == 3
    assert "&#39;y&#39; is no percentage. Write it as 86,50 or 86.50." in en.text


def test_a_correction_replaces_the_figure_and_the_log_keeps_both_values(both: Office) -> None:
    browser = both.browser(both.health)
    browser.send(at(both, "figures"), FIGURE)
    (first,) = figures(both)

    shown = browser.get(at(both, f"figures/{first.id}")).text
    reply = browser.send(at(both, f"figures/{first.id}"), {**FIGURE, "percent": "87", "year": "2023"})

    assert 'value="86,50"' in shown and reply.status_code == 303
    (now_,) = figures(both)
    assert (now_.id, now_.value, now_.year) == (first.id, 0.87, 2023)
    action, subject, detail = lines(both.cast.engine, "past_figure")[-1]
    assert (action, subject) == ("past_figure.change", f"unit {both.cast.units['so-y-te']}")
    assert (detail["before"]["value"], detail["after"]["value"]) == (0.865, 0.87)
    page = browser.get(f"/staff/units/{both.cast.units['so-y-te']}").text
    assert "tỷ lệ: 86,50% → 87,00%" in page


def test_saving_without_a_change_leaves_no_line(office: Office) -> None:
    browser = office.browser(office.health)
    browser.send(at(office, "figures"), FIGURE)
    (first,), before = figures(office), lines(office.cast.engine, "past_figure")

    assert browser.send(at(office, f"figures/{first.id}"), FIGURE).status_code == 303
    assert lines(office.cast.engine, "past_figure") == before


def test_a_year_has_one_figure(both: Office) -> None:
    browser = both.browser(both.health)
    browser.send(at(both, "figures"), FIGURE)
    browser.send(at(both, "figures"), {**FIGURE, "year": "2023"})
    second = next(each for each in figures(both) if each.year == 2023)

    new = browser.send(at(both, "figures"), FIGURE)
    moved = browser.send(at(both, f"figures/{second.id}"), FIGURE)

    assert new.status_code == moved.status_code == 422
    assert "Đã có số liệu năm 2024" in new.text
    assert browser.send(at(both, "figures"), {**FIGURE, "what": "access"}).status_code == 303


def test_cases_are_entered_and_corrected(both: Office) -> None:
    browser = both.browser(both.health)
    reply = browser.send(at(both, "cases"), CASES)
    (first,) = cases(both)

    again = browser.send(at(both, f"cases/{first.id}"), {**CASES, "late": "10", "apologies": "3"})

    assert reply.status_code == again.status_code == 303
    (found,) = cases(both)
    assert (found.id, found.received, found.late, found.apologies) == (first.id, 1250, 10, 3)
    assert lines(both.cast.engine, "case_statistics")[-1][2]["before"]["late"] == 20
    page = browser.get(f"/staff/units/{both.cast.units['so-y-te']}").text
    assert "1.250" in page and "98,33%" in page


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"late": "21"}, "solved", "Đúng hạn và trễ hạn cộng lại 1201, đã giải quyết 1200"),
        ({"period_to": "31/12/2024"}, "period_to", "trước"),
        ({"period_to": "01/01/2090"}, "period_to", "chưa đến"),
        ({"period_from": "01/01/1950"}, "period_from", "đã quá lâu"),
        ({"period_from": "1.1.2025"}, "period_from", "không phải là ngày"),
        ({"received": "-1"}, "received", "không phải là số nguyên"),
        ({"received": "1,5"}, "received", "không phải là số nguyên"),
        ({"received": "2147483648"}, "received", "không phải là số nguyên"),
        ({"solved": ""}, "solved", "Ô để trống"),
    ],
)
def test_cases_that_cannot_be_right_are_refused(
    both: Office, change: dict[str, str], field: str, told: str
) -> None:
    reply = both.browser(both.health).send(at(both, "cases"), CASES | change)

    assert reply.status_code == 422
    assert told in reply.text and f'id="{field}-error"' in reply.text
    assert cases(both) == []


def test_periods_of_a_unit_do_not_overlap_for_reports_would_count_twice(both: Office) -> None:
    browser = both.browser(both.health)
    browser.send(at(both, "cases"), CASES)
    year = "unit,period_from,period_to,received,solved,on_time,late\nso-y-te,2025-01-01,2025-12-31,1,1,1,0\n"
    twice = year.replace("2025", "2024") + "so-y-te,2024-03-01,2024-05-01,1,1,1,0\n"

    reply = browser.send(at(both, "cases"), {**CASES, "period_from": "30/09/2025", "period_to": "31/12/2025"})

    assert reply.status_code == 422 and "chồng lên khoảng từ 01/01/2025 đến 30/09/2025" in reply.text
    assert "chồng lên" in upload(browser, "cases", cases=year).text
    assert "chồng lên" in upload(browser, "cases", cases=twice).text


def test_an_import_corrects_what_is_there(both: Office) -> None:
    browser = both.browser(both.health)
    browser.send(at(both, "figures"), FIGURE)
    file = "unit,year,percent,source\nso-y-te,2024,87,Quyết định 12\nso-y-te,2023,85,Quyết định 11\n"

    page = upload(browser, "figures", figures=file).text

    assert "Thêm 1, sửa 1, kết thúc 0, giữ nguyên 0." in page
    assert "tỷ lệ: 86,50% → 87,00%" in page and "số phiếu: 180 →" not in page


@pytest.mark.parametrize("role", ["analyst", "administrator"])
def test_analysts_and_administrators_enter_figures_of_units_in_their_scope_only(
    office: Office, role: str
) -> None:
    who = somebody(office.cast.engine, role, "xa-an-hoa", email="x@tinh.example", at=now(), factor=True)
    browser, before = office.browser(who), stored(office.cast.engine)
    own = f"/staff/units/{office.cast.units['xa-an-hoa']}/figures"

    assert browser.get(at(office, "figures")).status_code == 404
    assert browser.send(at(office, "figures"), FIGURE, seen=own).status_code == 404
    assert stored(office.cast.engine) == before
    assert browser.send(own, FIGURE).status_code == 303


def test_a_figure_is_mended_under_its_own_unit_only(both: Office) -> None:
    browser = both.browser(both.top)
    browser.send(at(both, "figures"), FIGURE)
    browser.send(at(both, "cases"), CASES)
    other = f"/staff/units/{both.cast.units['xa-an-hoa']}"

    for path in (f"{other}/figures/1", f"{other}/cases/1", at(both, "figures/2"), at(both, f"cases/{2**40}")):
        assert browser.get(path).status_code == 404, path
        assert browser.client.post(path, data={"form_mark": browser.mark(), **FIGURE}).status_code == 404


def test_a_reader_sees_figures_but_no_way_to_change_them_and_no_names_of_those_who_did(
    office: Office,
) -> None:
    office.browser(office.health).send(at(office, "figures"), FIGURE)

    page = office.browser(office.nurse).get(f"/staff/units/{office.cast.units['so-y-te']}").text

    assert "86,50%" in page
    assert "/figures" not in page and office.health.email not in page


def test_a_form_with_fields_of_its_own_invention_is_read_by_its_known_ones(office: Office) -> None:
    more = {"number": "5", "cells": "x", "self": "y", "source ": "z"}

    reply = office.browser(office.health).send(at(office, "figures"), FIGURE | more)

    assert reply.status_code == 303

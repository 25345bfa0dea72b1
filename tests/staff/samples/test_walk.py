"""Every address of samples, walked by everybody who may not: nothing seen, nothing changed."""

from __future__ import annotations

import html

import pytest

from survey.tables.staff import ROLES
from tests.accounts.cast import somebody
from tests.staff.addresses.samples import ADDRESSES
from tests.staff.cast import now
from tests.staff.samples.cast import BASE, WAVE, Desk, settings

FORMS = {
    "draw": [{"step": "frame", "source": "x", "kind": "household"}, settings(), {"step": "store"}],
    "cases/<int:number>": [
        {"deed": "visit", "result": "completed"},
        {"deed": "replace", "closes": "refused", "reason": "x"},
        {"deed": "found", "finding": "visited"},
    ],
    "give": [{"who": "DTV-09", "list": ["1", "2"]}],
    "links/<int:number>": [{}, {"renew": "1"}],
    "rechecks": [{"percent": "100", "seed": "1"}],
}
"""What would do something, for those who may."""
COUNTS = (BASE, f"{BASE}/interviewers", f"{BASE}/rechecks")
TOLD = ("Hộ thon", "Xóm 1", "thon-1", "Bảng kê hộ", "DTV-07")


@pytest.fixture
def full(sampled: Desk) -> Desk:
    """There is something to see and to change everywhere."""
    sampled.give("DTV-07", "thon-1", n="6")
    sampled.complete(*sampled.cases("thon-1")[:3])
    sampled.post(f"{BASE}/rechecks", {"percent": "50"}, sampled.sam)
    return sampled


def walks(desk: Desk) -> list[tuple[str, str, dict[str, object]]]:
    """Every address of this wave with every form that it takes."""
    found: list[tuple[str, str, dict[str, object]]] = []
    for verb, rule in sorted(ADDRESSES):
        path = rule.replace("<code>", WAVE)
        number = 1 if "links" in path else desk.cases("thon-1")[3].id
        end = path.partition(f"{BASE}/")[2]
        path = path.replace("<int:number>", str(number))
        found += [(verb, path, dict(form)) for form in (FORMS[end] if verb == "POST" else [{}])]
    return found


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("unit", ["xa-an-hoa", "so-y-te"])
def test_whoever_is_anything_in_another_unit_sees_and_changes_nothing(
    full: Desk, role: str, unit: str
) -> None:
    who = somebody(full.cast.engine, role, unit, email="walker@tinh.example", at=now(), factor=True)
    browser = full.office.browser(who)
    mark, before = browser.mark(), full.stored()

    for verb, path, form in walks(full):
        reply = browser.client.open(path, method=verb, data={"form_mark": mark, **form} if form else None)
        if verb == "POST" and not form:
            reply = browser.client.post(path, data={"form_mark": mark})
        page = html.unescape(reply.text)
        assert reply.status_code in ((200, 403) if path == "/staff/samples" else (403, 404)), (verb, path)
        told = (*TOLD, WAVE) if path == "/staff/samples" else TOLD
        assert not [each for each in told if each in page], (verb, path)
    assert full.stored() == before


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"analyst", "supervisor", "auditor"}))
def test_other_roles_on_the_whole_province_see_nothing_either(full: Desk, role: str) -> None:
    who = somebody(full.cast.engine, role, "tinh-mau", email="walker@tinh.example", at=now(), factor=True)
    browser = full.office.browser(who)
    mark, before = browser.mark(), full.stored()

    for verb, path, form in walks(full):
        data = {"form_mark": mark, **form} if verb == "POST" else None
        reply = browser.client.open(path, method=verb, data=data)
        assert reply.status_code == 403, (verb, path)
        assert not [each for each in TOLD if each in html.unescape(reply.text)], (verb, path)
    assert full.stored() == before


def test_an_auditor_sees_counts_and_no_household_and_changes_nothing(full: Desk) -> None:
    browser = full.browser(full.eve)
    mark, before = browser.mark(), full.stored()

    for verb, path, form in walks(full):
        data = {"form_mark": mark, **form} if verb == "POST" else None
        reply = browser.client.open(path, method=verb, data=data)
        is_seen = verb == "GET" and path in ("/staff/samples", *COUNTS)
        assert reply.status_code == (200 if is_seen else 403), (verb, path)
        page = html.unescape(reply.text)
        assert "Hộ thon" not in page and "Xóm 1" not in page
        assert not is_seen or "/cases" not in page, path
    assert "Chỉ hiển thị số lượng" in browser.get(BASE).text
    assert full.stored() == before


def test_a_supervisor_leads_the_work_and_draws_nothing(full: Desk) -> None:
    browser = full.browser(full.sam)
    mark, before = browser.mark(), full.stored()

    assert browser.get(f"{BASE}/draw").status_code == 403
    assert browser.client.post(f"{BASE}/draw", data={"form_mark": mark}).status_code == 403
    assert "/draw" not in browser.get(BASE).text
    assert browser.get(f"{BASE}/cases").status_code == 200
    assert full.stored() == before


def test_a_case_and_a_link_of_another_wave_are_not_there(full: Desk) -> None:
    case, browser = full.cases()[0].id, full.browser()
    mark, before = browser.mark(), full.stored()

    for path in (f"cases/{case}", "links/1", "cases/99999999999", "links/99999999999"):
        other = f"/staff/samples/short-2026/{path}"
        assert browser.get(other).status_code == 404
        data = {"form_mark": mark, "deed": "visit", "result": "completed"}
        assert browser.client.post(other, data=data).status_code == 404
    assert full.stored() == before


def test_a_deed_without_the_mark_of_its_form_is_not_done(full: Desk) -> None:
    browser, before = full.browser(full.sam), full.stored()

    for verb, path, form in walks(full):
        if verb == "POST":
            assert browser.client.post(path, data=form).status_code in (400, 403), path
    assert full.stored() == before

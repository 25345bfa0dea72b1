"""The addresses of units, walked by those who only read in their own; other units: test_every_address.py."""

from __future__ import annotations

import pytest

from survey.tables.staff import ROLES
from survey.units.web_import import SORTS
from tests.accounts.cast import somebody
from tests.staff.addresses.units import ADDRESSES
from tests.staff.cast import Office, now
from tests.staff.units.cast import stored
from tests.staff.units.test_figures import CASES, FIGURE

MERGER = {"day": "01/01/2027", "old-1": "so-y-te", "share-1": "100", "code": "moi", "name": "Sở Mới"}
SPLIT = {
    **{
        "day": "01/01/2027",
        "old": "so-y-te",
        "ends": "yes",
        "code-1": "m1",
        "share-1": "50",
        "name-1": "Một",
    },
    **{"code-2": "m2", "share-2": "50", "name-2": "Hai"},
}


def filled(office: Office) -> None:
    """There is something to see and to change."""
    browser, unit = office.browser(office.health), f"/staff/units/{office.cast.units['so-y-te']}"
    assert browser.send(f"{unit}/figures", FIGURE).status_code == 303
    assert browser.send(f"{unit}/cases", CASES).status_code == 303


def walks(office: Office) -> list[tuple[str, str]]:
    """Every address with the number of the department in its gaps, each once for every sort of import."""
    number = str(office.cast.units["so-y-te"])
    found = []
    for verb, rule in sorted(ADDRESSES):
        path = rule.replace("<int:number>", number).replace("<int:row_number>", "1")
        found += [(verb, path.replace("<sort>", sort)) for sort in (SORTS if "<sort>" in path else [""])]
    return found


@pytest.mark.parametrize("role", [each for each in ROLES if each not in ("administrator", "analyst")])
def test_whoever_only_reads_changes_nothing_in_their_own_unit(office: Office, role: str) -> None:
    filled(office)
    who = somebody(office.cast.engine, role, "tinh-mau", email="walker@tinh.example", at=now(), factor=True)
    browser = office.browser(who)
    before, mark = stored(office.cast.engine), browser.mark()

    for verb, path in walks(office):
        if path not in ("/staff/units", "/staff/units/3"):
            reply = browser.client.open(
                path, method=verb, data={"form_mark": mark} if verb == "POST" else None
            )
            assert reply.status_code == 403, (verb, path)
    assert stored(office.cast.engine) == before


def test_an_analyst_neither_merges_nor_splits(office: Office) -> None:
    who = somebody(office.cast.engine, "analyst", "tinh-mau", at=now(), factor=True)
    browser = office.browser(who)
    before, mark = stored(office.cast.engine), browser.mark()

    for path, form in (("merge", MERGER), ("split", SPLIT)):
        reply = browser.client.post(f"/staff/units/{path}", data={"form_mark": mark, **form})
        assert reply.status_code == 403
    assert stored(office.cast.engine) == before


def test_a_role_of_administrator_elsewhere_gives_no_deeds_here(office: Office) -> None:
    """Officer here, administrator there: the page offers only what may be done here."""
    from sqlmodel import Session

    from survey.accounts import people
    from survey.tables import Account
    from tests.accounts.cast import unit

    with Session(office.cast.engine) as session:
        account = session.get_one(Account, office.health.id)
        people.grant(session, account, "officer", unit(session, "xa-an-hoa"), by="test")
        session.commit()
    number = office.cast.units["xa-an-hoa"]
    browser = office.browser(office.health)

    page = browser.get(f"/staff/units/{number}").text

    assert "Xã An Hòa" in page and "/staff/units/merge?" not in page and "/figures" not in page
    assert browser.get(f"/staff/units/{number}/figures").status_code == 404
    assert browser.get(f"/staff/units/merge?unit={number}").status_code == 404

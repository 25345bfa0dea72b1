"""The addresses of paper ballots, walked by those who read them only, or who key elsewhere."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from survey.accounts import people
from survey.tables import Account
from tests.accounts.cast import somebody, unit
from tests.staff.cast import Browser, now
from tests.staff.keying.cast import Room

SENT = {
    "number": "1",
    "codes": "11",
    "choice": "instead",
    "form": "1",
    "chosen.A1": "first",
    "other.A1": "1",
    "issued": "1",
    "returned": "1",
    "spoiled": "0",
    "missing": "0",
}


def working(room: Room) -> list[int]:
    """A batch in each state."""
    desk = room.desk
    fresh, keyed, differing = (desk.batch(2) for _ in range(3))
    desk.key(fresh, desk.form(1, "54"))
    for batch in (keyed, differing):
        desk.key_all(batch, ["54", "55"])
        desk.finish(batch)
    (number,) = desk.waiting(differing, "binh")
    desk.again(differing, number, "*#")
    return [fresh, keyed, differing]


def test_a_door_of_another_unit_takes_no_batch(room: Room) -> None:
    who = somebody(room.desk.engine, "clerk", "xa-an-hoa", email="la@tinh.example", at=now())
    browser = Browser(room.app, room.desk.engine)
    browser.hold(who.id)
    before = room.everything()
    form = {
        "door": str(room.desk.cast.collectors["two-paper"]),
        "day": room.desk.cast.today.isoformat(),
        **SENT,
    }

    reply = browser.send("/staff/keying/new", form, seen="/staff/sign-out-everywhere")

    assert reply.status_code == 422 and room.everything() == before
    assert "Sở Y tế" not in browser.get("/staff/keying/new").text


@pytest.mark.parametrize("role", ["analyst", "auditor"])
def test_those_who_run_the_wave_read_but_do_not_key(room: Room, role: str) -> None:
    batches = working(room)
    who = somebody(room.desk.engine, role, "so-noi-vu", email="doc@tinh.example", at=now(), factor=True)
    browser = Browser(room.app, room.desk.engine)
    browser.hold(who.id)
    before, mark = room.everything(), browser.mark()

    assert [browser.get(f"/staff/keying/{batch}").status_code for batch in batches] == [200] * 3
    for batch in batches:
        for form in ("/key", "/second", "/counts", "/finish", "/close"):
            reply = browser.client.post(
                f"/staff/keying/{batch}{form}", data={"form_mark": mark, "ballot": room.fresh_id(), **SENT}
            )
            assert reply.status_code == 403, form
    assert room.everything() == before
    resolve = browser.get(f"/staff/keying/{batches[2]}/resolve").status_code
    assert resolve == (200 if role == "analyst" else 403)


def test_a_clerk_whose_other_role_reads_a_batch_does_not_key_it(room: Room) -> None:
    """An analyst of the host who is a clerk of a commune keys the papers of the commune alone."""
    batches = working(room)
    who = somebody(room.desk.engine, "analyst", "so-noi-vu", email="hai@tinh.example", at=now(), factor=True)
    with Session(room.desk.engine) as session:
        account = session.get_one(Account, who.id)
        people.grant(session, account, "clerk", unit(session, "xa-an-hoa"), by="test")
        session.commit()
    browser = Browser(room.app, room.desk.engine)
    browser.hold(who.id)

    assert browser.get(f"/staff/keying/{batches[0]}").status_code == 200
    assert browser.get(f"/staff/keying/{batches[0]}/key").status_code == 404

"""A clerk with a PIN: the batches of the unit of the computer, and no others."""

from __future__ import annotations

from sqlmodel import Session, select

from survey.accounts import people
from survey.tables import Account, KeyedBallot
from tests.accounts.cast import unit
from tests.accounts.devices import PIN, bound, give_pin
from tests.staff.addresses.keying import ADDRESSES
from tests.staff.cast import Browser, now
from tests.staff.keying.cast import Room


def sit_down(room: Room, code: str) -> Browser:
    """The clerk An at the shared computer of a unit."""
    browser = Browser(room.app, room.desk.engine)
    _, token = bound(room.desk.engine, code, at=now())
    browser.client.set_cookie("hailong_bound", token, path="/staff")
    form = {"person": str(room.desk.people["an"]), "pin": PIN}
    reply = browser.send("/staff/sign-in/pin", form, seen="/staff/sign-in")
    assert reply.status_code == 303
    return browser


def test_with_a_pin_a_clerk_sees_the_batches_of_this_office_only(room: Room) -> None:
    number, an = room.desk.batch(3), room.desk.people["an"]
    give_pin(room.desk.engine, an)
    with Session(room.desk.engine) as session:
        row = session.get_one(Account, an)
        for role, code in (("clerk", "xa-an-hoa"), ("supervisor", "tinh-mau"), ("analyst", "tinh-mau")):
            people.grant(session, row, role, unit(session, code), by="test")
        session.commit()

    at_home, away = sit_down(room, "so-y-te"), sit_down(room, "xa-an-hoa")
    before, mark = room.everything(), away.mark()

    assert at_home.get(f"/staff/keying/{number}").status_code == 200
    assert f"/staff/keying/{number}" in at_home.get("/staff/keying").text
    assert away.get(f"/staff/keying/{number}").status_code == 404
    assert f"/staff/keying/{number}" not in away.get("/staff/keying").text
    for verb, address in sorted(ADDRESSES):
        if "<int:number>" in address:
            path = address.replace("<int:number>", str(number)).replace("<any(finish,close):deed>", "finish")
            data = {"form_mark": mark} if verb == "POST" else None
            assert away.client.open(path, method=verb, data=data).status_code in (403, 404), address
    assert room.everything() == before


def test_with_a_pin_a_clerk_keys_and_the_log_names_the_person(room: Room) -> None:
    number, an = room.desk.batch(1), room.desk.people["an"]
    give_pin(room.desk.engine, an)
    browser = sit_down(room, "so-y-te")

    reply = room.send(browser, number, "key", {"ballot": room.fresh_id(), "number": "1", "codes": "54"})

    assert reply.status_code == 303 and room.desk.answers(number) == {1: "54"}
    with Session(room.desk.engine) as session:
        assert session.exec(select(KeyedBallot)).one().account_id == an

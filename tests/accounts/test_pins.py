"""PINs: on a bound device only, few tries, two roles, and nothing told of who has one."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import Session, col, select

from survey.accounts import attempts, bound_devices, invitations, passwords, people, pins, scope, sessions
from survey.accounts import signing_in as password_way
from survey.accounts.pins import PinError
from survey.tables import Account, BoundDevice, Event, StaffPin
from tests.accounts.cast import KEY, NOW, PASSWORD, account, invited, somebody, unit
from tests.accounts.devices import PIN, WRONG, bound, give_pin
from tests.databases import Cast

DAY = NOW.date()


@pytest.mark.parametrize(
    ("pin", "problem"),
    [
        ("12345", "no_pin"),
        ("1234567", "no_pin"),
        ("12a456", "no_pin"),
        ("١٢٣٤٥٦", "no_pin"),
        ("", "no_pin"),
        ("000000", "plain_pin"),
        ("777777", "plain_pin"),
        ("123456", "plain_pin"),
        ("987654", "plain_pin"),
        ("890123", "plain_pin"),
        ("210987", "plain_pin"),
    ],
)
def test_a_pin_is_six_digits_that_are_no_row(pin: str, problem: str) -> None:
    with pytest.raises(PinError) as refused:
        pins.check(pin)

    assert refused.value.problem == problem


def test_any_other_six_digits_are_taken() -> None:
    for pin in (PIN, WRONG, "112233", "010203"):
        pins.check(pin)


def test_the_right_pin_begins_a_session_that_holds_on_this_device_only(province: Cast) -> None:
    an = somebody(province.engine, "clerk", "xa-an-hoa")
    here, _ = bound(province.engine, "xa-an-hoa")
    other, _ = bound(province.engine, "xa-an-hoa", label="Máy 2")
    give_pin(province.engine, an.id)

    token = pins.sign_in(province.engine, KEY, here, an.id, PIN, now=NOW)

    with Session(province.engine) as session:
        kept = sessions.find(session, token or "", now=NOW, device_id=here)
        assert kept is not None and kept.account.id == an.id and kept.row.strength == "pin"
        assert sessions.find(session, token or "", now=NOW, device_id=other) is None
        assert sessions.find(session, token or "", now=NOW) is None
        assert session.get_one(BoundDevice, here).last_used == NOW
        line = session.exec(select(Event).order_by(col(Event.id).desc())).first()
        assert line is not None and (line.action, line.detail) == ("account.sign_in", f'{{"pin":{here}}}')


def test_a_session_of_a_pin_idles_for_a_quarter_of_an_hour(sqlite_province: Cast) -> None:
    engine = sqlite_province.engine
    an = somebody(engine, "clerk", "xa-an-hoa")
    here, _ = bound(engine, "xa-an-hoa")
    give_pin(engine, an.id)
    token = pins.sign_in(engine, KEY, here, an.id, PIN, now=NOW) or ""

    with Session(engine) as session:
        soon, late = NOW + dt.timedelta(minutes=14, seconds=59), NOW + dt.timedelta(minutes=15)
        assert sessions.find(session, token, now=soon, device_id=here) is not None
        assert sessions.find(session, token, now=late, device_id=here) is None


@pytest.mark.parametrize(
    "case",
    [
        "wrong",
        "none set",
        "of another unit",
        "another role",
        "disabled",
        "nobody",
        "revoked device",
        "locked",
    ],
)
def test_whatever_is_wrong_one_hash_is_computed_and_nothing_is_told(
    province: Cast, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    engine = province.engine
    place = "xa-binh-minh" if case == "of another unit" else "xa-an-hoa"
    an = somebody(engine, "supervisor" if case == "another role" else "clerk", place)
    here, _ = bound(engine, "xa-an-hoa")
    if case != "none set":
        give_pin(engine, an.id)
    with Session(engine) as session:
        if case == "disabled":
            people.disable(session, session.get_one(Account, an.id), by="test")
        if case == "revoked device":
            bound_devices.revoke(session, session.get_one(BoundDevice, here), by="test", now=NOW)
        session.commit()
    if case == "locked":
        for _ in range(attempts.FREE):
            pins.sign_in(engine, KEY, here, an.id, WRONG, now=NOW)
    checked: list[object] = []
    kind = type(passwords._hasher())
    real = kind.verify

    def verify(*given: Any) -> Any:
        checked.append(given)
        return real(*given)

    monkeypatch.setattr(kind, "verify", verify)

    number = 999 if case == "nobody" else an.id
    assert pins.sign_in(engine, KEY, here, number, WRONG if case == "wrong" else PIN, now=NOW) is None
    assert len(checked) == 1


def test_a_refusal_takes_a_whole_number_of_quarter_seconds(
    sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = somebody(sqlite_province.engine, "clerk", "xa-an-hoa")
    here, _ = bound(sqlite_province.engine, "xa-an-hoa")
    slept: list[float] = []
    clock = iter([100.0, 100.148, 200.0, 200.158])
    monkeypatch.setattr(password_way, "GRAIN", 0.25)
    monkeypatch.setattr(pins, "time", SimpleNamespace(monotonic=lambda: next(clock), sleep=slept.append))

    pins.sign_in(sqlite_province.engine, KEY, here, 999, PIN, now=NOW)
    pins.sign_in(sqlite_province.engine, KEY, here, an.id, PIN, now=NOW)

    assert slept == pytest.approx([0.102, 0.092])


def test_five_wrong_ones_lock_the_pin_and_not_the_password_which_opens_it_again(province: Cast) -> None:
    engine = province.engine
    an = somebody(engine, "clerk", "xa-an-hoa")
    here, _ = bound(engine, "xa-an-hoa")
    give_pin(engine, an.id)

    for _ in range(attempts.FREE):
        assert pins.sign_in(engine, KEY, here, an.id, WRONG, now=NOW) is None

    assert pins.sign_in(engine, KEY, here, an.id, PIN, now=NOW + dt.timedelta(days=9)) is None
    with Session(engine) as session:
        locked = select(Event).where(Event.action == "account.pin_locked")
        assert len(session.exec(locked).all()) == 1
    assert account(engine, an.id).failed_attempts == 0
    assert password_way.sign_in(engine, an.email, PASSWORD, now=NOW) is not None
    assert pins.sign_in(engine, KEY, here, an.id, PIN, now=NOW) is not None


def test_a_right_pin_forgives_the_wrong_ones_before_it(sqlite_province: Cast) -> None:
    engine = sqlite_province.engine
    an = somebody(engine, "clerk", "xa-an-hoa")
    here, _ = bound(engine, "xa-an-hoa")
    give_pin(engine, an.id)

    for _ in range(attempts.FREE - 1):
        pins.sign_in(engine, KEY, here, an.id, WRONG, now=NOW)

    assert pins.sign_in(engine, KEY, here, an.id, PIN, now=NOW) is not None
    with Session(engine) as session:
        assert session.get_one(StaffPin, an.id).attempts == 0


def test_many_at_the_same_time_are_not_judged_for_one(
    province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = somebody(province.engine, "clerk", "xa-an-hoa")
    here, _ = bound(province.engine, "xa-an-hoa")
    give_pin(province.engine, an.id)
    judged: list[str] = []

    def is_right(_pin: str, pin_hash: str | None) -> bool:
        if pin_hash is not None:
            judged.append(pin_hash)
        return False

    monkeypatch.setattr(passwords, "is_right", is_right)

    with ThreadPoolExecutor(8) as many:
        tries = [
            many.submit(pins.sign_in, province.engine, KEY, here, an.id, WRONG, now=NOW) for _ in range(12)
        ]
        found = [each.result() for each in tries]

    assert found == [None] * 12
    assert len(judged) == attempts.FREE


def test_a_copy_of_the_tables_does_not_let_anybody_try_all_pins(sqlite_province: Cast) -> None:
    """Without the key the hash is of something that is no PIN."""
    an = somebody(sqlite_province.engine, "clerk", "xa-an-hoa")
    give_pin(sqlite_province.engine, an.id)

    with Session(sqlite_province.engine) as session:
        kept = session.get_one(StaffPin, an.id).pin_hash
    assert kept.startswith("$argon2id$")
    assert not passwords.is_right(PIN, kept)


def test_a_password_set_anew_takes_the_pin_away(sqlite_province: Cast) -> None:
    engine = sqlite_province.engine
    an = somebody(engine, "clerk", "xa-an-hoa")
    give_pin(engine, an.id)
    with Session(engine) as session:
        link = invitations.make(session, session.get_one(Account, an.id), by="test", now=NOW)
        session.commit()

    invitations.accept(engine, link, "một câu khác hẳn câu trước", now=NOW)

    with Session(engine) as session:
        assert session.get(StaffPin, an.id) is None


def test_a_device_offers_those_who_key_or_interview_on_its_unit_or_below(province: Cast) -> None:
    engine = province.engine
    an = somebody(engine, "clerk", "xa-an-hoa")
    binh = somebody(engine, "interviewer", "xa-binh-minh")
    somebody(engine, "clerk", "tinh-mau", email="above@tinh.example")
    somebody(engine, "analyst", "xa-an-hoa")
    invited(engine, "no.password@tinh.example", "clerk", "xa-an-hoa")
    commune, _ = bound(engine, "xa-an-hoa")
    top, _ = bound(engine, "tinh-mau")

    with Session(engine) as session:
        near = pins.offered(session, session.get_one(BoundDevice, commune), DAY)
        wide = pins.offered(session, session.get_one(BoundDevice, top), DAY)
    assert [each.id for each in near] == [an.id]
    assert {an.id, binh.id} < {each.id for each in wide} and len(wide) == 3


def test_with_a_pin_only_its_roles_count_and_only_on_the_unit_of_the_device(province: Cast) -> None:
    engine, ids = province.engine, province.units
    an = somebody(engine, "clerk", "xa-an-hoa")
    here, _ = bound(engine, "xa-an-hoa")
    with Session(engine) as session:
        row = session.get_one(Account, an.id)
        for role, code in (("clerk", "xa-binh-minh"), ("analyst", "tinh-mau"), ("supervisor", "xa-an-hoa")):
            people.grant(session, row, role, unit(session, code), by="test")
        session.commit()
        try:
            scope.narrow(pins.only_here(session, session.get_one(BoundDevice, here), an.id, DAY))
            assert scope.roles_of(session, an.id, DAY) == {"clerk"}
            assert scope.units_of(session, an.id, ["clerk", "analyst"], DAY) == {ids["xa-an-hoa"]}
            assert scope.units_of(session, an.id, ["analyst", "supervisor"], DAY) == frozenset()
            assert [each.code for _, each in people.held(session, an.id, DAY)] == ["xa-an-hoa"]
        finally:
            scope.narrow(None)
        assert scope.roles_of(session, an.id, DAY) == {"clerk", "analyst", "supervisor"}


def test_a_binding_code_works_once_and_for_a_quarter_of_an_hour(province: Cast) -> None:
    engine = province.engine
    with Session(engine) as session:
        made = [
            bound_devices.order(session, KEY, unit(session, "xa-an-hoa"), "Máy", by="test", now=NOW).code
            for _ in range(2)
        ]
        session.commit()
    soon, late = NOW + dt.timedelta(minutes=14), NOW + dt.timedelta(minutes=15)

    first = bound_devices.bind(engine, KEY, f" {made[0].lower().replace('-', ' ')} ", now=soon)

    assert first is not None
    assert bound_devices.bind(engine, KEY, made[0], now=soon) is None
    assert bound_devices.bind(engine, KEY, made[1], now=late) is None
    assert bound_devices.bind(engine, KEY, "", now=soon) is None
    with Session(engine) as session:
        found = bound_devices.find(session, first)
        assert found is not None and bound_devices.state_of(found, soon) == "bound"
        assert bound_devices.find(session, "") is None and bound_devices.find(session, "x") is None


def test_of_two_browsers_with_one_code_one_is_bound(province: Cast) -> None:
    with Session(province.engine) as session:
        made = bound_devices.order(session, KEY, unit(session, "xa-an-hoa"), "Máy", by="test", now=NOW)
        session.commit()

    with ThreadPoolExecutor(4) as many:
        tries = [many.submit(bound_devices.bind, province.engine, KEY, made.code, now=NOW) for _ in range(4)]
        found = [each.result() for each in tries]

    assert len([each for each in found if each]) == 1


def test_a_revoked_device_is_none_and_its_sessions_end(province: Cast) -> None:
    engine = province.engine
    an = somebody(engine, "clerk", "xa-an-hoa")
    here, held = bound(engine, "xa-an-hoa")
    give_pin(engine, an.id)
    token = pins.sign_in(engine, KEY, here, an.id, PIN, now=NOW) or ""

    with Session(engine) as session:
        bound_devices.revoke(session, session.get_one(BoundDevice, here), by="test", now=NOW)
        session.commit()

        assert bound_devices.find(session, held) is None
        assert sessions.find(session, token, now=NOW, device_id=here) is None
    assert pins.sign_in(engine, KEY, here, an.id, PIN, now=NOW) is None

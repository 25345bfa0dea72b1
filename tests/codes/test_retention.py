"""Codes of a wave that is over are counted as left over and deleted, on the day that nobody can bring one."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlmodel import Session, select

from survey.codes.making import counted
from survey.codes.retention import destroy_codes, due_codes
from survey.tables import CodeBatch, Event
from tests.ballots.cast import Device, change, fresh_id, said, stored
from tests.codes.cast import codes_at, with_code
from tests.databases import Cast


def clear(cast: Cast, day: dt.date) -> int:
    with Session(cast.engine) as session:
        found = due_codes(session, day)
        for each in found:
            destroy_codes(session, each, day=day, by="An")
        session.commit()
    return sum(each.codes for each in found)


def test_codes_stay_through_the_days_of_grace_and_go_the_day_after(province: Cast) -> None:
    codes_at(province, n=4)
    last = province.today + dt.timedelta(days=30 + 7)

    assert clear(province, last) == 0
    assert clear(province, last + dt.timedelta(days=1)) == 4
    assert stored(province.engine, "one_time_code") == 0


@pytest.mark.parametrize("state", ["frozen", "review", "published"])
def test_codes_of_a_frozen_wave_go_at_once(sqlite_province: Cast, state: str) -> None:
    codes_at(sqlite_province, n=4)
    codes_at(sqlite_province, "short-phone", n=2)
    change(sqlite_province.engine, "UPDATE wave SET state = :state WHERE code = 'two-2026'", state=state)

    assert clear(sqlite_province, sqlite_province.today) == 4
    assert stored(sqlite_province.engine, "one_time_code") == 2


def test_how_many_were_used_is_known_afterwards(device: Device, province: Cast) -> None:
    codes = codes_at(province, n=5)
    for code in codes[:2]:
        device.put(with_code(code))
    change(province.engine, "UPDATE wave SET state = 'frozen'")

    clear(province, province.today)

    with Session(province.engine) as session:
        (count,) = counted(session)
        assert (count.made, count.waiting, count.used) == (5, 0, 2)
        assert session.exec(select(CodeBatch.left_over)).one() == 3
        event = session.exec(select(Event).where(Event.action == "retention.codes")).one()
    assert json.loads(event.detail) == {"day": province.today.isoformat(), "codes": 3}


def test_a_lost_acknowledgement_is_given_after_the_codes_are_gone(device: Device, province: Cast) -> None:
    (code, _), ballot_id = codes_at(province, n=2), fresh_id()
    device.put(with_code(code), ballot_id)
    change(province.engine, "UPDATE wave SET state = 'frozen'")
    clear(province, province.today)

    assert said(device.put(with_code(code), ballot_id)) == (200, "recorded_before")
    assert said(device.put(with_code(code))) == (410, "wave_closed")


def test_a_second_time_nothing_is_due(sqlite_province: Cast) -> None:
    codes_at(sqlite_province)
    change(sqlite_province.engine, "UPDATE wave SET state = 'frozen'")

    assert [clear(sqlite_province, sqlite_province.today) for _ in range(2)] == [1, 0]

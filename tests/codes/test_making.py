"""Codes are made for one door, seen once, and stored so that nobody can read them back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlmodel import Session, select

from survey.codes.hashing import code_hash
from survey.codes.making import MOST, CodesError, counted, make_codes
from survey.secret_key import load_key
from survey.tables import CodeBatch, Collector, Event, OneTimeCode
from survey.waves.collectors import CollectorError
from survey.waves.waves import wave_of
from tests.ballots.cast import Device, change
from tests.codes.cast import OTHER_KEY, codes_at, everything, with_code
from tests.databases import Cast, give_ballot


def test_only_hashes_are_stored_that_need_the_key_and_the_door(province: Cast) -> None:
    codes = codes_at(province, n=200)

    stored = everything(province.engine, "one_time_code", "code_batch", "event")
    number = province.collectors["two-phone"]
    assert all(code_hash(load_key(), number, code).hex() in stored for code in codes)
    assert not [code for code in codes if code in stored or code.encode().hex() in stored]
    assert code_hash(load_key(), number, codes[0]) != code_hash(load_key(), number + 1, codes[0])


def test_the_stored_codes_lie_in_an_order_that_tells_nothing(sqlite_province: Cast) -> None:
    codes_at(sqlite_province, n=50)

    with Session(sqlite_province.engine) as session:
        hashes = [bytes(each) for each in session.exec(select(OneTimeCode.code_hash))]
    assert hashes == sorted(hashes)
    assert set(OneTimeCode.model_fields) == {"code_hash", "batch_id"}


def test_how_many_were_made_is_counted_and_logged_without_a_code(province: Cast, device: Device) -> None:
    codes = codes_at(province, n=5) + codes_at(province, n=3)
    for code in codes[:2]:
        assert device.put(with_code(code)).status_code == 201

    with Session(province.engine) as session:
        (count,) = counted(session)
        events = [json.loads(each.detail) for each in session.exec(select(Event))]
    assert (count.wave, count.made, count.waiting, count.used) == ("two-2026", 8, 6, 2)
    assert events == [{"codes": 5}, {"codes": 3}]


@pytest.mark.parametrize(
    ("token", "n", "error", "message"),
    [
        (
            "two-kiosk",
            5,
            CodesError,
            "own phones bring a code; collector .*, kiosk; make one with --mode phone",
        ),
        ("two-paper", 5, CodesError, "own phones"),
        ("two-phone", 0, CodesError, "--n; ask for 1 to"),
        ("two-phone", MOST + 1, CodesError, "--n; ask for 1 to"),
        ("nobody", 5, CollectorError, "no collector 99; hailong collector list"),
    ],
)
def test_codes_that_could_not_be_used_are_refused(
    sqlite_province: Cast, token: str, n: int, error: type[ValueError], message: str
) -> None:
    number = sqlite_province.collectors.get(token, 99)

    with Session(sqlite_province.engine) as session, pytest.raises(error, match=message):
        make_codes(session, number, n, day=sqlite_province.today, by="An")


def test_a_door_that_took_ballots_without_codes_does_not_begin_to_ask(sqlite_province: Cast) -> None:
    with Session(sqlite_province.engine) as session:
        give_ballot(session, sqlite_province, "two-phone", "54", 1)
        session.commit()

    with pytest.raises(CodesError, match="answered here without a code.*make another door"):
        codes_at(sqlite_province)


def test_a_door_that_asks_already_gets_more_codes_after_its_ballots(
    sqlite_province: Cast, sqlite_device: Device
) -> None:
    sqlite_device.put(with_code(codes_at(sqlite_province)[0]))

    (code,) = codes_at(sqlite_province)

    assert sqlite_device.put(with_code(code)).status_code == 201


@pytest.mark.parametrize(
    "sql", ["UPDATE collector SET revoked_on = '2026-01-01'", "UPDATE wave SET state = 'closed'"]
)
def test_a_door_that_is_shut_gets_none(sqlite_province: Cast, sql: str) -> None:
    change(sqlite_province.engine, sql)

    with pytest.raises(CodesError, match="nobody can answer here any more"):
        codes_at(sqlite_province)


def test_a_second_key_is_refused_before_codes_are_made_with_it(
    sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes_at(sqlite_province)
    monkeypatch.setenv("HAILONG_KEY", OTHER_KEY)

    with pytest.raises(CodesError, match="another secret key; collector .*; bring that key back"):
        codes_at(sqlite_province)
    with Session(sqlite_province.engine) as session:
        assert len(session.exec(select(CodeBatch)).all()) == 1
        assert session.get_one(Collector, sqlite_province.collectors["two-phone"]).revoked_on is None
        assert wave_of(session, "two-2026").state == "open"


def test_every_column_is_in_the_data_dictionary() -> None:
    told = (Path(__file__).parents[2] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")

    for table in (CodeBatch, OneTimeCode):
        (section,) = re.findall(
            rf"^\| `{table.__tablename__}` .*?(?=^\| `\w+` \| type|\Z)", told, re.M | re.S
        )
        assert not [name for name in table.model_fields if f"| `{name}` |" not in section]

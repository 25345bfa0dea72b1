"""A code admits one ballot: taken with it in one transaction, never twice, and never in vain."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from survey import create_app
from survey.ballots.ballot_sql import Statements
from tests.ballots.cast import Device, ballot, change, fields, fresh_id, said, stored
from tests.codes.cast import OTHER_KEY, codes_at, with_code
from tests.databases import Cast, settle

ALREADY = (409, "code_used")


def counts(cast: Cast) -> tuple[int, int, int]:
    """Ballots, comments, codes that wait."""
    return tuple(stored(cast.engine, table) for table in ("ballot", "comment", "one_time_code"))  # type: ignore[return-value]


def test_a_ballot_takes_its_code_with_it(device: Device, province: Cast) -> None:
    code, _ = codes_at(province, n=2)

    assert said(device.put(with_code(code.lower(), comments={"words": "tốt"}))) == (201, "recorded")
    assert counts(province) == (1, 1, 1)


def test_a_used_code_is_refused_and_nothing_of_the_ballot_is_kept(device: Device, province: Cast) -> None:
    (code,) = codes_at(province)
    device.put(with_code(code))

    again = device.put(with_code(code, comments={"words": "lần hai"}))

    assert said(again) == ALREADY
    assert counts(province) == (1, 0, 0)


@pytest.mark.parametrize("code_then", ["the same", "none", "another", "used"])
def test_the_same_ballot_sent_again_is_known_whatever_code_it_brings(
    device: Device, province: Cast, code_then: str
) -> None:
    code, other, used = codes_at(province, n=3)
    device.put(with_code(used))
    ballot_id = fresh_id()
    device.put(with_code(code), ballot_id)

    then = {"the same": code, "another": other, "used": used, "none": None}[code_then]
    reply = device.put(with_code(then), ballot_id)

    # Without a code it is no complete ballot of this door.
    expected = (422, "invalid") if code_then == "none" else (200, "recorded_before")
    assert said(reply) == expected
    assert counts(province) == (2, 0, 1)


def test_another_ballot_under_the_same_id_does_not_cost_a_code(device: Device, province: Cast) -> None:
    code, other = codes_at(province, n=2)
    ballot_id = fresh_id()
    device.put(with_code(code), ballot_id)

    reply = device.put(with_code(other, answers={"A1": "1", "A2": "1"}), ballot_id)

    assert said(reply) == (409, "other_body")
    assert counts(province) == (1, 0, 1)


def test_a_code_of_another_door_and_a_code_of_nobody_get_the_same_answer(
    device: Device, province: Cast
) -> None:
    codes_at(province)
    (elsewhere,) = codes_at(province, "short-phone")
    unknown = "KF7M29XT36"

    replies = [device.put(with_code(each)) for each in (elsewhere, unknown)]

    assert [said(each) for each in replies] == [ALREADY, ALREADY]
    assert replies[0].data == replies[1].data
    assert counts(province) == (0, 0, 2)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (None, "missing"),
        ("", "not_a_code"),
        ("KF7M2-9XT3C", "not_a_code"),
        ("x" * 5000, "not_a_code"),
        (7, "wrong_type"),
    ],
)
def test_a_door_that_asks_says_what_is_wrong_with_a_code(
    sqlite_device: Device, sqlite_province: Cast, code: object, reason: str
) -> None:
    codes_at(sqlite_province)

    assert fields(sqlite_device.put(ballot(code=code))) == {"code": reason}
    assert counts(sqlite_province) == (0, 0, 1)


def test_a_door_that_does_not_ask_refuses_a_code(sqlite_device: Device) -> None:
    assert fields(sqlite_device.put(with_code("KF7M29XT36"))) == {"code": "not_asked"}
    assert said(sqlite_device.put(with_code(None))) == (201, "recorded")


def test_a_partial_ballot_takes_no_code(sqlite_device: Device, sqlite_province: Cast) -> None:
    (code,) = codes_at(sqlite_province)

    assert fields(sqlite_device.put(with_code(code, state="partial"))) == {"code": "not_asked"}
    assert said(sqlite_device.put(with_code(None, state="partial"))) == (201, "recorded")
    assert counts(sqlite_province) == (1, 0, 1)


def test_an_acknowledgement_that_was_lost_is_given_after_the_door_is_shut(
    device: Device, province: Cast
) -> None:
    (code,) = codes_at(province)
    ballot_id = fresh_id()
    device.put(with_code(code), ballot_id)
    change(province.engine, "UPDATE collector SET revoked_on = :day", day=province.today)

    assert said(device.put(with_code(code), ballot_id)) == (200, "recorded_before")


@pytest.mark.parametrize("other", ["", OTHER_KEY], ids=["no key", "another"])
def test_with_no_key_or_another_one_nobody_is_told_that_their_code_was_used(
    sqlite_device: Device,
    sqlite_province: Cast,
    other: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: object,
) -> None:
    (code,) = codes_at(sqlite_province)
    monkeypatch.setenv("HAILONG_KEY", other)
    monkeypatch.setenv("HAILONG_KEY_FILE", f"{tmp_path}/none")

    reply = sqlite_device.put(with_code(code))

    assert said(reply) == (503, "not_stored")
    assert "secret key" in caplog.text and code not in caplog.text
    assert counts(sqlite_province) == (0, 0, 1)


def test_a_commit_that_fails_gives_the_code_back(
    device: Device, province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = codes_at(province)
    whole = Statements._take

    def fail(self: Statements, execute: object, code_hash: bytes) -> bool:
        whole(self, execute, code_hash)  # type: ignore[arg-type]
        raise OperationalError("", None, Exception("disk"))

    with monkeypatch.context() as broken:
        broken.setattr(Statements, "_take", fail)
        assert said(device.put(with_code(code))) == (503, "not_stored")
    assert counts(province) == (0, 0, 1)
    assert said(device.put(with_code(code))) == (201, "recorded")


def test_a_code_that_waited_for_a_closed_wave_is_not_spent(device: Device, province: Cast) -> None:
    (code,) = codes_at(province)
    change(province.engine, "UPDATE wave SET state = 'frozen'")

    assert said(device.put(with_code(code))) == (410, "wave_closed")
    assert counts(province) == (0, 0, 1)


LINKED = "SELECT count(*) FROM {} WHERE xmin::text IN (SELECT xmin::text FROM ballot)"


def test_no_row_that_stays_shares_a_mark_of_postgresql_with_the_ballot(
    postgres_engine: Engine, tmp_path: object
) -> None:
    """The other way round, a list of used codes would lead from a code to a ballot."""
    cast = settle(postgres_engine, tmp_path)  # type: ignore[arg-type]
    device = Device(create_app(postgres_engine).test_client())
    for code in codes_at(cast, n=20):
        device.put(with_code(code))

    with postgres_engine.connect() as connection:
        linked = [
            connection.execute(text(LINKED.format(table))).scalar()
            for table in ("one_time_code", "code_batch", "collector", "event")
        ]
    assert counts(cast) == (20, 0, 0)
    assert linked == [0, 0, 0, 0]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_in_any_order_there_are_as_many_ballots_as_codes_gone(
    sqlite_device: Device, sqlite_province: Cast, order: list[int]
) -> None:
    codes = codes_at(sqlite_province, n=5)
    before = counts(sqlite_province)

    statuses = [said(sqlite_device.put(with_code(codes[each])))[0] for each in order]

    after = counts(sqlite_province)
    assert statuses.count(201) == len(set(order)) == after[0] - before[0] == before[2] - after[2]
    assert statuses.count(409) == len(order) - len(set(order))


def test_the_day_of_a_late_ballot_does_not_matter_to_its_code(device: Device, province: Cast) -> None:
    (code,) = codes_at(province)
    earlier = province.today - dt.timedelta(days=3)

    reply = device.put(with_code(code, day=earlier), fresh_id(earlier))

    assert said(reply) == (201, "recorded")

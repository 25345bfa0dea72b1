"""The link check: the whole way through each open door, nothing left among the ballots, an alarm when it stops."""

from __future__ import annotations

import datetime as dt
import logging
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from questionnaires.load import shipped
from survey import create_app
from survey.ballots.ballot_sql import Statements
from survey.ballots.contract import check, new_ballot_id
from survey.cli import run
from survey.link_check import alarm as alarms
from survey.link_check import rehearsal
from survey.link_check.alarm import alarm
from survey.link_check.here import Here
from survey.link_check.over_network import Network
from survey.link_check.rounds import check_round, open_doors
from survey.link_check.signing import sign
from survey.link_check.specimen import specimen
from survey.secret_key import SecretKey
from survey.tables import LinkCheck
from tests.ballots.cast import change, door, stored
from tests.ballots.server import Server
from tests.databases import Cast

KEY = "5" * 64
TABLES = ("ballot", "comment", "exclusion", "deleted_ballot", "one_time_code", "event", "job")


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> SecretKey:
    monkeypatch.setenv("HAILONG_KEY", KEY)
    return SecretKey(bytes.fromhex(KEY))


def faults(engine: Engine, **more: object) -> dict[int, str | None]:
    return {each.collector_id: each.fault for each in check_round(engine, Here(engine), name="here", **more)}


def rows(cast: Cast) -> dict[int, LinkCheck]:
    with Session(cast.engine, expire_on_commit=False) as session:
        return {row.collector_id: row for row in session.exec(select(LinkCheck))}


def test_every_open_door_is_tried_and_nothing_is_left_anywhere_else(province: Cast) -> None:
    before = {table: stored(province.engine, table) for table in TABLES}

    found = faults(province.engine)

    screens = {number for token, number in province.collectors.items() if token != "two-paper"}
    assert found == dict.fromkeys(screens)
    assert {table: stored(province.engine, table) for table in TABLES} == before
    kept = rows(province)
    assert set(kept) == screens
    assert all(row.passed == row.tried and row.failures == 0 for row in kept.values())


@pytest.mark.parametrize("code", sorted(shipped()))
def test_the_machine_s_own_ballot_is_sound_on_every_shipped_questionnaire(code: str) -> None:
    from questionnaires.load import load

    now = dt.datetime(2026, 11, 20, 12, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    place = door(questionnaire=load(code), opens=dt.date(2020, 1, 1), closes=dt.date(2100, 1, 1))
    body = specimen(place)

    found = check(place, str(new_ballot_id(body.day)), body, now=now.replace(year=2099))

    assert found.state == "c"
    assert set(found.answers) - set(".-")


def test_a_door_that_asks_for_codes_is_tried_without_using_one(province: Cast) -> None:
    number = province.collectors["two-phone"]
    change(
        province.engine,
        "INSERT INTO code_batch (collector_id, made_on, made, key_mark) VALUES (:n, :day, 5, :mark)",
        n=number,
        day=province.today,
        mark=b"12345678",
    )

    assert faults(province.engine)[number] is None
    assert stored(province.engine, "one_time_code") == 0


def test_shut_doors_are_not_tried_and_are_forgotten(province: Cast) -> None:
    faults(province.engine)
    number = province.collectors["two-phone"]
    change(
        province.engine, "UPDATE collector SET revoked_on = :day WHERE id = :n", day=province.today, n=number
    )
    change(province.engine, "UPDATE wave SET state = 'closed' WHERE code = 'short-2026'")

    found = faults(province.engine)

    assert (
        set(found)
        == {province.collectors["two-kiosk"]}
        == set(rows(province))
        == set(open_doors(province.engine))
    )


@pytest.mark.parametrize(
    ("name", "fault"),
    [("_draws", "page"), ("_checked", "contract"), ("write", "not_written"), ("known", "not_read")],
)
def test_where_the_way_is_blocked_is_said_and_counted(
    province: Cast, monkeypatch: pytest.MonkeyPatch, name: str, fault: str
) -> None:
    from survey.ballots.ballot_rows import NOT_STORED
    from survey.ballots.contract import ContractError

    def refuse(*_: object) -> object:
        raise ContractError(422, "invalid", {"A1": "not_offered"})

    blocks = {"_draws": lambda _: False, "_checked": refuse}
    if name in blocks:
        monkeypatch.setattr(rehearsal, name, blocks[name])
    elif name == "write":
        monkeypatch.setattr(Statements, "write", lambda *_: NOT_STORED)
    else:
        monkeypatch.setattr(Statements, "known", lambda *_: None)

    first, second = set(faults(province.engine).values()), set(faults(province.engine).values())

    assert first == second == {fault}
    assert {row.failures for row in rows(province).values()} == {2}
    assert {row.passed for row in rows(province).values()} == {None}
    assert stored(province.engine) == 0


def test_a_table_that_is_gone_is_a_fault_and_no_crash(province: Cast) -> None:
    change(province.engine, "ALTER TABLE ballot RENAME TO elsewhere")

    assert set(faults(province.engine).values()) == {"not_written"}


def test_a_checker_that_died_in_the_middle_leaves_nothing(
    province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Statements, "known", die)
        with pytest.raises(KeyboardInterrupt):
            faults(province.engine)

    assert stored(province.engine) == 0
    assert set(faults(province.engine).values()) == {None}


def test_ballots_come_in_while_doors_are_tried(province: Cast, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from tests.ballots.cast import Device, ballot

    app = create_app(province.engine)

    def send(_: int) -> int:
        return Device(app.test_client()).put(ballot()).status_code

    with ThreadPoolExecutor(4) as pool:
        sending = [pool.submit(send, number) for number in range(60)]
        found = [faults(province.engine) for _ in range(3)]
        statuses = {each.result() for each in sending}

    assert statuses == {201}
    assert {fault for each in found for fault in each.values()} == {None}
    assert stored(province.engine) == 60


def test_the_check_goes_through_the_network(province: Cast, tmp_path: Path, key: SecretKey) -> None:
    with Server(tmp_path / "log", province.url, workers=1) as server:
        server.wait()
        way = Network(f"http://127.0.0.1:{server.port}/", key)
        found = {each.fault for each in check_round(province.engine, way, name="network")}
        stranger = Network(f"http://127.0.0.1:{server.port}", SecretKey(b"k" * 32)).fault_at(1)
        sent_elsewhere = Network(f"http://127.0.0.1:{server.port}/healthz?", key).fault_at(1)
        port = server.port

    gone = Network(f"http://127.0.0.1:{port}", key).fault_at(1)
    assert found == {None}
    assert (stranger, sent_elsewhere, gone) == ("refused", "refused", "no_answer")
    assert stored(province.engine) == 0
    assert {row.way for row in rows(province).values()} == {"network"}


def test_without_the_right_signature_there_is_nothing_at_the_address(
    app: Flask, sqlite_province: Cast, key: SecretKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, minute = app.test_client(), int(time.time() // 60)
    path = f"/api/v1/link-checks/{sqlite_province.collectors['two-phone']}"
    wrong = [
        "",
        "Bearer x",
        sign(key, 999),
        sign(key, sqlite_province.collectors["two-phone"], minute=minute - 30),
        sign(SecretKey(b"k" * 32), sqlite_province.collectors["two-phone"]),
    ]

    replies = [client.post(path, headers={"Authorization": each}) for each in wrong]
    right = client.post(path, headers={"Authorization": sign(key, sqlite_province.collectors["two-phone"])})
    monkeypatch.delenv("HAILONG_KEY")
    monkeypatch.setenv("HAILONG_KEY_FILE", "/nowhere/at/all")
    keyless = client.post(path, headers={"Authorization": sign(key, sqlite_province.collectors["two-phone"])})

    assert {(reply.status_code, reply.text) for reply in [*replies, keyless]} == {
        (404, client.get("/api/x").text)
    }
    assert right.json == {"code": "sound"}


def test_the_alarm_rings_when_the_checks_stop_and_when_a_door_fails(
    province: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(alarms, "_said", {})
    caplog.set_level(logging.ERROR)
    faults(province.engine, every_seconds=300)
    now = dt.datetime.now(dt.UTC)

    with Session(province.engine) as session:
        soon = alarm(session, now=now + dt.timedelta(minutes=14))
        late = [alarm(session, now=now + dt.timedelta(minutes=20)) for _ in range(3)][0]
    monkeypatch.setattr(rehearsal, "_draws", lambda _: False)
    faults(province.engine, every_seconds=300)
    with Session(province.engine) as session:
        failing = alarm(session, now=now)

    assert (soon.rings, late.rings, late.has_stopped) == (False, True, True)
    assert failing.rings and len(failing.failing) == 4
    assert late.told()["stopped"] is True
    assert [record.message for record in caplog.records] == [
        "the link checks have stopped; run: hailong doors check --every 5m"
    ]


def test_an_installation_that_was_only_checked_by_hand_has_not_stopped(province: Cast) -> None:
    faults(province.engine)

    with Session(province.engine) as session:
        found = alarm(session, now=dt.datetime.now(dt.UTC) + dt.timedelta(days=9))

    assert not found.rings


def test_the_command_prints_a_line_a_door_and_its_status_says_whether_all_is_well(
    province: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HAILONG_DATABASE", province.url)

    well = run(["doors", "check", "--wave", "two-2026"])
    lines = capsys.readouterr().out.splitlines()
    with monkeypatch.context() as patch:
        patch.setattr(rehearsal, "_draws", lambda _: False)
        badly = run(["doors", "check"])
    capsys.readouterr()
    status = run(["doors", "status"])
    told = capsys.readouterr().out.splitlines()

    assert (well, badly, status) == (0, 1, 1)
    assert [line.split("\t")[1] for line in lines] == ["sound", "sound"]
    assert [line.split("\t")[1:3] for line in told] == [["page", "1 failures"]] * 4
    assert run(["doors", "check"]) == 0 == run(["doors", "status"])


def test_the_command_goes_on_round_after_round_and_over_a_database_that_is_away(
    province: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from survey.commands import link_check_commands

    monkeypatch.setenv("HAILONG_DATABASE", province.url)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 1:
            change(province.engine, "ALTER TABLE link_check RENAME TO elsewhere")
        if len(slept) == 2:
            change(province.engine, "ALTER TABLE elsewhere RENAME TO link_check")
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(link_check_commands, "time", SimpleNamespace(monotonic=time.monotonic, sleep=sleep))

    assert run(["doors", "check", "--every", "5m"]) == 130
    assert "this round ended early" in capsys.readouterr().err
    assert all(290 < seconds <= 300 for seconds in slept)
    assert {row.every_seconds for row in rows(province).values()} == {300}


def test_a_look_by_hand_does_not_silence_the_alarm_of_checks_that_have_stopped(province: Cast) -> None:
    def rings() -> bool:
        with Session(province.engine) as session:
            return alarm(session, now=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)).rings

    faults(province.engine, every_seconds=300)
    faults(province.engine)
    after_a_look = rings()
    faults(province.engine, every_seconds=0)

    assert after_a_look
    assert not rings()


def test_checks_that_were_ended_on_purpose_ring_no_alarm(
    sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HAILONG_DATABASE", sqlite_province.url)
    faults(sqlite_province.engine, every_seconds=300)

    ended = [run(["doors", "check"]), {row.every_seconds for row in rows(sqlite_province).values()}]
    ended += [
        run(["doors", "check", "--last"]),
        {row.every_seconds for row in rows(sqlite_province).values()},
    ]

    assert ended == [0, {300}, 0, {0}]
    assert run(["doors", "check", "--last", "--every", "5m"]) == 2
    assert "leave one of them out" in capsys.readouterr().err


@pytest.mark.parametrize("span", ["5", "0m", "-5m", "soon"])
def test_a_span_that_is_none_is_said(span: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doors", "check", "--every", span]) == 2
    assert "write it as 90s, 5m or 1h" in capsys.readouterr().err


def test_the_check_is_no_part_of_any_count_of_ballots(province: Cast) -> None:
    faults(province.engine)

    with province.engine.connect() as connection:
        n = connection.execute(text("SELECT count(*) FROM answer")).scalar()
    assert n == 0

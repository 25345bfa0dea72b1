"""Heartbeats: what a tablet tells is kept, what it is told, and who is not listened to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session
from werkzeug.security import check_password_hash

from survey.devices.hours import read_hours
from survey.devices.tablets import listed, renew_pin, revoke, set_hours
from survey.devices.worker import version
from survey.tables import Device
from tests.databases import Cast
from tests.devices.cast import Tablet, now, ordered, paired, row

TOLD = {
    "waiting": 4,
    "parked": 1,
    "oldest_hours": 7,
    "app": "0123456789ab",
    "browser": "Chrome/140",
    "battery": 62,
    "charging": False,
}
MORNING = dt.datetime(2026, 11, 23, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))
"""A Monday."""


def test_what_a_tablet_tells_is_kept(app: Flask, province: Cast) -> None:
    tablet, made = paired(app, province)

    reply = tablet.beat(**TOLD)

    kept = row(province, made.device.id)
    assert reply.status_code == 200
    assert {name: getattr(kept, name) for name in TOLD} == TOLD
    assert kept.heard is not None and now() - kept.heard < dt.timedelta(minutes=1)


def test_a_tablet_is_told_its_hours_and_how_to_know_its_staff(app: Flask, province: Cast) -> None:
    tablet, made = paired(app, province)
    with Session(province.engine) as session:
        set_hours(session, made.device.collector_id, read_hours("mon 07:30-11:30"), by="test")
        session.commit()

    told = tablet.beat().json

    assert told["state"] == "active"
    assert told["hours"] == [[1, 450, 690]]
    assert check_password_hash(told["pin"], made.pin)


def test_a_new_pin_reaches_the_tablet_with_the_next_beat(app: Flask, province: Cast) -> None:
    tablet, made = paired(app, province)
    with Session(province.engine) as session:
        pin = renew_pin(session, made.device.id or 0, by="test")
        session.commit()

    told = tablet.beat().json

    assert check_password_hash(told["pin"], pin)


def test_a_revoked_tablet_learns_of_it_and_is_still_heard(app: Flask, province: Cast) -> None:
    tablet, made = paired(app, province)
    with Session(province.engine) as session:
        revoke(session, made.device.id or 0, day=province.today, by="test")
        session.commit()

    reply = tablet.beat(waiting=3)

    assert (reply.status_code, reply.json["state"]) == (410, "revoked")
    assert row(province, made.device.id).waiting == 3


def test_a_tablet_learns_that_the_wave_is_over_and_that_it_goes_on(app: Flask, province: Cast) -> None:
    tablet, _ = paired(app, province)
    said = []
    for state in ("closed", "open"):
        with province.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE wave SET state = '{state}'")

        said.append((tablet.beat().status_code, tablet.beat().json["state"]))

    assert said == [(200, "over"), (200, "active")]


def test_nobody_without_a_cookie_is_listened_to(app: Flask, province: Cast) -> None:
    stranger = Tablet(app.test_client())

    reply = stranger.beat()

    assert (reply.status_code, reply.json) == (401, {"state": "unpaired"})


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}, {"Origin": "https://evil.example"}, {}],
    ids=str,
)
def test_the_cookie_alone_is_not_enough(app: Flask, province: Cast, headers: dict[str, str]) -> None:
    tablet, made = paired(app, province)

    reply = tablet.beat(headers=headers, waiting=9)

    assert reply.status_code == 403
    assert row(province, made.device.id).waiting == 0


@pytest.mark.parametrize(
    "told",
    [
        {"waiting": -1},
        {"waiting": "1"},
        {"battery": 101},
        {"app": "<script>"},
        {"browser": "x" * 81},
        {"answers": {"A1": "5"}},
        {"browser": "y" * 3000},
    ],
    ids=lambda told: next(iter(told)),
)
def test_only_what_was_asked_for_is_kept(app: Flask, province: Cast, told: dict[str, Any]) -> None:
    tablet, made = paired(app, province)

    reply = tablet.beat(**told)

    assert reply.status_code == 422
    assert row(province, made.device.id).waiting == 0


def test_every_beat_keeps_the_cookie_alive(app: Flask, province: Cast) -> None:
    tablet, _ = paired(app, province)

    assert "Max-Age=34560000" in tablet.beat().headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("silent", "at", "state"),
    [
        (5, MORNING, "active"),
        (11, MORNING, "silent"),
        (900, MORNING.replace(hour=7, minute=34), "closed"),
        (900, MORNING.replace(hour=7, minute=41), "silent"),
        (900, MORNING.replace(hour=12), "closed"),
        (900, MORNING.replace(day=22), "closed"),
    ],
)
def test_a_tablet_is_missed_in_opening_hours_only(
    province: Cast, silent: int, at: dt.datetime, state: str
) -> None:
    made = ordered(province)
    with Session(province.engine) as session:
        device = session.get_one(Device, made.device.id)
        device.paired_on, device.cookie_hash = province.today, b"c" * 32
        device.heard = at - dt.timedelta(minutes=silent)
        set_hours(session, device.collector_id, read_hours("t2-t6 07:30-11:30 13:30-17:00"), by="test")
        session.commit()

        found = [each.state for each in listed(session, None, at)]

    assert found == [state]


def test_the_version_is_the_one_that_the_worker_keeps(app: Flask) -> None:
    script = app.test_client().get("/sw.js").text

    assert script.startswith(f'const VERSION = "{version()}";')

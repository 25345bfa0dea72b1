"""A tablet for these tests: it types codes, keeps its cookie, tells how it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.test import TestResponse

from survey.ballots.ballot_id import new_ballot_id
from survey.devices.tablets import Ordered, order
from survey.tables import Device
from tests.databases import Cast

DOOR = "two-kiosk"
CALM = {"waiting": 0, "parked": 0}
HERE = {"Sec-Fetch-Site": "same-origin"}


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def ordered(cast: Cast, *, at: dt.datetime | None = None, door: str = DOOR) -> Ordered:
    """A tablet that waits for its code to be typed."""
    with Session(cast.engine, expire_on_commit=False) as session:
        made = order(session, cast.collectors[door], label="Quầy 1", by="test", now=at or now())
        session.commit()
    return made


def row(cast: Cast, number: int | None) -> Device:
    """What is stored of a tablet."""
    with Session(cast.engine) as session:
        return session.get_one(Device, number)


@dataclass
class Tablet:
    """A browser on a tablet."""

    client: FlaskClient

    def type_code(self, code: str, **headers: str) -> TestResponse:
        return self.client.post("/k", data={"code": code}, headers={**HERE, **headers})

    def beat(self, *, headers: dict[str, str] | None = None, **told: Any) -> TestResponse:
        return self.client.post(
            "/k/heartbeat", json={**CALM, **told}, headers=HERE if headers is None else headers
        )

    @property
    def screen(self) -> str:
        """Where the tablet is led to."""
        return self.client.get("/k").headers.get("Location", "")

    @property
    def token(self) -> str:
        return self.screen.rpartition("/")[2]

    def put(self, ballot_id: str, body: dict[str, Any]) -> TestResponse:
        return self.client.put(f"/api/v1/ballots/{ballot_id}", json=body)


def paired(app: Flask, cast: Cast) -> tuple[Tablet, Ordered]:
    """A tablet at the kiosk door."""
    made = ordered(cast)
    tablet = Tablet(app.test_client())
    tablet.type_code(made.code)
    return tablet, made


def ballot(cast: Cast, token: str, **changes: Any) -> tuple[str, dict[str, Any]]:
    """The id and the body of a ballot as a tablet queues it."""
    body = {
        "collector": token,
        "questionnaire": "two-items",
        "version": "1",
        "day": cast.today.isoformat(),
        "language": "vi",
        "seconds": 30,
        "assisted": "alone",
        "state": "complete",
        "answers": {"A1": "5", "A2": "4"},
    }
    return str(new_ballot_id(cast.today)), body | changes

"""A heartbeat: what a tablet tells of itself every few minutes, and what it is told in return."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from survey import dates
from survey.ballots.doors import door_of, standing
from survey.devices.hours import hours_of
from survey.devices.pairing import find_device
from survey.keys import id_of
from survey.tables import Device

LARGEST = 2048
"""Bytes."""
EVERY_SECONDS = 120

Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Beat(BaseModel):
    """What a tablet tells; nothing of any ballot but how many there are."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    waiting: Count
    parked: Count
    oldest_hours: Count | None = None
    app: str = Field(default="", max_length=16, pattern=r"^[0-9a-f]*$")
    browser: str = Field(default="", max_length=80, pattern=r"^[ -~]*$")
    battery: int | None = Field(default=None, ge=0, le=100)
    charging: bool | None = None


def read_beat(raw: bytes) -> Beat | None:
    """A heartbeat as it was sent; None where it is none."""
    if len(raw) > LARGEST:
        return None
    try:
        return Beat.model_validate_json(raw)
    except ValidationError:
        return None


def take(engine: Engine, secret: str, beat: Beat, *, now: dt.datetime) -> tuple[int, dict[str, Any]]:
    """Note what a tablet tells; the status and the body of the reply. A revoked one is noted too."""
    with Session(engine) as session:
        found = find_device(session, secret)
        if found is None:
            return 401, {"state": "unpaired"}
        device, door = found
        _note(device, beat, now)
        session.add(device)
        told = {"hours": hours_of(session, id_of(door)), "pin": device.pin_hash, "every": EVERY_SECONDS}
        is_revoked, number = device.revoked_on is not None or door.revoked_on is not None, id_of(door)
        session.commit()
    if is_revoked:
        return 410, {"state": "revoked", **told}
    return 200, {"state": "over" if _is_over(engine, number, now) else "active", **told}


def _is_over(engine: Engine, number: int, now: dt.datetime) -> bool:
    """Whether the wave takes nothing that is answered from now on."""
    door = door_of(engine, number)
    return door is not None and standing(door, now.astimezone(dates.VIETNAM).date()) == "wave_closed"


def _note(device: Device, beat: Beat, now: dt.datetime) -> None:
    for name, value in beat.model_dump().items():
        setattr(device, name, value)
    device.heard = now

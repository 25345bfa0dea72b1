"""Tablets as the administrator sees them: ordered for a door, listed, revoked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from survey import dates
from survey.devices.hours import Span, hours_of, is_open, keep_hours, write_hours
from survey.devices.secret import hash_pin, hash_secret, new_code, new_pin
from survey.keys import id_of
from survey.tables import Collector, Device, PairingCode, Unit
from survey.waves.events import append

CODE_LIVES = dt.timedelta(minutes=15)
SILENT_AFTER = dt.timedelta(minutes=10)
"""In opening hours; a tablet speaks every two minutes."""
KIOSK = "kiosk"

State = Literal["unpaired", "active", "closed", "silent", "revoked"]


class DeviceError(ValueError):
    """A tablet that cannot be paired, found or revoked as asked."""


@dataclass(frozen=True)
class Ordered:
    """A tablet that waits to be paired: what its code and its staff's PIN are is told only now."""

    device: Device
    code: str
    pin: str


@dataclass(frozen=True)
class Listed:
    """A tablet with its door, its unit and how it stands."""

    device: Device
    unit: Unit
    state: State


def order(session: Session, number: int, *, label: str, by: str, now: dt.datetime) -> Ordered:
    """A new tablet for a door, and the code that pairs it within a quarter of an hour.

    Raises
    ------
    DeviceError: no such door, one that was shut, or one that is no kiosk.
    """
    door = _door(session, number)
    if door.revoked_on is not None:
        raise DeviceError(f"this door was shut on {door.revoked_on}; collector {number}; make another one")
    if door.mode != KIOSK:
        raise DeviceError(
            f"only a kiosk is paired with tablets; collector {number} is for {door.mode}; "
            "make a door with hailong collector new --mode kiosk"
        )
    pin = new_pin()
    device = Device(collector_id=number, label=label, pin_hash=hash_pin(pin))
    session.add(device)
    session.flush()
    code = _code(session, device, now)
    append(session, by, "device.new", f"device {device.id}", {"collector": number})
    return Ordered(device, code, pin)


def renew_pin(session: Session, number: int, *, by: str) -> str:
    """A new PIN in the place of the one before; the tablet learns of it when it is next heard.

    Raises
    ------
    DeviceError: there is no such tablet.
    """
    device, pin = _device(session, number), new_pin()
    device.pin_hash = hash_pin(pin)
    session.add(device)
    append(session, by, "device.pin", f"device {number}", {})
    return pin


def revoke(session: Session, number: int, *, day: dt.date, by: str) -> Device:
    """Take a tablet's token and cookie out of use for good; revoked twice, the first day stays.

    Raises
    ------
    DeviceError: there is no such tablet.
    """
    device = _device(session, number)
    session.execute(delete(PairingCode).where(col(PairingCode.device_id) == number))
    if device.revoked_on is None:
        device.revoked_on = day
        session.add(device)
        detail = {"day": day.isoformat(), "waiting": device.waiting}
        append(session, by, "device.revoke", f"device {number}", detail)
    return device


def set_hours(session: Session, number: int, spans: Sequence[Span], *, by: str) -> None:
    """Give a door its opening hours; none: it is always open.

    Raises
    ------
    DeviceError: there is no such door.
    """
    _door(session, number)
    keep_hours(session, number, spans)
    append(session, by, "collector.hours", f"collector {number}", {"hours": write_hours(spans)})


def hours_at(session: Session, number: int) -> list[Span]:
    """The opening hours of a door.

    Raises
    ------
    DeviceError: there is no such door.
    """
    return hours_of(session, id_of(_door(session, number)))


def listed(session: Session, number: int | None, now: dt.datetime) -> list[Listed]:
    """Every tablet, or those of one door, with how it stands."""
    statement = (
        select(Device, Collector, Unit)
        .join(Collector, col(Collector.id) == Device.collector_id)
        .join(Unit, col(Unit.id) == Collector.service_point_id)
        .order_by(col(Device.id))
    )
    if number is not None:
        statement = statement.where(Device.collector_id == number)
    return [
        Listed(device, unit, standing(device, door, hours_of(session, id_of(door)), now))
        for device, door, unit in session.exec(statement).all()
    ]


def standing(device: Device, door: Collector, hours: Sequence[Span], now: dt.datetime) -> State:
    """How a tablet stands; silent only where it ought to be heard, and had the time to be."""
    if device.revoked_on is not None or door.revoked_on is not None:
        return "revoked"
    if device.paired_on is None:
        return "unpaired"
    if device.heard is not None and now - device.heard <= SILENT_AFTER:
        return "active"
    here = now.astimezone(dates.VIETNAM)
    return "silent" if is_open(hours, here) and is_open(hours, here - SILENT_AFTER) else "closed"


def _code(session: Session, device: Device, now: dt.datetime) -> str:
    """A code that no other tablet waits with."""
    session.execute(delete(PairingCode).where(col(PairingCode.expires) <= now))
    for _ in range(20):
        code = new_code()
        row = PairingCode(
            code_hash=hash_secret(code), device_id=id_of(device), expires=now + CODE_LIVES, attempts=0
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue
        return code
    raise DeviceError("too many codes wait at once; hailong device pair; try again in a quarter of an hour")


def _door(session: Session, number: int) -> Collector:
    door = session.get(Collector, number)
    if door is None:
        raise DeviceError(f"there is no collector {number}; hailong collector list shows them all")
    return door


def _device(session: Session, number: int) -> Device:
    device = session.get(Device, number)
    if device is None:
        raise DeviceError(f"there is no device {number}; hailong device list shows them all")
    return device

"""A shared computer of a commune, and somebody with a PIN."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine
from sqlmodel import Session

from survey.accounts import bound_devices, pins
from survey.tables import Account
from tests.accounts.cast import KEY, NOW, unit

PIN, WRONG = "482915", "915482"


def bound(engine: Engine, code: str, *, label: str = "Máy 1", at: dt.datetime = NOW) -> tuple[int, str]:
    """A bound device of a unit: its number, and what its browser holds."""
    with Session(engine, expire_on_commit=False) as session:
        made = bound_devices.order(session, KEY, unit(session, code), label, by="test", now=at)
        session.commit()
    token = bound_devices.bind(engine, KEY, made.code, now=at)
    assert token is not None
    return made.device.id or 0, token


def give_pin(engine: Engine, account_id: int, pin: str = PIN) -> None:
    """As when it was set on a bound device."""
    made = pins.hash_pin(KEY, account_id, pin)
    with Session(engine) as session:
        pins.keep(session, session.get_one(Account, account_id), made)
        session.commit()

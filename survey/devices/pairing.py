"""Pairing: a code typed into a tablet becomes its cookie, once, within its time and few attempts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine, delete, select, update
from sqlmodel import Session, col

from survey import dates
from survey.devices.secret import hash_secret, new_secret, token_of
from survey.tables import Collector, Device, PairingCode
from survey.waves.events import append
from survey.waves.tokens import hash_token

MOST_ATTEMPTS = 10
"""Wrong codes typed anywhere while a code waits; then it is dead. With a handful of codes waiting among a
million, somebody who guesses gets in with a chance of some hundred-thousandths."""


def pair(engine: Engine, code: str, *, now: dt.datetime) -> str | None:
    """The secret for the cookie of the tablet that the code was meant for; None: wrong, used, too late."""
    with Session(engine) as session:
        device = _claimed(session, "".join(code.split()), now)
        if device is None:
            _count_wrong(session)
            session.commit()
            return None
        secret = new_secret()
        device.cookie_hash = hash_secret(secret)
        device.token_hash = hash_token(token_of(secret))
        device.paired_on = now.astimezone(dates.VIETNAM).date()
        device.heard = now
        session.add(device)
        append(session, "tablet", "device.pair", f"device {device.id}", {"collector": device.collector_id})
        session.commit()
        return secret


def find_device(session: Session, secret: str) -> tuple[Device, Collector] | None:
    """The tablet that holds a cookie, and its door."""
    if not secret:
        return None
    statement = (
        select(Device, Collector)
        .join(Collector, col(Collector.id) == col(Device.collector_id))
        .where(col(Device.cookie_hash) == hash_secret(secret))
    )
    found = session.execute(statement).one_or_none()
    return (found[0], found[1]) if found else None


def _claimed(session: Session, code: str, now: dt.datetime) -> Device | None:
    """The tablet of a code that is still alive; the code is gone with this, so that no two get it."""
    alive = (
        col(PairingCode.code_hash) == hash_secret(code),
        col(PairingCode.expires) > now,
        col(PairingCode.attempts) < MOST_ATTEMPTS,
    )
    claim = delete(PairingCode).where(*alive).returning(col(PairingCode.device_id))
    number = session.execute(claim).scalar_one_or_none()
    device = session.get(Device, number) if number is not None else None
    return device if device is not None and device.revoked_on is None else None


def _count_wrong(session: Session) -> None:
    """Nobody knows which code was meant, so a wrong one counts against all that wait."""
    session.execute(update(PairingCode).values(attempts=PairingCode.attempts + 1))

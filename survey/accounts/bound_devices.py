"""Shared computers of an office: bound by a code that is typed into a browser once, listed, and revoked.

They are not the tablets of `survey.devices`: those stand at a door, belong to a collector, show a citizen's
page and keep ballots; these belong to a unit, and nobody but staff is in front of them.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, delete, update
from sqlmodel import Session, col, select

from survey.accounts import scope
from survey.accounts.managing import ADMINISTRATOR
from survey.accounts.secrets_kept import hash_token, new_token
from survey.codes.alphabet import random_letters
from survey.keys import id_of
from survey.secret_key import SecretKey
from survey.tables import BoundDevice, StaffSession, Unit
from survey.waves.events import append

CODE_LETTERS = 10
"""42 bits, guessed at from outside at a few tries a second, and only for a quarter of an hour."""
CODE_LIVES = dt.timedelta(minutes=15)
LONGEST = 120
State = Literal["waiting", "lapsed", "bound", "revoked"]


@dataclass(frozen=True)
class Ordered:
    """A device that waits for its browser, and the code that is told only now."""

    device: BoundDevice
    code: str


def read_label(text: str) -> str:
    """What a device is called, as it is kept: one line, not too long."""
    line = "".join(each for each in " ".join(text.split()) if each.isprintable())
    return unicodedata.normalize("NFC", line)[:LONGEST].strip()


def order(session: Session, key: SecretKey, unit: Unit, label: str, *, by: str, now: dt.datetime) -> Ordered:
    """A code with which one browser is bound to the unit."""
    code = random_letters(CODE_LETTERS)
    device = BoundDevice(
        unit_id=id_of(unit),
        label=label,
        created=now,
        code_hash=_hash_code(key, code),
        code_expires=now + CODE_LIVES,
    )
    session.add(device)
    session.flush()
    append(session, by, "bound_device.order", f"bound device {device.id}", {"unit": unit.code})
    half = CODE_LETTERS // 2
    return Ordered(device, f"{code[:half]}-{code[half:]}")


def bind(engine: Engine, key: SecretKey, code: str, *, now: dt.datetime) -> str | None:
    """What the browser is to hold from now on; None where the code is wrong, used or too old.

    The code is gone with this, so that of two browsers at the same time one gets it.
    """
    token, wanted = new_token(), _hash_code(key, code)
    waits = (
        col(BoundDevice.code_hash) == wanted,
        col(BoundDevice.code_expires) > now,
        col(BoundDevice.revoked).is_(None),
    )
    taken = {"code_hash": None, "code_expires": None, "token_hash": hash_token(token), "last_used": now}
    claim = update(BoundDevice).where(*waits).values(**taken).returning(col(BoundDevice.id))
    with Session(engine) as session:
        number = session.execute(claim).scalar_one_or_none()
        if number is None:
            return None
        append(session, "a browser", "bound_device.bind", f"bound device {number}", {})
        session.commit()
    return token


def find(session: Session, token: str) -> BoundDevice | None:
    """The device that a browser is; None where it is none, or no longer."""
    if not token:
        return None
    return session.exec(select(BoundDevice).where(BoundDevice.token_hash == hash_token(token))).first()


def revoke(session: Session, device: BoundDevice, *, by: str, now: dt.datetime) -> None:
    """Take the binding away; whoever is signed in there with a PIN is signed out."""
    device.revoked, device.code_hash, device.code_expires, device.token_hash = now, None, None, None
    session.add(device)
    session.execute(delete(StaffSession).where(col(StaffSession.device_id) == device.id))
    append(session, by, "bound_device.revoke", f"bound device {device.id}", {})


def state_of(device: BoundDevice, now: dt.datetime) -> State:
    """How a device stands."""
    if device.revoked is not None:
        return "revoked"
    if device.token_hash is not None:
        return "bound"
    return "waiting" if device.code_expires is not None and device.code_expires > now else "lapsed"


def listed(session: Session, account_id: int, day: dt.date) -> list[tuple[BoundDevice, Unit]]:
    """The devices of the units that an administrator looks after, the newest first."""
    seen = scope.units_seen(account_id, [ADMINISTRATOR], day)
    found = select(BoundDevice, Unit).join(Unit, col(Unit.id) == BoundDevice.unit_id)
    rows = session.exec(found.where(col(Unit.id).in_(seen)).order_by(col(BoundDevice.id).desc()))
    return [(device, unit) for device, unit in rows]


def listed_one(
    session: Session, number: int, account_id: int, day: dt.date
) -> tuple[BoundDevice, Unit] | None:
    """One of them by its number; any other is not there."""
    seen = scope.units_seen(account_id, [ADMINISTRATOR], day)
    found = select(BoundDevice, Unit).join(Unit, col(Unit.id) == BoundDevice.unit_id)
    row = session.exec(found.where(BoundDevice.id == number, col(Unit.id).in_(seen))).first()
    return (row[0], row[1]) if row else None


def _hash_code(key: SecretKey, code: str) -> bytes:
    """All that is kept of a code, however it is typed."""
    letters = "".join(each for each in code.upper() if each.isalnum())
    return key.hash_of("code that binds a device", letters)

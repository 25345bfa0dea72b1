"""PINs of those who key papers or interview: short, so they open little, and that on a bound device only."""

from __future__ import annotations

import datetime as dt
import time

from sqlalchemy import CursorResult, Engine, delete, update
from sqlmodel import Session, col, select

from survey import dates
from survey.accounts import passwords, scope, sessions, signing_in
from survey.accounts.attempts import FREE
from survey.keys import id_of
from survey.mail.ordering import tell
from survey.secret_key import SecretKey
from survey.tables import Account, BoundDevice, Grant, StaffPin, StaffSession
from survey.waves.events import append

ROLES = ("clerk", "interviewer")
"""All that a session begun with a PIN is good for, whatever else the account holds."""
DIGITS = 6


class PinError(ValueError):
    """A PIN that cannot be taken; `problem` names the reason."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"this PIN cannot be taken ({problem}); PIN; choose six other digits")
        self.problem = problem


def check(pin: str) -> None:
    """Refuse what is not six digits, one digit over and over, and digits in a row.

    Raises
    ------
    PinError: with the name of the problem.
    """
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        raise PinError("no_pin")
    steps = {(int(later) - int(earlier)) % 10 for earlier, later in zip(pin, pin[1:], strict=False)}
    if steps in ({0}, {1}, {9}):
        raise PinError("plain_pin")


def hash_pin(key: SecretKey, account_id: int, pin: str) -> str:
    """Argon2id over a hash with the key: a copy of the tables alone does not let anybody try them all.

    Raises
    ------
    BusyError: too many at once.
    """
    return passwords.hash_password(_keyed(key, account_id, pin))


def keep(session: Session, account: Account, made: str) -> None:
    """Keep a PIN in the place of an earlier one, whose sessions end."""
    number = id_of(account)
    row = session.get(StaffPin, number) or StaffPin(account_id=number, pin_hash=made)
    row.pin_hash, row.attempts = made, 0
    session.add(row)
    _end_sessions(session, number)
    append(session, account.email, "account.pin", f"account {number}", {})
    tell(session, number, "pin")


def has_pin(session: Session, account_id: int) -> bool:
    """Whether a PIN was set; told to the account itself only."""
    return session.get(StaffPin, account_id) is not None


def offered(session: Session, device: BoundDevice, day: dt.date) -> list[Account]:
    """Whom a device offers by name: the active ones with a password and such a role on its unit or below."""
    # It lives beside the statistics, which a server that takes ballots does not load.
    from analysis.collation import sort_key

    holders = select(Grant.account_id).where(scope.granted_below(ROLES, device.unit_id, day))
    ready = (col(Account.is_active), col(Account.password_hash).is_not(None))
    found = session.exec(select(Account).where(col(Account.id).in_(holders), *ready)).all()
    return sorted(found, key=lambda each: (sort_key(each.name), each.email))


def is_offered(session: Session, device: BoundDevice, account_id: int, day: dt.date) -> bool:
    """Whether a device offers this account."""
    return any(each.id == account_id for each in offered(session, device, day))


def only_here(session: Session, device: BoundDevice, account_id: int, day: dt.date) -> scope.Only:
    """The roles that count with a PIN: these two, on the unit of the device or below."""
    there = (Grant.account_id == account_id, scope.granted_below(ROLES, device.unit_id, day))
    return scope.Only(account_id, tuple(session.exec(select(col(Grant.id)).where(*there)).all()))


def sign_in(
    engine: Engine, key: SecretKey, device_id: int, account_id: int, pin: str, *, now: dt.datetime
) -> str | None:
    """What the browser is to hold; None, after as much work and time, whatever of it was wrong.

    Raises
    ------
    BusyError: too many passwords are being checked at once.
    """
    begun = time.monotonic()
    token = _token(engine, key, device_id, account_id, pin, now)
    if token is None and signing_in.GRAIN:
        time.sleep(-(time.monotonic() - begun) % signing_in.GRAIN)
    return token


def remove(session: Session, account_id: int) -> None:
    """Take the PIN away, as when the password is set anew: whoever knew it may be the reason."""
    session.execute(delete(StaffPin).where(col(StaffPin.account_id) == account_id))
    _end_sessions(session, account_id)


def _token(
    engine: Engine, key: SecretKey, device_id: int, account_id: int, pin: str, now: dt.datetime
) -> str | None:
    pin_hash = _claimed(engine, device_id, account_id, now)
    # The slow part, with no lock held, and also where there is nothing to compare with.
    is_right = passwords.is_right(_keyed(key, account_id, pin), pin_hash)
    with Session(engine) as session:
        if not is_right:
            _say_if_locked(session, account_id, was_tried=pin_hash is not None)
            return None
        kept, device = session.get(StaffPin, account_id), session.get_one(BoundDevice, device_id)
        account = session.get_one(Account, account_id)
        if kept is None or kept.pin_hash != pin_hash or device.token_hash is None or not account.is_active:
            return None
        kept.attempts, device.last_used = 0, now
        session.add_all((kept, device))
        append(session, account.email, "account.sign_in", f"account {account_id}", {"pin": device_id})
        token = sessions.begin(session, account, "pin", now=now, device_id=device_id)
        session.commit()
    return token


def _claimed(engine: Engine, device_id: int, account_id: int, now: dt.datetime) -> str | None:
    """The hash to compare with, once the attempt is counted; None where there is nothing to be tried."""
    mine = col(StaffPin.account_id) == account_id
    count = update(StaffPin).where(mine, col(StaffPin.attempts) < FREE)
    with Session(engine) as session:
        device = session.get(BoundDevice, device_id)
        day = now.astimezone(dates.VIETNAM).date()
        if device is None or device.token_hash is None or not is_offered(session, device, account_id, day):
            return None
        counted = session.execute(count.values(attempts=StaffPin.attempts + 1))
        if not isinstance(counted, CursorResult) or counted.rowcount != 1:
            return None
        found = session.exec(select(StaffPin.pin_hash).where(mine)).one()
        session.commit()
    return found


def _say_if_locked(session: Session, account_id: int, *, was_tried: bool) -> None:
    kept = session.get(StaffPin, account_id) if was_tried else None
    if kept is not None and kept.attempts >= FREE:
        append(session, "hailong", "account.pin_locked", f"account {account_id}", {"attempts": kept.attempts})
        session.commit()


def _end_sessions(session: Session, account_id: int) -> None:
    mine = (col(StaffSession.account_id) == account_id, col(StaffSession.strength) == "pin")
    session.execute(delete(StaffSession).where(*mine))


def _keyed(key: SecretKey, account_id: int, pin: str) -> str:
    return key.hash_of("PIN", str(account_id), pin).hex()

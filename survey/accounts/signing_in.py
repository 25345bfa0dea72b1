"""Signing in with a password: as much work and the same answer, whether the address is known or not."""

from __future__ import annotations

import datetime as dt
import time

from sqlalchemy import Engine
from sqlmodel import Session, select

from survey.accounts import attempts, passwords, sessions
from survey.keys import id_of
from survey.tables import Account
from survey.waves.events import append

GRAIN = 0.25
"""Seconds; a refusal takes a whole number of these, so that the few milliseconds in which an attempt at a
known address is counted tell nothing."""


def sign_in(engine: Engine, email: str, password: str, *, now: dt.datetime) -> str | None:
    """What the browser is to hold; None where address or password is wrong, or the account waits or is shut.

    Raises
    ------
    BusyError: too many passwords are being checked at once.
    """
    begun = time.monotonic()
    token = _token(engine, email, password, now)
    if token is None and GRAIN:
        time.sleep(-(time.monotonic() - begun) % GRAIN)
    return token


def email_of(text: str) -> str:
    """An address as it is kept and looked for; nothing where it cannot be one."""
    found = text.strip().lower()
    return found if found.isprintable() else ""


def _token(engine: Engine, email: str, password: str, now: dt.datetime) -> str | None:
    found = _claimed(engine, email, now)
    account_id, password_hash = found or (0, None)
    # The slow part, with no lock held: the database has others to serve.
    if not passwords.is_right(password, password_hash):
        return None
    renewed = passwords.hash_password(password) if passwords.is_outdated(password_hash or "") else None
    with Session(engine) as session:
        account = session.get_one(Account, account_id)
        if not account.is_active or account.password_hash != password_hash:
            return None
        if renewed:
            account.password_hash = renewed
            session.add(account)
            session.flush()
        token = _begun(session, account, now)
        session.commit()
    return token


def _claimed(engine: Engine, email: str, now: dt.datetime) -> tuple[int, str | None] | None:
    with Session(engine) as session:
        account = session.exec(select(Account).where(Account.email == email_of(email))).first()
        if account is None or not account.is_active:
            return None
        number, kept = id_of(account), account.password_hash
        is_claimed = attempts.claim(session, number, now=now)
        session.commit()
    return (number, kept) if is_claimed else None


def _begun(session: Session, account: Account, now: dt.datetime) -> str:
    """A session of the strength of a password; with a second factor to come nothing is forgiven yet."""
    number = id_of(account)
    if account.totp_secret is None:
        attempts.forget(session, number)
        append(session, account.email, "account.sign_in", f"account {number}", {"second_factor": False})
    else:
        attempts.give_back(session, number)
    return sessions.begin(session, account, "password", now=now)

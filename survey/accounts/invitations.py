"""Links with which somebody sets a password: for a first time, or anew; each works once and not for long."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CursorResult, Engine, delete
from sqlmodel import Session, col, select

from survey.accounts import attempts, passwords, pins, sessions
from survey.accounts.secrets_kept import hash_token, new_token
from survey.accounts.sessions import Strength
from survey.keys import id_of
from survey.mail.ordering import tell
from survey.tables import Account, Invitation
from survey.waves.events import append

LIVES = dt.timedelta(hours=72)


def make(session: Session, account: Account, *, by: str, now: dt.datetime) -> str:
    """A link's token, told only now; earlier links of the account stop working."""
    number, token = id_of(account), new_token()
    stale = (col(Invitation.account_id) == number) | (col(Invitation.expires) <= now)
    session.execute(delete(Invitation).where(stale))
    session.add(Invitation(token_hash=hash_token(token), account_id=number, expires=now + LIVES))
    append(session, by, "account.invite", f"account {number}", {})
    return token


def find(session: Session, token: str, *, now: dt.datetime) -> Account | None:
    """Whom a link is for; None where it was used, is too old, or never was."""
    statement = select(Account).join(Invitation, col(Invitation.account_id) == Account.id)
    valid = (Invitation.token_hash == hash_token(token), col(Invitation.expires) > now)
    return session.exec(statement.where(*valid, col(Account.is_active))).first()


def accept(engine: Engine, token: str, password: str, *, now: dt.datetime) -> str | None:
    """Set the password and use the link up; what the browser is to hold, None where the link is no good.

    A second factor that is there stays: the link alone does not get past it.

    Raises
    ------
    PasswordError: the password cannot be taken; the link still works.
    BusyError: too many passwords are being checked at once.
    """
    with Session(engine) as session:
        account = find(session, token, now=now)
        if account is None:
            return None
        passwords.check(password, account.email)
        number = id_of(account)
    made = passwords.hash_password(password)
    with Session(engine) as session:
        valid = (col(Invitation.token_hash) == hash_token(token), col(Invitation.expires) > now)
        used = session.execute(delete(Invitation).where(*valid))
        account = session.get_one(Account, number)
        if not isinstance(used, CursorResult) or used.rowcount != 1 or not account.is_active:
            return None
        begun = set_password(session, account, made, by=account.email, now=now)
        session.commit()
    return begun


def set_password(
    session: Session,
    account: Account,
    made: str,
    *,
    by: str,
    now: dt.datetime,
    strength: Strength = "password",
) -> str:
    """Keep a new password's hash; all sessions and links end, a PIN goes, and one session begins."""
    account.password_hash = made
    session.add(account)
    session.flush()
    number = id_of(account)
    if account.totp_secret is None:
        attempts.forget(session, number)
    session.execute(delete(Invitation).where(col(Invitation.account_id) == number))
    sessions.end_all(session, number)
    pins.remove(session, number)
    append(session, by, "account.password", f"account {number}", {})
    tell(session, number, "password")
    return sessions.begin(session, account, strength, now=now)

"""Sessions of staff, kept in a table so that they can be ended: hashed, with an end, renewed at sign-in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from survey.accounts.secrets_kept import hash_token, new_token
from survey.keys import id_of
from survey.tables import Account, StaffSession

IDLE = dt.timedelta(minutes=30)
PIN_IDLE = dt.timedelta(minutes=15)
"""Of a session begun with a PIN, on a computer that somebody else sits down at next."""
ABSOLUTE = dt.timedelta(hours=12)
SEEN_EVERY = dt.timedelta(minutes=1)
"""How finely it is noted that somebody is still there: not every page writes."""

Strength = Literal["password", "second_factor", "pin"]


@dataclass(frozen=True)
class Kept:
    """A session that holds, and whose it is."""

    row: StaffSession
    account: Account


def begin(
    session: Session,
    account: Account,
    strength: Strength,
    *,
    now: dt.datetime,
    device_id: int | None = None,
) -> str:
    """A new session; what the browser is to hold. Those that have run out go on this occasion.

    With a PIN it belongs to a bound device, by whose number alone it is found again.
    """
    session.execute(delete(StaffSession).where(col(StaffSession.created) <= now - ABSOLUTE))
    token = new_token()
    session.add(
        StaffSession(
            token_hash=hash_token(token),
            account_id=id_of(account),
            created=now,
            last_seen=now,
            strength=strength,
            device_id=device_id,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, *, now: dt.datetime, device_id: int | None = None) -> Kept | None:
    """The session that a browser holds; None where it holds none, it has run out, or the account is shut.

    `device_id` is the bound device that the browser is: a session begun with a PIN is found there only.
    """
    if not token:
        return None
    statement = select(StaffSession, Account).join(Account, col(Account.id) == StaffSession.account_id)
    found = session.exec(statement.where(StaffSession.token_hash == hash_token(token))).first()
    if found is None:
        return None
    row, account = found
    if row.device_id is not None and row.device_id != device_id:
        return None
    idle = IDLE if row.device_id is None else PIN_IDLE
    if not account.is_active or now - row.last_seen >= idle or now - row.created >= ABSOLUTE:
        return None
    return Kept(row, account)


def note_seen(session: Session, row: StaffSession, *, now: dt.datetime) -> bool:
    """Note that somebody is still there; whether there was anything to note."""
    if now - row.last_seen < SEEN_EVERY:
        return False
    mine = col(StaffSession.id) == row.id
    session.execute(update(StaffSession).where(mine).values(last_seen=now))
    return True


def end(session: Session, token: str) -> None:
    """End the session that a browser holds."""
    session.execute(delete(StaffSession).where(col(StaffSession.token_hash) == hash_token(token)))


def end_all(session: Session, account_id: int) -> None:
    """End every session of an account, wherever it is."""
    session.execute(delete(StaffSession).where(col(StaffSession.account_id) == account_id))

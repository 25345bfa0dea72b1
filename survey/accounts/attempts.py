"""Attempts at an account: each is claimed before it is judged, and after a few the next one has to wait."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CursorResult, or_, update
from sqlmodel import Session, col, select

from survey.mail.ordering import tell
from survey.tables import Account, StaffPin
from survey.waves.events import append

FREE = 5
"""Attempts that fail before anybody has to wait."""
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def claim(session: Session, account_id: int, *, now: dt.datetime) -> bool:
    """Count one attempt before it is judged, so that many at the same time are not judged for one.

    False while the account waits; then nothing is counted, or a stranger could keep it waiting for ever.
    """
    mine = col(Account.id) == account_id
    is_free = or_(col(Account.locked_until).is_(None), col(Account.locked_until) <= now)
    counted = update(Account).where(mine, is_free).values(failed_attempts=Account.failed_attempts + 1)
    found = session.execute(counted)
    if not isinstance(found, CursorResult) or not found.rowcount:
        return False
    attempts = session.exec(select(Account.failed_attempts).where(mine)).one()
    wait = wait_after(attempts)
    if wait:
        session.execute(update(Account).where(mine).values(locked_until=now + wait))
        detail = {"attempts": attempts, "minutes": int(wait.total_seconds() // 60)}
        append(session, "hailong", "account.locked", f"account {account_id}", detail)
        tell(session, account_id, "locked")
    return True


def give_back(session: Session, account_id: int) -> None:
    """The attempt was right but there is a second one to come: the count stands as it did before."""
    mine = col(Account.id) == account_id
    before = {"failed_attempts": Account.failed_attempts - 1, "locked_until": None}
    session.execute(update(Account).where(mine, col(Account.failed_attempts) > 0).values(**before))


def forget(session: Session, account_id: int) -> None:
    """Somebody is signed in whole, or an administrator says so: earlier attempts no longer count.

    Those at the PIN, which are counted apart, neither: whoever mistypes one cannot keep the password waiting.
    """
    mine = col(Account.id) == account_id
    session.execute(update(Account).where(mine).values(failed_attempts=0, locked_until=None))
    session.execute(update(StaffPin).where(col(StaffPin.account_id) == account_id).values(attempts=0))


def wait_after(attempts: int) -> dt.timedelta:
    """How long an account waits after so many attempts: nothing, then ever longer, never for ever."""
    if attempts < FREE:
        return dt.timedelta()
    doublings = min(attempts - FREE, 16)
    wait: dt.timedelta = FIRST_WAIT * 2**doublings
    return min(wait, LONGEST_WAIT)

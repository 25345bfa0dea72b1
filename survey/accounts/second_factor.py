"""The second factor: codes by time from an app, none taken twice, and recovery codes for a lost phone."""

from __future__ import annotations

import datetime as dt
import hmac
import json
from dataclasses import dataclass

from sqlalchemy import CursorResult, Engine, Update, or_, update
from sqlmodel import Session, col

from survey.accounts import attempts, secrets_kept, sessions
from survey.accounts.sessions import Kept
from survey.keys import id_of
from survey.mail.ordering import tell
from survey.secret_key import SecretKey
from survey.tables import Account
from survey.waves.events import append

COMPELLED = frozenset({"administrator", "analyst", "approver"})
"""Roles that nobody holds without a second factor."""
ISSUER = "Hai Long"
SECONDS, DIGITS = 30, 6
STEPS_AROUND = 1
"""A phone's clock may be off by one step."""


@dataclass(frozen=True)
class Begun:
    """A second factor has been set up: what the browser is to hold, and codes that are shown only now."""

    token: str
    recovery_codes: list[str]


def is_compelled(roles: frozenset[str]) -> bool:
    """Whether these roles call for a second factor."""
    return bool(roles & COMPELLED)


def new_secret(session: Session, key: SecretKey, kept: Kept) -> str:
    """The secret to be put into an app; the same one for as long as the set-up in this session lasts."""
    number, sealed = id_of(kept.account), kept.row.new_secret
    found = secrets_kept.unseal(key, number, sealed) if sealed else None
    if found is None:
        import pyotp

        found = pyotp.random_base32()
        kept.row.new_secret = secrets_kept.seal(key, number, found)
        session.add(kept.row)
        session.flush()
    return found


def address_of(secret: str, email: str) -> str:
    """What the app reads from the square code."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def set_up(session: Session, key: SecretKey, kept: Kept, code: str, *, now: dt.datetime) -> Begun | None:
    """Keep the second factor, once a code proves that the app has it; None where it does not.

    Every other session of the account ends, and this one begins anew.
    """
    account, number = kept.account, id_of(kept.account)
    secret = new_secret(session, key, kept)
    step = step_of(secret, code, now=now)
    if account.totp_secret is not None or step is None:
        return None
    codes = secrets_kept.new_recovery_codes()
    account.totp_secret, account.totp_step = secrets_kept.seal(key, number, secret), step
    account.recovery_codes = json.dumps(
        [secrets_kept.hash_recovery_code(key, number, each) for each in codes]
    )
    session.add(account)
    attempts.forget(session, number)
    sessions.end_all(session, number)
    append(session, account.email, "account.second_factor", f"account {number}", {})
    tell(session, number, "second_factor")
    return Begun(sessions.begin(session, account, "second_factor", now=now), codes)


def prove(engine: Engine, key: SecretKey, token: str, code: str, *, now: dt.datetime) -> str | None:
    """What the browser is to hold instead, once the second factor is proven; None where it is not."""
    with Session(engine) as session:
        kept = sessions.find(session, token, now=now)
        if kept is None or not attempts.claim(session, id_of(kept.account), now=now):
            return None
        # The attempt counts, whatever happens from here on.
        session.commit()
        used = _used(session, key, kept.account, code, now)
        if not used:
            return None
        attempts.forget(session, id_of(kept.account))
        sessions.end(session, token)
        append(session, kept.account.email, "account.sign_in", f"account {kept.account.id}", used)
        renewed = sessions.begin(session, kept.account, "second_factor", now=now)
        session.commit()
    return renewed


def reset(session: Session, account: Account, *, by: str) -> None:
    """Take the second factor away, as when a phone is lost; it has to be set up anew."""
    account.totp_secret = account.totp_step = account.recovery_codes = None
    session.add(account)
    sessions.end_all(session, id_of(account))
    append(session, by, "account.second_factor_reset", f"account {account.id}", {})
    tell(session, id_of(account), "second_factor_reset")


def step_of(secret: str, code: str, *, now: dt.datetime) -> int | None:
    """The step of time that a code belongs to; None where it belongs to none of about now."""
    import pyotp

    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    here, factor = int(now.timestamp()) // SECONDS, pyotp.TOTP(secret)
    around = range(here - STEPS_AROUND, here + STEPS_AROUND + 1)
    return next((step for step in around if hmac.compare_digest(factor.generate_otp(step), typed)), None)


def _used(
    session: Session, key: SecretKey, account: Account, code: str, now: dt.datetime
) -> dict[str, object]:
    """What was taken, for the log; nothing where the code was wrong, or taken before."""
    secret = secrets_kept.unseal(key, id_of(account), account.totp_secret or b"")
    step = step_of(secret, code, now=now) if secret else None
    if step is not None:
        return {"second_factor": True} if _take_step(session, account, step) else {}
    left = _take_recovery_code(session, key, account, code)
    return {} if left is None else {"second_factor": True, "recovery_codes_left": left}


def _take_step(session: Session, account: Account, step: int) -> bool:
    """In the database itself, so that of two at the same time one is refused."""
    is_new = or_(col(Account.totp_step).is_(None), col(Account.totp_step) < step)
    statement = update(Account).where(col(Account.id) == account.id, is_new)
    return _changed(session, statement.values(totp_step=step))


def _take_recovery_code(session: Session, key: SecretKey, account: Account, code: str) -> int | None:
    """How many are left after this one; None where it is none of them."""
    before = account.recovery_codes
    kept: list[str] = json.loads(before or "[]")
    mark = secrets_kept.hash_recovery_code(key, id_of(account), code)
    left = [each for each in kept if not hmac.compare_digest(each, mark)]
    if len(left) == len(kept):
        return None
    mine = (col(Account.id) == account.id, col(Account.recovery_codes) == before)
    is_taken = _changed(session, update(Account).where(*mine).values(recovery_codes=json.dumps(left)))
    return len(left) if is_taken else None


def _changed(session: Session, statement: Update) -> bool:
    found = session.execute(statement)
    return isinstance(found, CursorResult) and found.rowcount == 1

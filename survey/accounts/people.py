"""Looking after accounts: invited with a role on a unit, granted more or less, shut and opened again."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, select

from survey.accounts import attempts, invitations, scope, sessions
from survey.accounts.signing_in import email_of
from survey.keys import id_of
from survey.mail.ordering import tell
from survey.tables import Account, Grant, Unit, UnitParent
from survey.tables.staff import ROLES
from survey.waves.events import append

State = Literal["invited", "active", "locked", "disabled"]
LONGEST = 120
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class AccountError(ValueError):
    """An account that cannot be made, found or changed as asked."""


@dataclass(frozen=True)
class Invited:
    """An account and its link's token, told only now; none where there is a password already."""

    account: Account
    token: str | None


def create_first(session: Session, email: str, units: list[Unit], *, by: str, now: dt.datetime) -> Invited:
    """The first administrator, on the units at the top.

    Raises
    ------
    AccountError: there is an administrator, no unit, or no e-mail address.
    """
    if session.exec(select(Grant).where(Grant.role == "administrator")).first() is not None:
        raise AccountError(
            "there is an administrator already; hailong account list; use hailong account invite, "
            "or hailong account link for a new password"
        )
    if not units:
        raise AccountError("there is no unit to administer; units; run: hailong unit import")
    first, *others = units
    invited = invite(session, email, "", "administrator", first, by=by, now=now)
    for unit in others:
        grant(session, invited.account, "administrator", unit, by=by)
    return invited


def invite(
    session: Session,
    email: str,
    name: str,
    role: str,
    unit: Unit,
    *,
    by: str,
    now: dt.datetime,
    may_link: Callable[[Account], bool] = lambda account: True,
) -> Invited:
    """Give somebody a role on a unit and all below it, and a link for a password where there is none yet.

    `may_link` says whether who invites may have the link of an account that was there before: whoever holds
    the link gets all that the account holds, also what it holds elsewhere.

    Raises
    ------
    AccountError: no e-mail address, or no role.
    """
    address = read_email(email)
    account = session.exec(select(Account).where(Account.email == address)).first()
    if account is None:
        called = "".join(each for each in " ".join(name.split()) if each.isprintable())
        called = unicodedata.normalize("NFC", called)[:LONGEST]
        account = Account(email=address, name=called or address.partition("@")[0])
        session.add(account)
        session.flush()
        append(session, by, "account.new", f"account {account.id}", {"email": address})
    grant(session, account, role, unit, by=by)
    if account.password_hash is not None or not may_link(account):
        return Invited(account, None)
    return Invited(account, invitations.make(session, account, by=by, now=now))


def read_email(text: str) -> str:
    """An e-mail address as it is kept.

    Raises
    ------
    AccountError: it is none, or a very long one.
    """
    address = unicodedata.normalize("NFC", email_of(text))
    if len(address) > LONGEST or not _EMAIL.fullmatch(address) or not address.isprintable():
        raise AccountError(f"this is no e-mail address: {text[:LONGEST]!r}; write it as name@office.example")
    return address


def grant(session: Session, account: Account, role: str, unit: Unit, *, by: str) -> Grant:
    """Give an account a role on a unit and all below it; given twice it is given once.

    Raises
    ------
    AccountError: there is no such role.
    """
    if role not in ROLES:
        raise AccountError(f"there is no role {role!r}; choose one of {', '.join(ROLES)}")
    number, unit_id = id_of(account), id_of(unit)
    row = _grant(session, number, role, unit_id)
    if row is None:
        row = Grant(account_id=number, unit_id=unit_id, role=role, granted_by=by)
    elif row.valid_to is None:
        return row
    row.valid_to, row.granted_by = None, by
    session.add(row)
    session.flush()
    append(session, by, "account.grant", f"account {number}", {"role": role, "unit": unit.code})
    tell(session, number, "grant")
    return row


def revoke(session: Session, row: Grant, *, by: str, day: dt.date) -> None:
    """Take a role away at once; that it was held stays to be seen."""
    row.valid_to = day - dt.timedelta(days=1)
    session.add(row)
    unit = session.get_one(Unit, row.unit_id)
    append(session, by, "account.revoke", f"account {row.account_id}", {"role": row.role, "unit": unit.code})


def disable(session: Session, account: Account, *, by: str) -> None:
    """Shut an account and end all its sessions; what it did stays."""
    account.is_active = False
    session.add(account)
    sessions.end_all(session, id_of(account))
    append(session, by, "account.disable", f"account {account.id}", {})


def enable(session: Session, account: Account, *, by: str) -> None:
    """Open a shut account again, with the password and the roles it had."""
    account.is_active = True
    session.add(account)
    append(session, by, "account.enable", f"account {account.id}", {})


def unlock(session: Session, account: Account, *, by: str) -> None:
    """Let somebody who mistyped too often try again at once."""
    attempts.forget(session, id_of(account))
    append(session, by, "account.unlock", f"account {account.id}", {})


def account_of(session: Session, email: str) -> Account:
    """The account with an address.

    Raises
    ------
    AccountError: there is none.
    """
    found = session.exec(select(Account).where(Account.email == email_of(email))).first()
    if found is None:
        raise AccountError(f"there is no account {email!r}; hailong account list shows them all")
    return found


def role_on(session: Session, account: Account, role: str, code: str, day: dt.date) -> Grant:
    """The grant of a role on the unit with a code, which may have been closed since.

    Raises
    ------
    AccountError: the account does not hold the role on the unit.
    """
    for row, unit in held(session, id_of(account), day):
        if (row.role, unit.code) == (role, code):
            return row
    raise AccountError(f"{account.email} is not {role} on {code}; hailong account list shows who is what")


def state_of(account: Account, now: dt.datetime) -> State:
    """How an account stands."""
    if not account.is_active:
        return "disabled"
    if account.password_hash is None:
        return "invited"
    is_locked = account.locked_until is not None and account.locked_until > now
    return "locked" if is_locked else "active"


def top_units(session: Session, day: dt.date) -> list[Unit]:
    """The units of a day that belong to no other."""
    below = select(UnitParent.unit_id).where(scope.exists_on(UnitParent, day))
    return list(session.exec(select(Unit).where(scope.exists_on(Unit, day), col(Unit.id).not_in(below))))


def held(session: Session, account_id: int, day: dt.date) -> list[tuple[Grant, Unit]]:
    """The roles that an account holds on a day, each with its unit."""
    statement = select(Grant, Unit).join(Unit, col(Unit.id) == Grant.unit_id)
    found = [(row, unit) for row, unit in session.exec(statement.where(scope.mine(account_id, day))).all()]
    return sorted(found, key=lambda each: (ROLES.index(each[0].role), each[1].code))


def _grant(session: Session, account_id: int, role: str, unit_id: int) -> Grant | None:
    mine = (Grant.account_id == account_id, Grant.role == role, Grant.unit_id == unit_id)
    return session.exec(select(Grant).where(*mine)).first()

"""People for these tests: with roles on the units of the province, a password, perhaps a second factor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyotp
from sqlalchemy import Engine
from sqlmodel import Session, select

from survey.accounts import invitations, people, second_factor, sessions
from survey.keys import id_of
from survey.secret_key import SecretKey
from survey.tables import Account, Unit

KEY_TEXT = "5a" * 32
KEY = SecretKey(bytes.fromhex(KEY_TEXT))
PASSWORD = "con trâu đi trước cái cày"
NOW = dt.datetime(2026, 9, 1, 2, 0, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Somebody:
    """An account with what only its owner knows."""

    id: int
    email: str
    secret: str = ""
    recovery_codes: tuple[str, ...] = ()

    def code(self, at: dt.datetime) -> str:
        """What the app on the phone shows."""
        return pyotp.TOTP(self.secret).at(at)


def unit(session: Session, code: str) -> Unit:
    return session.exec(select(Unit).where(Unit.code == code)).one()


def invited(engine: Engine, email: str, role: str, code: str, *, at: dt.datetime = NOW) -> tuple[int, str]:
    """An account without a password yet, and the token of its link."""
    with Session(engine, expire_on_commit=False) as session:
        made = people.invite(session, email, "Lê Thị An", role, unit(session, code), by="test", now=at)
        session.commit()
    assert made.token is not None
    return id_of(made.account), made.token


def somebody(
    engine: Engine, role: str, code: str, *, email: str = "", at: dt.datetime = NOW, factor: bool = False
) -> Somebody:
    """An account with a password, and with a second factor where it is wanted."""
    address = email or f"{role}.{code}@tinh.example"
    number, link = invited(engine, address, role, code, at=at)
    token = invitations.accept(engine, link, PASSWORD, now=at)
    if not factor:
        return Somebody(number, address)
    with Session(engine) as session:
        kept = sessions.find(session, token or "", now=at)
        assert kept is not None
        secret = second_factor.new_secret(session, KEY, kept)
        # The step before is taken, so that the one of now is still to be had.
        earlier = at - dt.timedelta(seconds=30)
        begun = second_factor.set_up(session, KEY, kept, pyotp.TOTP(secret).at(earlier), now=at)
        session.commit()
    assert begun is not None
    return Somebody(number, address, secret, tuple(begun.recovery_codes))


def account(engine: Engine, number: int) -> Account:
    """What is stored."""
    with Session(engine) as session:
        return session.get_one(Account, number)

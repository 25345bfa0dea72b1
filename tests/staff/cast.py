"""A browser of staff for these tests: it fills in forms with their mark, and can be given a session."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from survey.accounts import sessions
from survey.accounts.sessions import Strength
from survey.tables import Account
from tests.accounts.cast import PASSWORD, Somebody, somebody
from tests.databases import Cast

MARK = re.compile(r'name="form_mark" value="(\w+)"')


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass
class Browser:
    """Somebody in front of the pages of staff."""

    app: Flask
    engine: Engine
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, **more)

    def mark(self, path: str = "/staff/sign-out-everywhere") -> str:
        """The mark of a form that this browser was given."""
        found = MARK.search(self.get(path).text)
        assert found, path
        return found[1]

    def send(
        self, path: str, form: dict[str, str] | None = None, *, seen: str = "", **more: Any
    ) -> TestResponse:
        """Open the page, fill in its form, send it."""
        return self.client.post(path, data={"form_mark": self.mark(seen or path), **(form or {})}, **more)

    def sign_in(self, email: str, password: str = PASSWORD, *, path: str = "/staff/sign-in") -> TestResponse:
        return self.send(path, {"email": email, "password": password})

    def prove(self, code: str, *, path: str = "/staff/second-factor") -> TestResponse:
        return self.send(path, {"code": code})

    def hold(
        self, account_id: int, strength: Strength = "second_factor", *, at: dt.datetime | None = None
    ) -> str:
        """Be signed in without typing anything; what the browser holds."""
        with Session(self.engine) as session:
            account = session.get_one(Account, account_id)
            token = sessions.begin(session, account, strength, now=at or now())
            session.commit()
        self.client.set_cookie("hailong_session", token, path="/staff")
        return token

    @property
    def token(self) -> str:
        """What the browser holds."""
        found = self.client.get_cookie("hailong_session", path="/staff")
        return found.value if found else ""


@dataclass(frozen=True)
class Office:
    """The people of the province."""

    cast: Cast
    app: Flask
    top: Somebody
    """Administrator of the whole province."""
    health: Somebody
    """Administrator of the department of health alone."""
    nurse: Somebody
    """Officer there."""
    mayor: Somebody
    """Officer of a commune."""

    def browser(self, who: Somebody | None = None, strength: Strength = "second_factor") -> Browser:
        made = Browser(self.app, self.cast.engine)
        if who is not None:
            made.hold(who.id, strength)
        return made

    def account(self, who: Somebody) -> Account:
        with Session(self.cast.engine) as session:
            return session.get_one(Account, who.id)

    def accounts(self) -> list[Account]:
        with Session(self.cast.engine) as session:
            return list(session.exec(select(Account)))

    def emails(self) -> set[str]:
        return {each.email for each in self.accounts()}


def open_office(cast: Cast, app: Flask) -> Office:
    """Fill the province with people."""
    engine, at = cast.engine, now()
    return Office(
        cast,
        app,
        somebody(engine, "administrator", "tinh-mau", at=at, factor=True),
        somebody(engine, "administrator", "so-y-te", at=at, factor=True),
        somebody(engine, "officer", "so-y-te", at=at),
        somebody(engine, "officer", "xa-an-hoa", at=at),
    )

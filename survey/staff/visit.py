"""Who asks for this page: looked up once for every request, and known to whatever answers it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from flask import g, request
from sqlmodel import Session

from survey import current, dates
from survey.accounts import scope, second_factor, sessions
from survey.accounts.managing import ADMINISTRATOR, Manager
from survey.accounts.sessions import Kept
from survey.keys import id_of
from survey.secret_key import SecretKey, load_key
from survey.staff import cookies
from survey.tables import Account


@dataclass
class Visit:
    """One request of staff, with its transaction."""

    session: Session
    token: str
    """What the browser holds, whether it is worth anything or not."""
    form_token: str
    """What its forms are marked for: the session, else a cookie of their own."""
    is_new_form: bool
    now: dt.datetime
    kept: Kept | None

    @property
    def account(self) -> Account:
        """Whose session it is."""
        if self.kept is None:
            raise TypeError("nobody is signed in here; give the page a need of access")
        return self.kept.account

    @cached_property
    def key(self) -> SecretKey:
        """The key of the installation, without which no second factor is kept or read."""
        return load_key()

    @property
    def by(self) -> str:
        """Who does it, for the audit log."""
        return self.account.email

    @property
    def today(self) -> dt.date:
        """The day in Vietnam."""
        return self.now.astimezone(dates.VIETNAM).date()

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held today; asked anew by every request, so that what was revoked has ended."""
        return scope.roles_of(self.session, id_of(self.account), self.today)

    @property
    def lacks_code(self) -> bool:
        """Whether the second factor is still to be proven."""
        kept = self.kept
        return kept is not None and self._has_factor and kept.row.strength == "password"

    @property
    def lacks_factor(self) -> bool:
        """Whether a second factor has to be set up before anything else."""
        is_compelled = second_factor.is_compelled(self.roles)
        return self.kept is not None and not self._has_factor and is_compelled

    @property
    def is_signed_in(self) -> bool:
        """Whether everything has been shown that this account has to show."""
        return self.kept is not None and not self.lacks_code and not self.lacks_factor

    @property
    def is_administrator(self) -> bool:
        """Whether the page of people is for them."""
        return self.is_signed_in and ADMINISTRATOR in self.roles

    @property
    def manager(self) -> Manager:
        """Whom they may look after."""
        return Manager(self.session, id_of(self.account), self.today)

    def hold(self, token: str) -> None:
        """Go on under a new session, so that the page that is drawn now belongs to it."""
        self.token = self.form_token = token
        self.kept = sessions.find(self.session, token, now=self.now)

    @property
    def _has_factor(self) -> bool:
        return self.account.totp_secret is not None


def begin() -> Visit:
    """Look up who asks."""
    token, now = cookies.read(request, "session"), dt.datetime.now(dt.UTC)
    session = Session(current.engine(), expire_on_commit=False)
    g.staff_session = session
    kept = sessions.find(session, token, now=now)
    if kept is not None and sessions.note_seen(session, kept.row, now=now):
        session.commit()
    own = token if kept is not None else cookies.read(request, "form")
    visit = Visit(session, token, own or new_form_token(), not own, now, kept)
    g.staff_visit = visit
    return visit


def here() -> Visit:
    """Who asks for this page."""
    visit: Visit = g.staff_visit
    return visit


def close(_error: BaseException | None = None) -> None:
    """Give the connection back; what was not committed is undone."""
    session: Session | None = g.pop("staff_session", None)
    if session is not None:
        session.close()


def new_form_token() -> str:
    """What a browser holds for its forms while nobody is signed in."""
    from survey.accounts.secrets_kept import new_token

    return new_token()

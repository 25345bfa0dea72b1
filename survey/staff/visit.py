"""Who asks for this page: looked up once for every request, and known to whatever answers it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from flask import Flask, g, request
from sqlmodel import Session

from survey import current, dates
from survey.accounts import bound_devices, pins, scope, second_factor, sessions
from survey.accounts.managing import ADMINISTRATOR, Manager
from survey.accounts.provider_settings import Provider
from survey.accounts.sessions import Kept
from survey.keys import id_of
from survey.secret_key import SecretKey, load_key
from survey.staff import cookies
from survey.tables import Account, BoundDevice

PROVIDER = "hailong_provider"


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
    device: BoundDevice | None
    """The bound device that this browser is."""

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
        if self.kept is None or self._has_factor or self.kept.row.strength == "second_factor":
            # Without one of ours it is the identity provider that has seen one.
            return False
        return second_factor.is_compelled(self.roles)

    @property
    def is_signed_in(self) -> bool:
        """Whether everything has been shown that this account has to show."""
        return self.kept is not None and not self.lacks_code and not self.lacks_factor

    @property
    def is_by_pin(self) -> bool:
        """Whether a PIN was typed, and nothing stronger."""
        return self.kept is not None and self.kept.row.strength == "pin"

    @property
    def is_offered_a_pin(self) -> bool:
        """Whether this is a bound device that offers whoever is signed in, who typed the password."""
        if self.device is None or not self.is_signed_in or self.is_by_pin:
            return False
        return pins.is_offered(self.session, self.device, id_of(self.account), self.today)

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
        self.kept = sessions.find(self.session, token, now=self.now, device_id=_number(self.device))

    @property
    def _has_factor(self) -> bool:
        return self.account.totp_secret is not None


def provider_of(app: Flask) -> Provider | None:
    """The identity provider through which staff may come in; None where none is set."""
    found: Provider | None = app.extensions.get(PROVIDER)
    return found


def begin() -> Visit:
    """Look up who asks."""
    token, now = cookies.read(request, "session"), dt.datetime.now(dt.UTC)
    session = Session(current.engine(), expire_on_commit=False)
    g.staff_session = session
    device = bound_devices.find(session, cookies.read(request, "bound"))
    kept = sessions.find(session, token, now=now, device_id=_number(device))
    if kept is not None and sessions.note_seen(session, kept.row, now=now):
        session.commit()
    own = token if kept is not None else cookies.read(request, "form")
    visit = Visit(session, token, own or new_form_token(), not own, now, kept, device)
    scope.narrow(_only(visit))
    g.staff_visit = visit
    return visit


def here() -> Visit:
    """Who asks for this page."""
    visit: Visit = g.staff_visit
    return visit


def close(_error: BaseException | None = None) -> None:
    """Give the connection back; what was not committed is undone. The next visit may be somebody else's."""
    scope.narrow(None)
    session: Session | None = g.pop("staff_session", None)
    if session is not None:
        session.close()


def _only(visit: Visit) -> scope.Only | None:
    """With a PIN only the roles of a PIN count, on the device's unit; else all do."""
    if visit.device is None or not visit.is_by_pin:
        return None
    return pins.only_here(visit.session, visit.device, id_of(visit.account), visit.today)


def _number(device: BoundDevice | None) -> int | None:
    return None if device is None else device.id


def new_form_token() -> str:
    """What a browser holds for its forms while nobody is signed in."""
    from survey.accounts.secrets_kept import new_token

    return new_token()

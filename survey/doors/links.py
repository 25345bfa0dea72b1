"""The link of a door as its holder gives it back: only its hash is kept, so it is held against that."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlsplit

from sqlmodel import Session, select

from survey.doors.visit import FIELD, PROCEDURE
from survey.tables import Collector
from survey.waves.collectors import CollectorError
from survey.waves.tokens import hash_token

PATH = "/s/"
CODE_MARK = "#c="
"""What stands behind # is not sent to any server: a script of the page puts the code into its field."""


class LinkError(ValueError):
    """A link that is none, or that leads to another door."""


class DoorLink(NamedTuple):
    """A door and the whole address of its page."""

    collector: Collector
    address: str


def door_link(session: Session, number: int, link: str, base_url: str = "") -> DoorLink:
    """The door of a number, once the link is known to lead there.

    `link` is what `hailong collector new` printed; `base_url` completes it where it was printed without the
    server, or moves it to another one.

    Raises
    ------
    CollectorError: there is no such door, or it is no door for phones.
    LinkError: the link is none, leads elsewhere, or leads nowhere without the server.
    """
    collector = _door(session, number)
    token = _token(link)
    if hash_token(token) != collector.token_hash:
        other = session.exec(select(Collector).where(Collector.token_hash == hash_token(token))).first()
        leads = f"to collector {other.id}" if other else "to no collector of this database"
        raise LinkError(
            f"the link leads {leads}, not to collector {number}; --link; give the link of this one"
        )
    return DoorLink(collector, f"{_server(base_url or link)}{PATH}{token}")


def with_visit(address: str, *, procedure: str | None = None, field: str | None = None) -> str:
    """The address with what a receipt knows of the visit."""
    said = {PROCEDURE: procedure, FIELD: field}
    query = "&".join(f"{name}={quote(value, safe='.')}" for name, value in said.items() if value)
    return f"{address}?{query}" if query else address


def with_code(address: str, code: str) -> str:
    """The address with a one-time code behind it."""
    return f"{address}{CODE_MARK}{code}"


def _door(session: Session, number: int) -> Collector:
    collector = session.get(Collector, number)
    if collector is None:
        raise CollectorError(f"there is no collector {number}; hailong collector list shows them all")
    if collector.mode != "phone":
        raise CollectorError(
            f"people do not open this door on their phones; collector {number}, {collector.mode}; "
            "make one with --mode phone"
        )
    if collector.revoked_on is not None:
        raise CollectorError(f"this door is shut; collector {number}; make another: hailong collector new")
    return collector


def _token(link: str) -> str:
    path = urlsplit(link).path
    before, found, token = path.rpartition(PATH)
    if not found or not token or "/" in token:
        raise LinkError(
            "this is no link of a collector; --link; give it as it was printed, https://…/s/…; "
            "lost, it cannot be found again: make another collector"
        )
    return token


def _server(address: str) -> str:
    """Scheme, host and what stands before the path of our pages."""
    parts = urlsplit(address.partition(PATH)[0])
    if parts.scheme not in {"https", "http"} or not parts.netloc:
        raise LinkError("the link leads nowhere without the server; --base-url; add --base-url https://…")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"

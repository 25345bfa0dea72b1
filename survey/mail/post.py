"""The mail server of the office, as the environment names it; no letter is written where none is named."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

SERVER, PASSWORD, PASSWORD_FILE, SENDER = (
    "HAILONG_MAIL_SERVER",
    "HAILONG_MAIL_PASSWORD",
    "HAILONG_MAIL_PASSWORD_FILE",
    "HAILONG_MAIL_FROM",
)
PORTS = {"smtps": 465, "smtp": 587}
HERE = ("localhost", "127.0.0.1", "::1")


class MailSettingsError(ValueError):
    """Settings of a mail server with which no letter could be sent."""


@dataclass(frozen=True)
class Post:
    """Where letters are handed in, by whom, and who they are from."""

    scheme: str
    """smtps: encrypted from the first byte; smtp: by STARTTLS before anything else is said."""
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str

    @property
    def is_here(self) -> bool:
        """A server on this very machine, which may be spoken to without encryption."""
        return self.host in HERE


def load_post(given: Mapping[str, str] | None = None) -> Post | None:
    """The mail server that the environment names; None where it names none.

    Raises
    ------
    MailSettingsError: no address of a server, no sender, a password that cannot be read.
    """
    settings = os.environ if given is None else given
    server, sender = (settings.get(name, "").strip() for name in (SERVER, SENDER))
    if not server and not sender:
        return None
    parts = urlsplit(server)
    if parts.scheme not in PORTS or not parts.hostname:
        raise MailSettingsError(
            f"this is no mail server: {parts.scheme or '?'}://{parts.hostname or '?'}; {SERVER}; "
            "write smtps://USER@HOST or smtp://USER@HOST:587"
        )
    if parts.password is not None:
        raise MailSettingsError(f"a password stands in the address; {SERVER}; put it into {PASSWORD_FILE}")
    if "@" not in sender or any(each.isspace() for each in sender):
        raise MailSettingsError(f"this is no sender: {sender!r}; {SENDER}; write name@office.example")
    port = parts.port or PORTS[parts.scheme]
    user = unquote(parts.username or "")
    return Post(parts.scheme, parts.hostname, port, user, _password(settings), sender)


def _password(settings: Mapping[str, str]) -> str:
    name = settings.get(PASSWORD_FILE, "")
    if settings.get(PASSWORD) or not name:
        return settings.get(PASSWORD, "")
    try:
        return Path(name).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise MailSettingsError(
            f"the password of the mail server cannot be read ({error.strerror}); {name}; "
            f"correct {PASSWORD_FILE}"
        ) from None

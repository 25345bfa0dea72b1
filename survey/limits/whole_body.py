"""A request comes to the application when all of its body is here: whole, small enough, and few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from survey.ballots.body import LARGEST
from survey.headers import HEADERS
from survey.limits.hanging_up import Deadline
from survey.limits.turns import Turns

SECONDS = 20.0
"""For a body; the largest one needs 26 kbit/s."""
AT_WORK = 4
"""Requests at once in the application, of each worker; more only make larger groups for one commit."""

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

INCOMPLETE = ("400 Bad Request", b"The request broke off before its end; nothing was kept.\n")
CROWDED = (
    "503 Service Unavailable",
    b"Too many unfinished requests come from this address; try again later.\n",
)
MOST_UNFINISHED = 16
"""Bodies waited for from one address; those of honest people come with the first packet."""
HERE = ("127.", "::1")
PLAIN = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Retry-After", "5"),
)


class WholeBody:
    """Between the server and the application.

    Who sends slowly holds a thread that sleeps and not one of those that work, and not for long. A form that
    broke off could pass for one with fewer answers, so what is shorter than it said is never shown to the
    application.
    """

    def __init__(self, application: Application, *, seconds: float = SECONDS, at_work: int = AT_WORK) -> None:
        self._application = application
        self._deadline = Deadline(seconds)
        self._turns = Turns(at_work)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        refusal = self._read(environ) if _has_body(environ) else None
        if refusal is not None:
            status, text = refusal
            start_response(status, [*PLAIN, *HEADERS.items()])
            return [text]
        with self._turns:
            return self._application(environ, start_response)

    def _read(self, environ: Environ) -> tuple[str, bytes] | None:
        """Put the body into memory, or say why not. One too long is left for the application to refuse."""
        said, address = _length(environ), environ.get("REMOTE_ADDR", "")
        if said is not None and said > LARGEST:
            return None
        if not address.startswith(HERE) and self._deadline.waiting_for(address) >= MOST_UNFINISHED:
            return CROWDED
        with self._deadline.over(address):
            body = environ["wsgi.input"].read(LARGEST + 1 if said is None else said)
        environ["wsgi.input"] = BytesIO(body)
        environ["wsgi.input_terminated"] = True
        environ["CONTENT_LENGTH"] = str(len(body))
        return None if said is None or len(body) == said else INCOMPLETE


def _has_body(environ: Environ) -> bool:
    return environ.get("CONTENT_LENGTH", "") not in {"", "0"} or "HTTP_TRANSFER_ENCODING" in environ


def _length(environ: Environ) -> int | None:
    """What a request says of its length; None where it comes in pieces."""
    said = environ.get("CONTENT_LENGTH", "")
    return int(said) if said.isascii() and said.isdigit() else None

"""The cookie of a phone that has answered at a door: signed, for one day, and with no answer in it.

It holds the day and how many forms were sent of late, and nothing that tells one phone from another.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import struct
import time
from dataclasses import dataclass
from functools import cache

from flask import Request
from werkzeug import Response

from survey.ballots.doors import Door
from survey.limits.limits import PHONE
from survey.secret_key import SecretKey, SecretKeyError, load_key

NAME = "answered"
AGAIN = "again"
"""Stands in the address of a form for another visit."""
SECONDS = 24 * 3600
SETTING = "HAILONG_COOKIE_KEY"
_FORM = struct.Struct(">II")
_MARK_BYTES = 16
GRAIN = 10
"""Seconds: times in the cookie are no finer."""


@dataclass(frozen=True)
class Answered:
    """What the cookie says: when it was first given, and when the debt of the forms sent is paid off."""

    since: int
    due: int

    def is_fresh(self, now: float) -> bool:
        """Whether it is of the last day."""
        return 0 <= now - self.since <= SECONDS


def is_for(door: Door) -> bool:
    """Whether a door gives the cookie: never at a counter, where the next person is another, or in a test."""
    return door.layout == "phone" and door.mode == "phone" and not door.rehearsing


def read(request: Request, token: str) -> Answered | None:
    """What the phone brings along; None where it brings nothing, or nothing of ours."""
    found = _opened(request.cookies.get(NAME, ""), token)
    return found if found is not None and found.is_fresh(time.time()) else None


def wait(found: Answered | None) -> int:
    """Whole seconds until this phone may send one more; 0: now."""
    return 0 if found is None else -int(-PHONE.next(found.due, time.time())[1] // 1)


def give(response: Response, request: Request, token: str, *, has_sent: bool) -> Response:
    """Let the phone keep that it has answered here; `has_sent` counts one form more."""
    now = time.time()
    found = read(request, token)
    if found is not None and not has_sent:
        return response
    due, _ = PHONE.next(found.due if found else 0, now) if has_sent else (now, 0.0)
    kept = Answered(_coarse(found.since if found else now), _coarse(due))
    response.set_cookie(
        NAME,
        _sealed(kept, token),
        max_age=SECONDS,
        path=f"/s/{token}",
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )
    return response


def _coarse(moment: float) -> int:
    return int(moment) // GRAIN * GRAIN


def _sealed(kept: Answered, token: str) -> str:
    content = _FORM.pack(kept.since, kept.due)
    return base64.urlsafe_b64encode(content + _mark(content, token)).decode("ascii")


def _opened(text: str, token: str) -> Answered | None:
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        return None
    content, mark = raw[: _FORM.size], raw[_FORM.size :]
    if len(content) != _FORM.size or not hmac.compare_digest(mark, _mark(content, token)):
        return None
    return Answered(*_FORM.unpack(content))


def _mark(content: bytes, token: str) -> bytes:
    return _key().hash_of("answered", token, content.hex())[:_MARK_BYTES]


@cache
def _key() -> SecretKey:
    """That of the installation; where it has none, one that all workers were given, or only this one has."""
    try:
        return load_key()
    except SecretKeyError:
        given = os.environ.get(SETTING) or secrets.token_hex(32)
        return SecretKey(hashlib.sha256(given.encode()).digest())

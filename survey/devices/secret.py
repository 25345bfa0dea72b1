"""The secrets of a tablet: its cookie, the token made from it, its pairing code, the PIN of its staff."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from werkzeug.security import generate_password_hash

CODE_DIGITS = 6
PIN_DIGITS = 6
PIN_METHOD = "pbkdf2:sha256:600000"
"""Browsers can work it out too, so that a tablet without a network still knows its staff."""


def new_secret() -> str:
    """What the cookie holds."""
    return secrets.token_urlsafe(24)


def token_of(secret: str) -> str:
    """The tablet's own token through its door: made from the cookie, which cannot be made from it."""
    mark = hmac.digest(secret.encode(), b"the door of this tablet", "sha256")
    return base64.urlsafe_b64encode(mark[:16]).decode().rstrip("=")


def hash_secret(secret: str) -> bytes:
    """All that is kept of a cookie or of a pairing code."""
    return hashlib.sha256(secret.encode()).digest()


def new_code() -> str:
    """Six digits to be typed into a tablet; they live for minutes and for few attempts."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def new_pin() -> str:
    """A number for staff, made here so that it is nobody's birthday."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"


def hash_pin(pin: str) -> str:
    """The hash that server and tablet check a PIN against."""
    return generate_password_hash(pin, PIN_METHOD)

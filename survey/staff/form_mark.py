"""The mark that every form of ours carries, so that no other site can send one in somebody's name.

It is made from what the browser holds and the key of the installation, and looks different on every page, so
that a compressed page gives nothing of it away.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import cache

from flask import Request

from survey.devices.cookie import is_own_page
from survey.limits.answered import SETTING
from survey.secret_key import SecretKey, SecretKeyError, load_key

FIELD = "form_mark"
BYTES = 32


def mark_of(held: str) -> str:
    """The mark for a browser that holds this cookie."""
    veil = secrets.token_bytes(BYTES)
    return (veil + _veiled(_mark(held), veil)).hex()


def is_ours(held: str, request: Request) -> bool:
    """Whether a form was sent from a page of ours, to the browser that was given it."""
    return bool(held) and is_own_page(request) and _is_marked(held, request.form.get(FIELD, ""))


def _is_marked(held: str, given: str) -> bool:
    try:
        raw = bytes.fromhex(given)
    except ValueError:
        return False
    return len(raw) == 2 * BYTES and hmac.compare_digest(_veiled(raw[BYTES:], raw[:BYTES]), _mark(held))


def _mark(held: str) -> bytes:
    return _key().hash_of("mark of a form", held)


def _veiled(content: bytes, veil: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(content, veil, strict=True))


@cache
def _key() -> SecretKey:
    """That of the installation; where it has none, one that all workers were given, or only this one has."""
    try:
        return load_key()
    except SecretKeyError:
        given = os.environ.get(SETTING) or secrets.token_hex(BYTES)
        return SecretKey(hashlib.sha256(given.encode()).digest())

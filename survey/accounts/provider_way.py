"""What a browser keeps, sealed, while its owner is at the page of an identity provider."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass

from survey.accounts.secrets_kept import NONCE_BYTES
from survey.secret_key import SecretKey

LIVES = dt.timedelta(minutes=10)
"""From leaving for the provider to coming back."""


class RefusedError(ValueError):
    """What came back does not let anybody in; `reason` is for the log, never for the page."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"nobody is signed in ({reason}); the identity provider; try again")
        self.reason = reason


@dataclass(frozen=True)
class Way:
    """What the browser keeps, sealed, while it is at the provider."""

    state: str
    nonce: str
    verifier: str
    next_path: str
    begun: float


def sealed(key: SecretKey, way: Way) -> str:
    """As the browser keeps it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    content = AESGCM(_sealing(key)).encrypt(nonce, json.dumps(asdict(way)).encode(), None)
    return urlsafe_b64encode(nonce + content).decode("ascii")


def unsealed(key: SecretKey, kept: str, now: dt.datetime) -> Way:
    """What this browser began with.

    Raises
    ------
    RefusedError: nothing was begun in it, or too long ago.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = urlsafe_b64decode(kept.encode("ascii"))
        way = Way(**json.loads(AESGCM(_sealing(key)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None)))
    except (InvalidTag, ValueError):
        raise RefusedError("not begun in this browser") from None
    if not 0 <= now.timestamp() - way.begun < LIVES.total_seconds():
        raise RefusedError("too late")
    return way


def _sealing(key: SecretKey) -> bytes:
    return key.hash_of("way through an identity provider")

"""What is kept of secrets: hashes of links and cookies, hashes of recovery codes, a sealed second factor."""

from __future__ import annotations

import hashlib
import secrets

from survey.codes.alphabet import random_letters
from survey.secret_key import SecretKey

NONCE_BYTES = 12
RECOVERY_CODES, RECOVERY_LETTERS = 10, 12
"""Ten codes of 51 bits each."""


def new_token() -> str:
    """What a link or a cookie holds: 256 bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """All that is kept of a link or a cookie."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def seal(key: SecretKey, account_id: int, secret: str) -> bytes:
    """A second factor's secret, readable only with the key that lies outside the database, and only there."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_sealing(key)).encrypt(nonce, secret.encode("ascii"), _owner(account_id))


def unseal(key: SecretKey, account_id: int, sealed: bytes) -> str | None:
    """The secret again; None where the key is another one, or it was sealed for somebody else."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, content = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return AESGCM(_sealing(key)).decrypt(nonce, content, _owner(account_id)).decode("ascii")
    except (InvalidTag, ValueError):
        return None


def new_recovery_codes() -> list[str]:
    """Codes to be written down, such as k7m2-9xt3-chpv."""
    return [_grouped(random_letters(RECOVERY_LETTERS).lower()) for _ in range(RECOVERY_CODES)]


def hash_recovery_code(key: SecretKey, account_id: int, code: str) -> str:
    """All that is kept of a recovery code, however it is typed."""
    letters = "".join(each for each in code.lower() if each.isalnum())
    return key.hash_of("recovery code", str(account_id), letters).hex()


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _sealing(key: SecretKey) -> bytes:
    return key.hash_of("secret of a second factor")


def _owner(account_id: int) -> bytes:
    return f"account {account_id}".encode("ascii")

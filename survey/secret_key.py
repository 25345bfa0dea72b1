"""The secret of this installation, kept outside the database: a copy of the tables gives nothing away."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

SETTING, FILE_SETTING = "HAILONG_KEY", "HAILONG_KEY_FILE"
DEFAULT_FILE = "hailong.key"
BYTES = 32
MARK_BYTES = 8


class SecretKeyError(ValueError):
    """A secret that is missing or cannot be one."""


@dataclass(frozen=True)
class SecretKey:
    """Key of the hashes that nobody can compute with the database alone."""

    _key: bytes = field(repr=False)

    def hash_of(self, purpose: str, *parts: str) -> bytes:
        """HMAC-SHA-256 of the parts; what is made for one purpose is never met in another."""
        message = "\0".join((purpose, *parts)).encode("utf-8")
        return hmac.new(self._key, message, hashlib.sha256).digest()

    @property
    def mark(self) -> bytes:
        """Tells this key from another one and nothing else."""
        return self.hash_of("mark of the key")[:MARK_BYTES]


def load_key() -> SecretKey:
    """The secret named by HAILONG_KEY, else that in the file HAILONG_KEY_FILE, else in hailong.key here.

    Raises
    ------
    SecretKeyError: there is none, or what is there cannot be one.
    """
    given = os.environ.get(SETTING)
    if given:
        return _read(given, SETTING)
    try:
        return _read(_file().read_text(encoding="ascii", errors="replace"), str(_file()))
    except FileNotFoundError:
        raise SecretKeyError(
            f"the secret key is not there; {_file()}; bring it back from where it is kept, "
            f"or name its file in {FILE_SETTING}"
        ) from None


def make_key() -> Path | None:
    """Make a key where there is none yet, readable by its owner alone; where, if one was made."""
    if os.environ.get(SETTING):
        return None
    try:
        number = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return None
    with open(number, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return _file()


def _file() -> Path:
    return Path(os.environ.get(FILE_SETTING) or DEFAULT_FILE)


def _read(text: str, where: str) -> SecretKey:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < BYTES:
        raise SecretKeyError(
            f"this is no secret key; {where}; bring the right one back: {2 * BYTES} digits 0-9 and a-f"
        )
    return SecretKey(key)

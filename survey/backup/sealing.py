"""Encrypting a stream under a passphrase: scrypt for the key, AES-256-GCM for chunk after chunk.

Every file has a key of its own from a random salt. The nonce counts the chunks and marks the last one, and
the header is authenticated with each, so that what was altered, moved, added or cut off does not open.
"""

from __future__ import annotations

import io
import json
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from survey.backup.faults import BackupError, broken

MAGIC = b"hailong-backup\n"
CHUNK, TAG, SALT, KEY = 65_536, 16, 16, 32
COST = 2**17
"""Of scrypt: 128 MiB of memory and some tenths of a second for every guess at a passphrase."""
COSTS = tuple(2**power for power in range(14, 21))
"""What a file may ask for; more would let a foreign file take the memory of the machine."""
LONGEST_HEADER = 512
BETWEEN, LAST, PROOF = 0, 1, 2
"""The last byte of a nonce: a chunk with more behind it, the last chunk, the proof of the passphrase."""


@dataclass(frozen=True)
class Key:
    """The key of one file, and the header that stands open before everything else."""

    header: bytes
    cipher: AESGCM

    def seal(self, number: int, kind: int, data: bytes) -> bytes:
        """A chunk with its tag."""
        return self.cipher.encrypt(_nonce(number, kind), data, self.header)

    def open(self, number: int, kind: int, data: bytes) -> bytes:
        """The chunk that was sealed.

        Raises
        ------
        InvalidTag: it is another, or another key.
        """
        return self.cipher.decrypt(_nonce(number, kind), data, self.header)


def new_key(passphrase: str) -> Key:
    """A key for a new file."""
    said = {"version": 1, "cipher": "AES-256-GCM", "chunk": CHUNK, "kdf": "scrypt", "n": COST, "r": 8, "p": 1}
    salt = os.urandom(SALT)
    header = MAGIC + json.dumps(said | {"salt": salt.hex()}).encode("ascii") + b"\n"
    return Key(header, _cipher(passphrase, salt, COST))


def read_key(file: BinaryIO, passphrase: str) -> Key:
    """The key of a file, which is read up to the end of its header.

    Raises
    ------
    BackupError: this is no backup, one of a newer program, or the passphrase is another.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise BackupError(f"this is no backup of hailong; {_name(file)}; name the right file")
    line = file.readline(LONGEST_HEADER)
    salt, cost = _read_header(line, _name(file))
    key = Key(MAGIC + line, _cipher(passphrase, salt, cost))
    try:
        key.open(0, PROOF, file.read(TAG))
    except InvalidTag:
        raise BackupError(
            f"the passphrase is not the one of this backup, or its beginning was changed; {_name(file)}; "
            "give the passphrase that it was made with"
        ) from None
    return key


class Sealer(io.RawIOBase):
    """Writes chunks into a file as bytes come in; only a sealer that was finished makes a whole file."""

    def __init__(self, file: BinaryIO, key: Key) -> None:
        self._file, self._key, self._number, self._left = file, key, 0, bytearray()
        file.write(key.header + key.seal(0, PROOF, b""))

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._left += data
        # One chunk is held back: it may be the last one.
        while len(self._left) > CHUNK:
            self._put(bytes(self._left[:CHUNK]), BETWEEN)
            del self._left[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk, marked as the last."""
        self._put(bytes(self._left), LAST)
        self._left.clear()

    def _put(self, chunk: bytes, kind: int) -> None:
        self._file.write(self._key.seal(self._number, kind, chunk))
        self._number += 1


def chunks(file: BinaryIO, key: Key) -> Iterator[bytes]:
    """What was sealed, chunk after chunk, from a file that was read up to the end of its header.

    Raises
    ------
    BackupError: it was altered or cut off; nothing of a chunk that does not fit is given.
    """
    number, sealed = 0, file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        try:
            yield key.open(number, BETWEEN if following else LAST, sealed)
        except InvalidTag:
            raise broken(_name(file)) from None
        if not following:
            return
        number, sealed = number + 1, following


def _nonce(number: int, kind: int) -> bytes:
    return number.to_bytes(11, "big") + bytes([kind])


def _cipher(passphrase: str, salt: bytes, cost: int) -> AESGCM:
    # The same Vietnamese letter can be typed as one sign or as two.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return AESGCM(Scrypt(salt=salt, length=KEY, n=cost, r=8, p=1).derive(secret))


def _read_header(line: bytes, name: object) -> tuple[bytes, int]:
    try:
        said = json.loads(line)
        salt, cost = bytes.fromhex(said.pop("salt")), said.pop("n")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise broken(name) from None
    wanted = {"version": 1, "cipher": "AES-256-GCM", "chunk": CHUNK, "kdf": "scrypt", "r": 8, "p": 1}
    if said != wanted or type(cost) is not int or cost not in COSTS or len(salt) != SALT:
        raise BackupError(
            f"the backup was made by another version of the format, or changed; {name}; "
            "install the newest hailong"
        )
    return salt, cost


def _name(file: BinaryIO) -> object:
    return getattr(file, "name", "the file")

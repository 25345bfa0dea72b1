"""Files that were checked travel in the confirming form, sealed: nothing is left on the server in between.

The seal says who checked which files, and what they would have changed; whatever else is sent is not taken.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from survey.secret_key import SecretKey

LARGEST = 2 * 1024 * 1024
"""Bytes of all files together."""
LARGEST_SEALED = 450_000
"""Characters that a field of a form may hold, with room for the others."""


class TooLargeError(ValueError):
    """Files that do not fit into a form, even packed."""


@dataclass(frozen=True)
class Parcel:
    """Files by the fields they were sent in, their names, and the digest of what they would change."""

    sent: Mapping[str, bytes]
    names: Mapping[str, str]
    digest: str


def seal(parcel: Parcel, key: SecretKey, *parts: str) -> str:
    """The text for a hidden field.

    Raises
    ------
    TooLargeError: it would be too long.
    """
    files = [[field, parcel.names[field], len(content)] for field, content in parcel.sent.items()]
    head = json.dumps([parcel.digest, files], ensure_ascii=False).encode()
    packed = zlib.compress(head + b"\n" + b"".join(parcel.sent.values()), level=9)
    text = base64.urlsafe_b64encode(packed).decode("ascii")
    if len(text) > LARGEST_SEALED:
        raise TooLargeError(f"the files take {len(text)} characters, packed; split them")
    return f"{_mark(key, text, parts)}.{text}"


def unseal(sealed: str, key: SecretKey, *parts: str) -> Parcel | None:
    """What was sealed for the same purpose; None for anything else."""
    mark, _, text = sealed.partition(".")
    if not text.isascii() or not hmac.compare_digest(mark.encode(), _mark(key, text, parts).encode()):
        return None
    try:
        # The seal is ours, and so is the length of what comes out.
        content = zlib.decompressobj().decompress(base64.urlsafe_b64decode(text), 2 * LARGEST)
    except (zlib.error, binascii.Error):
        return None
    head, _, body = content.partition(b"\n")
    digest, files = json.loads(head)
    sent, at = {}, 0
    for field, _, size in files:
        sent[field] = body[at : at + size]
        at += size
    return Parcel(sent, {field: name for field, name, _ in files}, digest)


def _mark(key: SecretKey, text: str, parts: tuple[str, ...]) -> str:
    return key.hash_of("files that were checked", *parts, text).hex()

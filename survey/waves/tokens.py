"""What is known of a door's token: enough to know it again, too little to make it."""

from __future__ import annotations

import hashlib


def hash_token(token: str) -> bytes:
    """The SHA-256 of a token, which is all that is stored of it."""
    return hashlib.sha256(token.encode("utf-8")).digest()

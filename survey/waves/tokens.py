"""The token of a door: long enough that nobody guesses it, plain enough to copy from a poster by hand."""

from __future__ import annotations

import hashlib

from survey.codes.alphabet import random_letters

LENGTH, GROUP = 16, 4
"""Letters of an alphabet of 19: 68 bits."""


def new_token() -> str:
    """A fresh token, as it stands in the link: k7m2-9xt3-chpv-nr46."""
    letters = random_letters(LENGTH).lower()
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def hash_token(token: str) -> bytes:
    """The SHA-256 of a token, which is all that is stored of it."""
    return hashlib.sha256(token.encode("utf-8")).digest()

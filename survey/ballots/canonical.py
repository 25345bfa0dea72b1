"""The form in which two ballots are compared: the same for a page, a device and a keyed paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

KEPT_BYTES = 16
"""Of 32: a chance of 2^-64 that any two of four thousand million ballots agree by accident."""


def canonical(answers: Mapping[str, str | tuple[str, ...]], comments: Mapping[str, str], state: str) -> bytes:
    """Compact JSON in UTF-8 with sorted names: what was answered, what was written, how it ended.

    `answers` holds what was said: items without an answer and items that were not asked are left out, ticks
    stand in the order of the form. `comments` are in NFC, without space around them, none empty.
    """
    content = {"answers": answers, "comments": comments, "state": state}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def body_hash(answers: Mapping[str, str | tuple[str, ...]], comments: Mapping[str, str], state: str) -> bytes:
    """The first 16 bytes of the SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(answers, comments, state)).digest()[:KEPT_BYTES]

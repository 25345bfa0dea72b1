"""The form in which two ballots are compared: the same for a page, a device and a keyed paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

KEPT_BYTES = 16
"""Of 32: a chance of 2^-64 that any two of four thousand million ballots agree by accident."""


def canonical(answers: Mapping[str, str | tuple[str, ...]], state: str) -> bytes:
    """Compact JSON in UTF-8 with sorted names: what was answered and how it ended.

    `answers` holds what was said: items without an answer and items that were not asked are left out, ticks
    stand in the order of the form. What was written is left out: a hash of it, kept with the ballot, would
    lead from a comment to the ballot that it came with.
    """
    content = {"answers": answers, "state": state}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def body_hash(answers: Mapping[str, str | tuple[str, ...]], state: str) -> bytes:
    """The first 16 bytes of the SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(answers, state)).digest()[:KEPT_BYTES]

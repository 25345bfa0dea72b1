"""How a check of a door proves that it comes from this installation: a hash that lives for minutes."""

from __future__ import annotations

import hmac
import re
import time

from survey.secret_key import SecretKey

SCHEME = "Hailong-Check"
MINUTES = 5
"""How far the clocks of checker and server may differ."""
_GIVEN = re.compile(rf"{SCHEME} (\d{{1,12}}):([0-9a-f]{{64}})")


def sign(key: SecretKey, collector_id: int, *, minute: int | None = None) -> str:
    """What stands in the header Authorization."""
    minute = _minute() if minute is None else minute
    return f"{SCHEME} {minute}:{_mark(key, collector_id, minute)}"


def is_signed(key: SecretKey, collector_id: int, given: str) -> bool:
    """Whether it was made with the same key, for this door, a moment ago."""
    found = _GIVEN.fullmatch(given)
    if found is None or abs(int(found[1]) - _minute()) > MINUTES:
        return False
    return hmac.compare_digest(found[2], _mark(key, collector_id, int(found[1])))


def _mark(key: SecretKey, collector_id: int, minute: int) -> str:
    return key.hash_of("link check", str(collector_id), str(minute)).hex()


def _minute() -> int:
    return int(time.time() // 60)

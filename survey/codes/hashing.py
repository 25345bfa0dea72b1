"""What is kept of a code: a hash that needs the secret key, and holds for one door alone."""

from __future__ import annotations

import logging

from survey.ballots.doors import Door
from survey.secret_key import SecretKey, SecretKeyError, load_key

log = logging.getLogger(__name__)


class CodesUnreadableError(ValueError):
    """No code can be known again, because the secret key is not the one they were hashed with."""


def code_hash(key: SecretKey, collector_id: int, code: str) -> bytes:
    """The hash of a code at a door; the same letters at another door are another code."""
    return key.hash_of("one-time code", str(collector_id), code)


def hash_at(door: Door, code: str) -> bytes:
    """The hash of a code that somebody brings to a door.

    Raises
    ------
    CodesUnreadableError: telling people that their code was used would be a lie.
    """
    try:
        key = load_key()
    except SecretKeyError as error:
        log.error("no code of collector %s can be read: %s", door.collector_id, error)
        raise CodesUnreadableError from None
    if key.mark != door.code_key:
        log.error("the codes of collector %s were made with another secret key", door.collector_id)
        raise CodesUnreadableError
    return code_hash(key, door.collector_id, code)

"""Passwords: what one must be like, and hashing so slow that a stolen table is of little use."""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from survey.accounts import common_passwords

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FEWEST, MOST = 12, 200
"""Characters, as people count them; there is no rule of what kind they are."""
MEMORY_KIB, ROUNDS, LANES = 47_104, 1, 1
AT_ONCE = 2
"""Hashes computed at the same time in one worker: citizens are answered by the same one."""
PATIENCE = 2.0
"""Seconds to wait for a turn."""
NOBODY = "a password that nobody has"

_turns = BoundedSemaphore(AT_ONCE)


class PasswordError(ValueError):
    """A password that cannot be taken; `problem` names the reason."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"this password cannot be taken ({problem}); password; choose a longer one")
        self.problem = problem


class BusyError(ValueError):
    """Too many passwords are being checked at once."""


def check(password: str, email: str) -> None:
    """Refuse a password that is too short, too long, easily guessed, or the e-mail address.

    Raises
    ------
    PasswordError: with the name of the problem.
    """
    problem = _problem(_plain(password), _plain(email).casefold())
    if problem:
        raise PasswordError(problem)


def hash_password(password: str) -> str:
    """The argon2id hash, with its parameters and salt.

    Raises
    ------
    BusyError: too many at once.
    """
    with _Turn():
        return _hasher().hash(_plain(password))


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether it is the password; where there is no hash the same work is done for nothing.

    Raises
    ------
    BusyError: too many at once.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    with _Turn():
        try:
            _hasher().verify(password_hash or _nobodys_hash(), _plain(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _hasher().check_needs_rehash(password_hash)


class _Turn:
    """One of the few turns; whoever waits too long is asked to come again."""

    def __enter__(self) -> None:
        if not _turns.acquire(timeout=PATIENCE):
            raise BusyError("too many sign in at once; the server; try again in a few seconds")

    def __exit__(self, *_: object) -> None:
        _turns.release()


def _problem(password: str, email: str) -> str:
    if len(password) < FEWEST:
        return "too_short"
    if len(password) > MOST:
        return "too_long"
    if len(set(password)) == 1:
        return "too_plain"
    if password.casefold() in {email, email.partition("@")[0]}:
        return "is_email"
    return "common" if common_passwords.is_common(password, email) else ""


def _plain(text: str) -> str:
    """The same letters, however the keyboard composed them."""
    return unicodedata.normalize("NFKC", text)


@cache
def _hasher() -> PasswordHasher:
    # Slow to load, and whoever answers citizens only has no use for it.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=LANES)


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(NOBODY)

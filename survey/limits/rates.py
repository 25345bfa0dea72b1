"""How often something may happen: a burst at once, then one every so many seconds; kept in memory only."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

MOST = 20_000
"""Keys remembered; the one not seen for longest is forgotten first."""


@dataclass(frozen=True)
class Rate:
    """A burst, and the pace after it."""

    burst: int
    every: float
    """Seconds."""

    def next(self, due: float, now: float) -> tuple[float, float]:
        """When the debt of what happened so far is paid off with this one more; the seconds to wait, or 0.

        `due` is when it was paid off before: the one number there is to remember (the generic cell rate
        algorithm, as networks shape their traffic).
        """
        due = max(due, now)
        wait = due - now - (self.burst - 1) * self.every
        return (due, wait) if wait > 0 else (due + self.every, 0.0)


class Counter:
    """Counts many keys under one rate. What the keys were cannot be read from it."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._salt = secrets.token_bytes(16)
        self._due: OrderedDict[bytes, float] = OrderedDict()
        self._mutex = Lock()

    def wait(self, key: str, *, now: float | None = None) -> float:
        """Count one more of a key; the seconds after which it may be tried again, 0 if it may be now."""
        now = time.monotonic() if now is None else now
        name = hashlib.blake2b(key.encode("utf-8", "replace"), key=self._salt, digest_size=8).digest()
        with self._mutex:
            self._due[name], wait = self._rate.next(self._due.pop(name, now), now)
            if len(self._due) > MOST:
                self._due.popitem(last=False)
        return wait

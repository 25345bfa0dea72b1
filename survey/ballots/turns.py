"""Whose turn it is to write, where several processes share one file: first come, first served."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class FileTurns:
    """Turns by two locked files beside the database: one to wait in, one to write under.

    SQLite's own waiting is polling, which lets an unlucky process wait twenty times as long as the others.
    Whoever waits to write holds the first lock, so that a process that has just written queues behind it.
    The locks go with the process, so one that was killed leaves nothing locked.
    """

    def __init__(self, database: Path) -> None:
        self._files = [database.with_name(f"{database.name}-{name}") for name in ("wait", "turn")]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn and keep it; a file that cannot be locked is left to SQLite."""
        with ExitStack() as held:
            waiting = ExitStack()
            with waiting:
                self._lock(self._files[0], waiting)
                self._lock(self._files[1], held)
            yield

    def _lock(self, path: Path, stack: ExitStack) -> None:
        if sys.platform == "win32":
            return  # SQLite's own lock keeps the peace there, only less fairly.
        try:
            number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        except OSError:
            return
        stack.callback(os.close, number)
        fcntl.flock(number, fcntl.LOCK_EX)


@contextmanager
def no_turns() -> Iterator[None]:
    """For databases that keep their own queue."""
    yield

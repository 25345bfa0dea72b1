"""A few at a time, first come first served."""

from __future__ import annotations

from collections import deque
from threading import Lock
from types import TracebackType


class Turns:
    """Lets so many in at once; the semaphore of the library lets whoever wakes first overtake the others."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._mutex = Lock()
        self._waiting: deque[Lock] = deque()

    def __enter__(self) -> None:
        with self._mutex:
            if self._free:
                self._free -= 1
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

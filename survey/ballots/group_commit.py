"""Many waiting rows, one commit: the first in the queue writes for all that wait behind it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from typing import Generic, TypeVar

Row = TypeVar("Row")
Outcome = TypeVar("Outcome")
MOST = 64
"""Rows in one commit."""


class _Ticket(Generic[Row, Outcome]):
    """A row in the queue, and the thread that waits for what becomes of it."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.outcomes: list[Outcome] = []
        self.wake = Lock()
        self.wake.acquire()


class GroupCommit(Generic[Row, Outcome]):
    """A queue in front of a writer that has one commit for any number of rows.

    `commit` takes rows and gives an outcome for each, and never raises; `turn` is held while it runs.
    While one commit waits for the disk, the rows of the next gather: the slower the disk, the larger the
    groups. The queue is served in order, so nobody waits for more than the commit before.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Row]], Sequence[Outcome]],
        turn: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._commit = commit
        self._turn = turn
        self._mutex = Lock()
        self._queue: deque[_Ticket[Row, Outcome]] = deque()
        self._busy = False

    def put(self, row: Row) -> Outcome:
        """Have a row written; returns when its fate is decided."""
        ticket: _Ticket[Row, Outcome] = _Ticket(row)
        with self._mutex:
            self._queue.append(ticket)
            waits, self._busy = self._busy, True
        if waits:
            ticket.wake.acquire()
        if not ticket.outcomes:
            self._lead()
        return ticket.outcomes[0]

    def _lead(self) -> None:
        """Write for all in the queue, then hand over to the first of those who came meanwhile."""
        with self._turn():
            with self._mutex:
                group = [self._queue.popleft() for _ in range(min(len(self._queue), MOST))]
            outcomes = self._commit([ticket.row for ticket in group])
        for ticket, outcome in zip(group, outcomes, strict=True):
            ticket.outcomes.append(outcome)
        with self._mutex:
            heir = self._queue[0] if self._queue else None
            self._busy = heir is not None
        for ticket in group:
            ticket.wake.release()
        if heir is not None:
            heir.wake.release()

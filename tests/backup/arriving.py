"""Ballots that come in while a backup is made, and when each of them was acknowledged."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.ballots.cast import ballot, fresh_id

Put = Callable[[dict[str, Any], str], int]
"""Sends a ballot under an id; the status of the answer."""


@dataclass
class Arrivals:
    """What was acknowledged, and when."""

    acknowledged: dict[str, dt.datetime] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)

    def before(self, moment: dt.datetime) -> set[str]:
        """The ids acknowledged before a moment."""
        return {each for each, when in self.acknowledged.items() if when < moment}

    def after(self, moment: dt.datetime) -> set[str]:
        """The ids acknowledged after a moment."""
        return {each for each, when in self.acknowledged.items() if when > moment}

    def wait_for(self, count: int, patience: float = 30.0) -> None:
        """Return when so many more were acknowledged."""
        wanted, end = len(self.acknowledged) + count, time.monotonic() + patience
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < end, (
                f"{len(self.acknowledged)} acknowledged, refused: {self.refused[:5]}"
            )
            time.sleep(0.01)


@contextmanager
def arriving(put: Put, per_second: float = 20.0) -> Iterator[Arrivals]:
    """Send ballots, each with a comment, so many a second, until the block ends."""
    found, stop = Arrivals(), threading.Event()

    def send() -> None:
        due = time.monotonic()
        while not stop.is_set():
            ballot_id = fresh_id()
            status = put(ballot(comments={"words": f"Góp ý {ballot_id}"}), ballot_id)
            if status == 201:
                found.acknowledged[ballot_id] = dt.datetime.now(dt.UTC)
            else:
                found.refused.append(status)
            due += 1 / per_second
            stop.wait(max(0.0, due - time.monotonic()))

    sender = threading.Thread(target=send)
    sender.start()
    try:
        yield found
    finally:
        stop.set()
        sender.join()

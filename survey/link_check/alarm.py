"""The alarm: doors through which nothing comes, and checks that have stopped."""

from __future__ import annotations

import datetime as dt
import logging
import time
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from survey.tables import LinkCheck

MISSED = 3
"""Rounds that may be missed before the checks count as stopped."""
SAY_EVERY = 300.0
"""Seconds between two lines in the log about the same."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Alarm:
    """How the checks stand."""

    doors: int
    failing: tuple[int, ...]
    last: dt.datetime | None
    has_stopped: bool

    @property
    def rings(self) -> bool:
        """Whether somebody should look."""
        return self.has_stopped or bool(self.failing)

    def told(self) -> dict[str, Any]:
        """For a watcher, without the numbers of the doors."""
        return {
            "alarm": self.rings,
            "stopped": self.has_stopped,
            "doors": self.doors,
            "failing": len(self.failing),
            "last": self.last.isoformat(timespec="minutes") if self.last else None,
        }


def alarm(session: Session, *, now: dt.datetime | None = None) -> Alarm:
    """How the checks stand now."""
    rows = session.exec(select(LinkCheck)).all()
    last = max((row.tried for row in rows), default=None)
    every = max((row.every_seconds for row in rows), default=0)
    failing = tuple(sorted(row.collector_id for row in rows if row.failures))
    # A round over thousands of doors takes its time, too.
    patience = dt.timedelta(seconds=MISSED * every + sum(row.milliseconds for row in rows) / 1000)
    has_stopped = last is not None and every > 0 and (now or dt.datetime.now(dt.UTC)) - last > patience
    found = Alarm(len(rows), failing, last, has_stopped)
    _say(found)
    return found


_said: dict[str, float] = {}


def _say(found: Alarm) -> None:
    """A line in the log of whoever was asked, now and then."""
    if found.has_stopped and time.monotonic() >= _said.get("stopped", 0.0):
        _said["stopped"] = time.monotonic() + SAY_EVERY
        log.error("the link checks have stopped; run: hailong doors check --every 5m")

"""For how long nothing has come: counted in working days, so that no weekend raises an alarm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from survey.tables import Wave

SILENT_DAYS = 3
"""Working days without a ballot, today not among them, after which somebody should go and look."""
SATURDAY = 5
LONGEST = 400
NEVER_SILENT = ("import",)
"""Nobody stands at such a door."""


@dataclass(frozen=True)
class Season:
    """A wave as it stands on a day."""

    opens: dt.date
    closes: dt.date
    today: dt.date
    has_opened: bool
    collects: bool
    """Whether ballots are to be expected today."""

    @classmethod
    def of(cls, wave: Wave, today: dt.date) -> Season:
        """The wave on that day."""
        has_opened = wave.state not in ("draft", "approved") and today >= wave.opens
        collects = wave.state == "open" and wave.opens <= today <= wave.closes
        return cls(wave.opens, wave.closes, today, has_opened, collects)

    def days_without(self, last_day: dt.date | None) -> int:
        """Whole working days since the last ballot, or since the wave opened; holidays are not known."""
        if not self.collects:
            return 0
        if last_day is None or last_day < self.opens:
            return working_days(self.opens, self.today)
        return working_days(last_day + dt.timedelta(days=1), self.today)


@lru_cache(maxsize=4096)
def working_days(first: dt.date, end: dt.date) -> int:
    """Mondays to Fridays from a day on, the last one before `end`."""
    days = min(max((end - first).days, 0), LONGEST)
    return sum((first + dt.timedelta(days=n)).weekday() < SATURDAY for n in range(days))

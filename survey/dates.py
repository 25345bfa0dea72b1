"""What day it is in Vietnam, whatever the clock of the server is set to."""

from __future__ import annotations

import datetime as dt

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""One zone, no daylight saving: no table of time zones is needed."""


def now() -> dt.datetime:
    """The time in Vietnam."""
    return dt.datetime.now(VIETNAM)


def today() -> dt.date:
    """The day in Vietnam."""
    return now().date()


def written(day: dt.date, language: str) -> str:
    """A day as screens write it: 05/11/2026, and 5 November 2026 in English."""
    return f"{day:%d/%m/%Y}" if language == "vi" else f"{day.day} {day:%B %Y}"

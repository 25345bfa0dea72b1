"""Calendar months of a continuous rating: which are over, and how many answers a month needs."""

from __future__ import annotations

import calendar
import datetime as dt

from survey.tables import Wave

Days = tuple[dt.date, dt.date]
ENOUGH = 30
"""Valid answers from which a figure of a month is shown, unless the rating asks for more."""


def enough(wave: Wave) -> int:
    """The same for one rating."""
    return max(ENOUGH, wave.display_limit)


def days_of(month: str) -> Days:
    """The first and the last day of a month such as 2026-09."""
    first = dt.date.fromisoformat(f"{month}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def months_due(wave: Wave, today: dt.date) -> tuple[str, ...]:
    """The months whose figures are due, oldest first: over, and the days for late devices with them.

    A month that still collects is never told: from the figures of two days in a row one ballot could be
    worked out.
    """
    found, day = [], wave.opens.replace(day=1)
    while day <= wave.closes:
        last = days_of(f"{day:%Y-%m}")[1]
        if last + dt.timedelta(days=wave.grace_days) >= today:
            break
        found.append(f"{day:%Y-%m}")
        day = last + dt.timedelta(days=1)
    return tuple(found)


def printed(month: str) -> str:
    """09/2026, in both languages."""
    year, number = month.split("-")
    return f"{number}/{year}"

"""Deadlines in working days: Monday to Friday; public holidays are not known here and give no more time."""

from __future__ import annotations

import datetime as dt

FRIDAY = 4


def after(day: dt.date, working_days: int) -> dt.date:
    """So many working days after a day."""
    while working_days:
        day += dt.timedelta(days=1)
        working_days -= day.weekday() <= FRIDAY
    return day


def left(today: dt.date, due: dt.date) -> int:
    """Working days from today to a day; negative when it is past."""
    first, last, sign = (today, due, 1) if due >= today else (due, today, -1)
    days = (first + dt.timedelta(days=n + 1) for n in range((last - first).days))
    return sign * sum(each.weekday() <= FRIDAY for each in days)

"""Numbers, days and bars as the board shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from survey import dates
from survey.fieldwork.board import Board

ENDS = 120.0
"""Percent of the target at the right end of a bar."""
MOST_WEEKS = 12
BAR, HIGH = 45, 92
"""Width of a week and height of the tallest bar in the drawing."""


@dataclass(frozen=True)
class Shown:
    """How one language writes numbers and days."""

    language: str

    def number(self, value: int | None) -> str:
        """A count, with a sign between thousands."""
        if value is None:
            return "–"
        return f"{value:,}".replace(",", "." if self.language == "vi" else ",")

    def percent(self, share: float | None, digits: int = 0) -> str:
        """A share in percent; never 100 for what is not all of it."""
        if share is None:
            return "–"
        value = share * 100
        if share < 1 and round(value, digits) >= 100:
            value = 100 - 10**-digits
        text = f"{value:.{digits}f}%"
        return text.replace(".", ",") if self.language == "vi" else text

    def day(self, day: dt.date | None) -> str:
        """Day, month and year."""
        return f"{day:%d/%m/%Y}" if day else "–"

    def short_day(self, day: dt.date) -> str:
        """Day and month."""
        return f"{day:%d/%m}"

    def day_of(self, moment: dt.datetime) -> str:
        """The day of a moment in Vietnam."""
        return self.day(moment.astimezone(dates.VIETNAM).date())

    def moment(self, moment: dt.datetime | None) -> str:
        """Time and day in Vietnam."""
        return f"{moment.astimezone(dates.VIETNAM):%H:%M %d/%m/%Y}" if moment else "–"


def along(share: float | None) -> str:
    """A share of the target as a place along the bar, in percent of its width."""
    return f"{min(max((share or 0.0) * 100, 0.0), ENDS) / ENDS * 100:.2f}%"


@dataclass(frozen=True)
class Week:
    """One bar."""

    monday: dt.date
    ballots: int
    is_over: bool
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Weeks:
    """The drawing of the weeks, and the line of what is needed in each."""

    weeks: Sequence[Week]
    needed: int | None
    line: float
    width: int
    left_out: int
    """Weeks before those that are drawn."""


def weeks_of(board: Board, today: dt.date) -> Weeks:
    """The last weeks with a ballot or without, and how many a week the target asks for."""
    wave, counts = board.wave, board.tallied.by_week
    first = min([*counts, monday(wave.opens)])
    last = max([*counts, min(monday(today), monday(wave.closes))])
    every = [first + dt.timedelta(days=7 * n) for n in range(max((last - first).days // 7 + 1, 1))]
    shown = every[-MOST_WEEKS:]
    days = (wave.closes - wave.opens).days + 1
    needed = -(-board.total.target * 7 // max(days, 7)) if board.total.target else None
    top = max([*(counts.get(each, 0) for each in shown), needed or 0, 1])
    drawn = [
        Week(
            each,
            counts.get(each, 0),
            each + dt.timedelta(days=6) < today,
            8 + BAR * place,
            round(112 - HIGH * counts.get(each, 0) / top, 1),
            round(HIGH * counts.get(each, 0) / top, 1),
        )
        for place, each in enumerate(shown)
    ]
    line = round(112 - HIGH * (needed or 0) / top, 1)
    return Weeks(drawn, needed, line, BAR * len(shown) + 8, len(every) - len(shown))


def monday(day: dt.date) -> dt.date:
    """Of the week of a day."""
    return day - dt.timedelta(days=day.weekday())


def age(words: Any, moment: dt.datetime | None, now: dt.datetime) -> str:
    """How long ago something was heard."""
    if moment is None:
        return str(words.never_heard)
    minutes = max(int((now - moment).total_seconds() // 60), 0)
    if minutes < 60:
        return str(words.minutes_ago.format(n=minutes))
    if minutes < 48 * 60:
        return str(words.hours_ago.format(n=minutes // 60))
    return str(words.days_ago.format(n=minutes // 1440))

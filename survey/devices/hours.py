"""Opening hours of a door: read as people write them, kept by weekday, asked whether it is open now."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sqlalchemy import delete
from sqlmodel import Session, col, select

from survey.tables import OpeningHours

Span = tuple[int, int, int]
"""Weekday (1 is Monday), first minute, and the minute after the last."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
VIETNAMESE = ("t2", "t3", "t4", "t5", "t6", "t7", "cn")
_DAY = {name: number for names in (DAYS, VIETNAMESE) for number, name in enumerate(names, start=1)}
_TIMES = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
EXAMPLE = "mon-fri 07:30-11:30 13:30-17:00; sat 07:30-11:30"


class HoursError(ValueError):
    """Opening hours that cannot be read."""


def read_hours(text: str) -> list[Span]:
    """Spans of the week, from a text such as `mon-fri 07:30-11:30 13:30-17:00; sat 07:30-11:30`.

    Raises
    ------
    HoursError: a day or a time that is none, or two spans that overlap.
    """
    spans: set[Span] = set()
    for part in filter(None, (each.strip() for each in text.casefold().split(";"))):
        days, *times = part.replace(",", " ").replace("–", "-").split()
        if not times:
            raise _unreadable(part)
        spans |= {(day, *_times(time)) for day in _days(days) for time in times}
    found = sorted(spans)
    for (day, _, closes), (next_day, opens, _) in pairwise(found):
        if day == next_day and opens < closes:
            raise HoursError(f"two spans of {DAYS[day - 1]} overlap; {text}; join them into one")
    return found


def write_hours(spans: Iterable[Span]) -> str:
    """The spans as they are written, day by day."""
    by_day: dict[int, list[str]] = {}
    for day, opens, closes in sorted(spans):
        by_day.setdefault(day, []).append(f"{clock(opens)}-{clock(closes)}")
    return "; ".join(f"{DAYS[day - 1]} {' '.join(times)}" for day, times in by_day.items())


def clock(minute: int) -> str:
    """A minute of the day as a clock shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"


def is_open(spans: Sequence[Span], now: dt.datetime) -> bool:
    """Whether a door is open; one without hours always is."""
    minute = now.hour * 60 + now.minute
    return not spans or any(day == now.isoweekday() and a <= minute < b for day, a, b in spans)


def hours_of(session: Session, collector_id: int) -> list[Span]:
    """The opening hours of a door; none: always open."""
    rows = session.exec(select(OpeningHours).where(OpeningHours.collector_id == collector_id))
    return sorted((row.weekday, row.opens, row.closes) for row in rows)


def keep_hours(session: Session, collector_id: int, spans: Iterable[Span]) -> None:
    """Put these hours in the place of the ones before."""
    session.execute(delete(OpeningHours).where(col(OpeningHours.collector_id) == collector_id))
    session.add_all(
        OpeningHours(collector_id=collector_id, weekday=day, opens=opens, closes=closes)
        for day, opens, closes in spans
    )
    session.flush()


def _days(text: str) -> range:
    first, _, last = text.partition("-")
    if first not in _DAY or (last or first) not in _DAY:
        raise _unreadable(text)
    return range(_DAY[first], _DAY[last or first] + 1) or _backwards(text)


def _backwards(text: str) -> range:
    raise HoursError(f"these days run backwards; {text}; write the earlier one first, as mon-fri")


def _times(text: str) -> tuple[int, int]:
    found = _TIMES.fullmatch(text)
    if not found:
        raise _unreadable(text)
    hour, minute, last_hour, last_minute = map(int, found.groups())
    opens, closes = hour * 60 + minute, last_hour * 60 + last_minute
    if minute > 59 or last_minute > 59 or not opens < closes <= 24 * 60:
        raise _unreadable(text)
    return opens, closes


def _unreadable(text: str) -> HoursError:
    return HoursError(f"these are no opening hours; {text}; write them as {EXAMPLE!r}")

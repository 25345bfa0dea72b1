"""The counts of a wave as a page reads them: those that were kept, or counted now where none are fresh."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from survey import dates
from survey.fieldwork.counting import (
    CHANGING,
    EVERY,
    SETTLED_EVERY,
    SHARE,
    Counts,
    count,
    is_destroyed,
)
from survey.keys import id_of
from survey.snapshots import snapshot
from survey.tables import BallotCount, CountedWave, Wave
from survey.tables.ballots import COMPLETE, EXCLUDED, FLAGGED, PARTIAL

COLLECTED = (COMPLETE, FLAGGED)
"""Ballots that count towards a target; flagged ones until somebody excludes them."""
Agencies = Select[Any] | None
"""The units whose ballots are counted; None: all."""


@dataclass
class Sum:
    """Ballots that were counted together."""

    collected: int = 0
    flagged: int = 0
    """Among those collected."""
    partial: int = 0
    excluded: int = 0
    recent: int = 0
    """Collected in the last seven days."""
    last_day: dt.date | None = None
    """Of any ballot."""

    @property
    def came(self) -> int:
        """All that came, whatever became of it."""
        return self.collected + self.partial + self.excluded

    def add(self, state: str, ballots: int, recent: int, last_day: dt.date) -> None:
        """Add ballots of one state."""
        if state in COLLECTED:
            self.collected += ballots
            self.recent += recent
        self.flagged += ballots if state == FLAGGED else 0
        self.partial += ballots if state == PARTIAL else 0
        self.excluded += ballots if state == EXCLUDED else 0
        self.last_day = max(self.last_day or last_day, last_day)


Row = tuple[int, int, str, int, int, dt.date]
"""Door, unit, state; ballots, those of the last days, the last day."""


@dataclass(frozen=True)
class Tallied:
    """What has come of a wave, seen by one account, as of one moment."""

    counted: dt.datetime
    is_kept: bool
    """Whether the counts were kept, and not made for this page."""
    by_door: dict[tuple[int, int], Sum]
    """Door and unit."""
    by_week: dict[dt.date, int]
    """Collected, by Monday."""


def tallied(session: Session, wave: Wave, agencies: Agencies, now: dt.datetime) -> Tallied:
    """The counts of the units of an account, from those that were kept unless they have grown old."""
    kept = session.get(CountedWave, id_of(wave))
    if kept is None or is_stale(wave, kept, now):
        return _counted_now(session, wave, agencies, now)
    where = [col(BallotCount.wave_id) == id_of(wave)]
    if agencies is not None:
        where.append(col(BallotCount.agency_id).in_(agencies))
    by = (col(BallotCount.collector_id), col(BallotCount.agency_id), col(BallotCount.state))
    sums = func.sum(BallotCount.ballots), func.sum(BallotCount.recent), func.max(BallotCount.last_day)
    rows = session.execute(select(*by, *sums).where(*where).group_by(*by))
    weeks = session.execute(_weeks(col(BallotCount.week)).where(*where))
    found = [(door, unit, state, int(n), int(recent), last) for door, unit, state, n, recent, last in rows]
    return Tallied(kept.counted, True, _sums(found), {week: int(n) for week, n in weeks})


def is_stale(wave: Wave, kept: CountedWave, now: dt.datetime) -> bool:
    """Whether the worker has missed its turn, so that the counts may be far from what there is."""
    if wave.state in CHANGING:
        return now - kept.counted > 2 * max(EVERY, SHARE * dt.timedelta(milliseconds=kept.milliseconds))
    return now - kept.counted > 2 * SETTLED_EVERY and not is_destroyed(wave, now)


def _weeks(week: Mapped[dt.date]) -> Select[Any]:
    found: Select[Any] = select(week, func.sum(col(BallotCount.ballots)))
    return found.where(col(BallotCount.state).in_(COLLECTED)).group_by(week)


def _counted_now(session: Session, wave: Wave, agencies: Agencies, now: dt.datetime) -> Tallied:
    """Without a worker: all ballots are read, which takes a second for a million of them."""
    seen = None if agencies is None else frozenset(session.execute(agencies).scalars())
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    with snapshot(engine) as connection:
        found = count(connection, id_of(wave), now.astimezone(dates.VIETNAM).date())
    return folded(_of(found, seen), now)


def folded(counts: Counts, now: dt.datetime) -> Tallied:
    """Counts that were made now, brought together."""
    weeks: defaultdict[dt.date, int] = defaultdict(int)
    for key, each in counts.items():
        if key.state in COLLECTED:
            weeks[key.week] += each.ballots
    rows = ((key.collector_id, key.agency_id, key.state, *each) for key, each in counts.items())
    return Tallied(now, False, _sums(rows), dict(weeks))


def _of(counts: Counts, seen: Collection[int] | None) -> Counts:
    return {key: each for key, each in counts.items() if seen is None or key.agency_id in seen}


def _sums(rows: Iterable[Row]) -> dict[tuple[int, int], Sum]:
    found: defaultdict[tuple[int, int], Sum] = defaultdict(Sum)
    for door, unit, state, ballots, recent, last_day in rows:
        found[door, unit].add(state, ballots, recent, last_day)
    return dict(found)

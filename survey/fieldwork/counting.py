"""Counting the ballots of a wave in one statement, and keeping the counts for the pages that show them."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Executable,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    type_coerce,
    update,
)
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from survey import dates
from survey.keys import id_of
from survey.snapshots import snapshot
from survey.tables import Ballot, CountedWave, Wave, metadata
from survey.tables.base import Day

RECENT_DAYS = 7
EVERY = dt.timedelta(seconds=60)
"""How often a wave that changes is counted."""
SHARE = 20
"""A count that took long is done less often: at most this part of the time goes into counting."""
SETTLED_EVERY = dt.timedelta(days=1)
CHANGING = ("approved", "open", "closed")
"""States of a wave in which ballots still come or are set aside."""


TABLE = metadata.tables["ballot_count"]
_SAME = [each == bindparam(f"of_{each.name}") for each in TABLE.primary_key]


class Key(NamedTuple):
    """What ballots that are counted together have in common."""

    collector_id: int
    agency_id: int
    week: dt.date
    state: str


class Counted(NamedTuple):
    """How many there are of them."""

    ballots: int
    recent: int
    last_day: dt.date


Counts = dict[Key, Counted]


def count(connection: Connection, wave_id: int, today: dt.date) -> Counts:
    """The ballots of a wave as they are at this moment."""
    found = connection.execute(counting(connection.dialect.name, wave_id, today))
    return {Key(*row[:4]): Counted(*row[4:]) for row in found}


def counting(dialect: str, wave_id: int, today: dt.date) -> Executable:
    """The statement that counts: door, unit, week, state; ballots, those of the last days, the last day."""
    day = col(Ballot.day)
    first = today - dt.timedelta(days=RECENT_DAYS - 1)
    is_recent = case((day >= first, case((day <= today, 1), else_=0)), else_=0)
    keys = (col(Ballot.collector_id), col(Ballot.agency_id), MONDAY[dialect], col(Ballot.state))
    found = select(*keys, func.count(), func.sum(is_recent), type_coerce(func.max(day), Day))
    return found.where(col(Ballot.wave_id) == wave_id).group_by(*keys)


def recount(engine: Engine, code: str, *, now: dt.datetime | None = None) -> int:
    """Count a wave and keep the counts; how many rows of them have changed.

    Only what has changed is written, so that a wave of a million ballots keeps no ballot waiting.
    """
    with Session(engine) as session:
        wave_id = id_of(session.exec(select_rows(Wave).where(Wave.code == code)).one())
    return _recount(engine, wave_id, now or dt.datetime.now(dt.UTC))


def recount_due(engine: Engine, now: dt.datetime) -> list[int]:
    """Count the waves whose counts have grown old; the ids of those that were counted."""
    with Session(engine) as session:
        asked = select(Wave, CountedWave).outerjoin(CountedWave, col(CountedWave.wave_id) == Wave.id)
        due = [id_of(wave) for wave, counted in session.execute(asked) if is_due(wave, counted, now)]
    for wave_id in due:
        _recount(engine, wave_id, now)
    return due


def is_due(wave: Wave, counted: CountedWave | None, now: dt.datetime) -> bool:
    """Whether a wave should be counted again; one whose ballots were destroyed keeps its last counts."""
    if wave.state == "draft":
        return False
    if counted is None:
        return True
    age = now - counted.counted
    if wave.state in CHANGING:
        return age >= max(EVERY, SHARE * dt.timedelta(milliseconds=counted.milliseconds))
    return age >= SETTLED_EVERY and not is_destroyed(wave, now)


def is_destroyed(wave: Wave, now: dt.datetime) -> bool:
    """Whether the ballots of a wave may be gone, because they are past their day."""
    return wave.keep_until is not None and wave.keep_until < now.astimezone(dates.VIETNAM).date()


def _recount(engine: Engine, wave_id: int, now: dt.datetime) -> int:
    start = time.perf_counter()
    with snapshot(engine) as connection:
        found = count(connection, wave_id, now.astimezone(dates.VIETNAM).date())
        kept = stored(connection, wave_id)
    taken = round((time.perf_counter() - start) * 1000)
    new = [key for key in found if key not in kept]
    changed = [key for key in found if key in kept and found[key] != kept[key]]
    gone = [key for key in kept if key not in found]
    with engine.begin() as connection:
        if gone:
            connection.execute(delete(TABLE).where(*_SAME), [_named(wave_id, key) for key in gone])
        if changed:
            values = [{**_named(wave_id, key), **found[key]._asdict()} for key in changed]
            connection.execute(update(TABLE).where(*_SAME), values)
        if new:
            rows = [{"wave_id": wave_id, **key._asdict(), **found[key]._asdict()} for key in new]
            connection.execute(insert(TABLE), rows)
        connection.execute(delete(CountedWave).where(col(CountedWave.wave_id) == wave_id))
        connection.execute(insert(CountedWave).values(wave_id=wave_id, counted=now, milliseconds=taken))
    return len(new) + len(changed) + len(gone)


def stored(connection: Connection, wave_id: int) -> Counts:
    """The counts that were kept."""
    names = (*Key._fields, *Counted._fields)
    asked = select(*(TABLE.c[name] for name in names)).where(TABLE.c.wave_id == wave_id)
    return {Key(*row[:4]): Counted(*row[4:]) for row in connection.execute(asked)}


def _named(wave_id: int, key: Key) -> dict[str, Any]:
    """A row of the counts by the names in `_SAME`."""
    return {f"of_{name}": value for name, value in {"wave_id": wave_id, **key._asdict()}.items()}


def _in_sqlite() -> ColumnElement[dt.date]:
    """Days are numbers there; day 4 was the first Monday."""
    return literal_column("4 + (ballot.day - 4) / 7 * 7", type_=Day())


def _in_postgres() -> ColumnElement[dt.date]:
    return literal_column("date_trunc('week', ballot.day)::date", type_=Day())


MONDAY: dict[str, ColumnElement[dt.date]] = {"sqlite": _in_sqlite(), "postgresql": _in_postgres()}
"""The Monday of the week of a ballot, as each database works it out."""

"""Doors and tablets of a wave: those that need somebody first, each with how it stands in words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from survey.devices.hours import Span
from survey.devices.tablets import State, standing
from survey.fieldwork.counted import Agencies, Tallied
from survey.fieldwork.silence import NEVER_SILENT, SILENT_DAYS, Season
from survey.keys import id_of
from survey.tables import Collector, Device, OpeningHours, Unit, Wave

DoorState = Literal["unused", "silent", "lost", "taking", "waiting", "revoked"]
ORDER: dict[DoorState, int] = {"unused": 0, "silent": 0, "lost": 1, "taking": 2, "waiting": 3, "revoked": 4}
NEEDS_SOMEBODY: tuple[DoorState, ...] = ("unused", "silent", "lost")


@dataclass(frozen=True)
class Tablet:
    """A tablet at a door."""

    device: Device
    state: State


@dataclass(frozen=True)
class DoorLine:
    """One door."""

    number: int
    label: str
    mode: str
    unit: str
    """Where it stands."""
    state: DoorState
    last_day: dt.date | None
    silent_days: int
    tablets: tuple[Tablet, ...]

    @property
    def needs_somebody(self) -> bool:
        """Whether somebody should go and look."""
        return self.state in NEEDS_SOMEBODY


def door_lines(
    session: Session,
    wave: Wave,
    agencies: Agencies,
    found: Tallied,
    *,
    today: dt.date,
    now: dt.datetime,
    language: str,
) -> list[DoorLine]:
    """Every door of the units in scope, or that stands in them, those that need somebody first.

    Of a door that stands here and rates another unit no ballots are told.
    """
    rated = None if agencies is None else frozenset(session.execute(agencies).scalars())
    tablets, last = _tablets(session, wave, now), _last_days(found)
    season = Season.of(wave, today)
    lines = []
    for number, agency, mode, label, revoked_on, name, name_en in session.execute(_asked(wave, agencies)):
        is_told = rated is None or agency in rated
        is_watched = is_told and revoked_on is None and mode not in NEVER_SILENT
        last_day = last.get(number) if is_told else None
        days = season.days_without(last_day) if is_watched else 0
        own = tuple(tablets.get(number, ()))
        state = _state(season, last_day, days, own, is_revoked=revoked_on is not None)
        unit = (name_en if language == "en" else None) or name
        lines.append(DoorLine(number, label, mode, unit, state, last_day, days, own))
    return sorted(lines, key=lambda each: (ORDER[each.state], -each.silent_days, each.unit, each.number))


def _asked(wave: Wave, agencies: Agencies) -> Select[Any]:
    asked: Select[Any] = (
        select(
            col(Collector.id),
            col(Collector.agency_id),
            col(Collector.mode),
            col(Collector.label),
            col(Collector.revoked_on),
            col(Unit.name),
            col(Unit.name_en),
        )
        .join(Unit, col(Unit.id) == Collector.service_point_id)
        .where(col(Collector.wave_id) == id_of(wave))
    )
    if agencies is None:
        return asked
    return asked.where(
        or_(col(Collector.agency_id).in_(agencies), col(Collector.service_point_id).in_(agencies))
    )


def _state(
    season: Season,
    last_day: dt.date | None,
    days: int,
    tablets: tuple[Tablet, ...],
    *,
    is_revoked: bool,
) -> DoorState:
    if is_revoked:
        return "revoked"
    if days >= SILENT_DAYS:
        return "silent" if last_day else "unused"
    if any(each.state == "silent" for each in tablets):
        return "lost"
    return "taking" if season.collects else "waiting"


def _last_days(found: Tallied) -> dict[int, dt.date]:
    last: dict[int, dt.date] = {}
    for (door, _), each in found.by_door.items():
        if each.last_day is not None:
            last[door] = max(last.get(door, each.last_day), each.last_day)
    return last


def _tablets(session: Session, wave: Wave, now: dt.datetime) -> dict[int, list[Tablet]]:
    asked = (
        select_rows(Device, Collector)
        .join(Collector, col(Collector.id) == Device.collector_id)
        .where(Collector.wave_id == id_of(wave))
        .order_by(col(Device.id))
    )
    hours = _hours(session, wave)
    found: defaultdict[int, list[Tablet]] = defaultdict(list)
    for each, door in session.exec(asked):
        state = standing(each, door, hours.get(each.collector_id, ()), now)
        found[each.collector_id].append(Tablet(each, state))
    return found


def _hours(session: Session, wave: Wave) -> dict[int, Sequence[Span]]:
    doors = select(col(Collector.id)).where(col(Collector.wave_id) == id_of(wave))
    asked = select_rows(OpeningHours).where(col(OpeningHours.collector_id).in_(doors))
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for each in session.exec(asked):
        found[each.collector_id].append((each.weekday, each.opens, each.closes))
    return {number: sorted(spans) for number, spans in found.items()}

"""Everything that is known of one unit, for the page about it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, or_, select

from survey.tables import Collector, Event, Procedure, Unit, UnitParent, UnitSuccession, Wave
from survey.waves.seen import UNRATED_STATES, waves_run

NEWEST = 50
DEEDS = ("unit", "parent", "succession", "procedure", "past_figure", "case_statistics")
"""The beginnings of the actions in the history of a unit."""
VERBS = ("new", "change", "end")


@dataclass(frozen=True)
class Above:
    """Whom a unit belonged to, from when to when."""

    unit: Unit
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True)
class Went:
    """A unit before or after, with the share of the old one that went over."""

    unit: Unit
    share: float
    day: dt.date


@dataclass(frozen=True)
class Door:
    """Where ballots come in for it, in which wave."""

    row: Collector
    wave: Wave
    point: Unit


@dataclass(frozen=True)
class Told:
    """A line of its history."""

    event: Event
    detail: dict[str, Any]


def parents_of(session: Session, unit_id: int) -> list[Above]:
    """The units above it through time, the latest first."""
    asked = select(UnitParent, Unit).join(Unit, col(Unit.id) == UnitParent.parent_id)
    asked = asked.where(UnitParent.unit_id == unit_id).order_by(col(UnitParent.valid_from).desc())
    return [Above(unit, link.valid_from, link.valid_to) for link, unit in session.exec(asked)]


def came_from(session: Session, unit_id: int) -> list[Went]:
    """The units that went into it."""
    asked = select(Unit, UnitSuccession).join(UnitSuccession, col(UnitSuccession.old_id) == Unit.id)
    asked = asked.where(UnitSuccession.new_id == unit_id).order_by(col(UnitSuccession.day), col(Unit.name))
    return [Went(unit, each.share, each.day) for unit, each in session.exec(asked)]


def went_to(session: Session, unit_id: int) -> list[Went]:
    """The units that it went into."""
    asked = select(Unit, UnitSuccession).join(UnitSuccession, col(UnitSuccession.new_id) == Unit.id)
    asked = asked.where(UnitSuccession.old_id == unit_id).order_by(col(UnitSuccession.day), col(Unit.name))
    return [Went(unit, each.share, each.day) for unit, each in session.exec(asked)]


def procedures_of(session: Session, unit_id: int) -> list[Procedure]:
    """What it answers for."""
    asked = select(Procedure).where(Procedure.agency_id == unit_id)
    return list(session.exec(asked.order_by(col(Procedure.field), col(Procedure.code))))


def doors_of(
    session: Session, unit_id: int, *, account_id: int, roles: Collection[str], today: dt.date
) -> list[Door]:
    """Its doors, the latest wave first; a wave that is still being written is for those who run it."""
    run = waves_run(account_id, roles, today)
    asked = select(Collector, Wave, Unit).join(Wave, col(Wave.id) == Collector.wave_id)
    asked = asked.join(Unit, col(Unit.id) == Collector.service_point_id)
    asked = asked.where(
        or_(col(Collector.agency_id) == unit_id, col(Collector.service_point_id) == unit_id),
        or_(col(Wave.state).not_in(UNRATED_STATES), col(Wave.id).in_(run)),
    )
    order = (col(Wave.opens).desc(), col(Wave.id).desc(), col(Collector.id))
    return [Door(row, wave, point) for row, wave, point in session.exec(asked.order_by(*order).limit(200))]


def history_of(session: Session, unit_id: int) -> list[Told]:
    """What was done to it, the latest first."""
    actions = [f"{thing}.{verb}" for thing in DEEDS for verb in VERBS]
    asked = select(Event).where(col(Event.action).in_(actions), Event.subject == f"unit {unit_id}")
    found = session.exec(asked.order_by(col(Event.id).desc()).limit(NEWEST))
    return [Told(each, json.loads(each.detail)) for each in found]

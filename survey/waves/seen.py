"""Which waves an account sees in a role: those its units run, and those its units are rated in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlmodel import Session, col

from survey.accounts.scope import exists_on, units_seen
from survey.keys import id_of
from survey.tables import Collector, DesignCell, Unit, UnitParent, Wave, WaveTarget

UNRATED_STATES = ("draft",)
"""A wave that is still being written is seen by those who run it only."""


def waves_run(account_id: int, roles: Collection[str], day: dt.date) -> Select[tuple[int]]:
    """The ids of the waves whose host lies in the scope of these roles, as SQL that fits into any `IN (…)`.

    A wave without a host belongs to whoever holds the role on a unit at the top of the tree.
    """
    units, top = units_seen(account_id, roles, day), is_at_top(account_id, roles, day)
    return select(col(Wave.id)).where(
        or_(col(Wave.host_id).in_(units), and_(col(Wave.host_id).is_(None), top))
    )


def is_at_top(account_id: int, roles: Collection[str], day: dt.date) -> ColumnElement[bool]:
    """The condition that the account holds one of these roles on a unit at the top of the tree."""
    units = units_seen(account_id, roles, day)
    child = select(col(UnitParent.unit_id)).where(exists_on(UnitParent, day))
    return select(col(Unit.id)).where(col(Unit.id).in_(units), col(Unit.id).not_in(child)).exists()


def waves_rated(account_id: int, roles: Collection[str], day: dt.date) -> Select[tuple[int]]:
    """The ids of the waves in which a unit in the scope of these roles is rated, or has a door."""
    units = units_seen(account_id, roles, day)
    door = select(col(Collector.wave_id)).where(
        or_(col(Collector.agency_id).in_(units), col(Collector.service_point_id).in_(units))
    )
    cell = select(col(DesignCell.wave_id)).where(col(DesignCell.unit_id).in_(units))
    planned = select(col(WaveTarget.wave_id)).where(col(WaveTarget.unit_id).in_(units))
    named = or_(col(Wave.id).in_(door), col(Wave.id).in_(cell), col(Wave.id).in_(planned))
    return select(col(Wave.id)).where(named, col(Wave.state).not_in(UNRATED_STATES))


def units_rated(session: Session, wave: Wave) -> frozenset[int]:
    """The ids of the units that a wave rates: with a door, a place in its design or a target."""
    number = id_of(wave)
    found: set[int] = set()
    for column, of in (
        (col(Collector.agency_id), col(Collector.wave_id)),
        (col(DesignCell.unit_id), col(DesignCell.wave_id)),
        (col(WaveTarget.unit_id), col(WaveTarget.wave_id)),
    ):
        found.update(session.execute(select(column).where(of == number).distinct()).scalars())
    return frozenset(found)

"""The lists of a wave, each with the unit it is about: all of them, of one unit, or those left to give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from survey.keys import id_of
from survey.tables import Case, DesignCell, Frame, Unit, Wave


@dataclass(frozen=True)
class Wanted:
    """Which lists."""

    unit: int | None = None
    left: bool = False
    """Only those with a drawn case that nobody has."""


ALL = Wanted()


def lists_of(
    session: Session,
    wave: Wave,
    wanted: Wanted = ALL,
    *,
    first: int = 0,
    most: int | None = None,
    numbers: Collection[int] | None = None,
) -> list[tuple[Frame, Unit | None]]:
    """The lists in the order of their areas."""
    both: Select[Any] = select(Frame, Unit)
    asked = _wanted(both, wave, wanted).order_by(col(Frame.area), col(Frame.id)).offset(first).limit(most)
    if numbers is not None:
        asked = asked.where(col(Frame.id).in_(numbers))
    return [(frame, unit) for frame, unit in session.execute(asked)]


def count_lists(session: Session, wave: Wave, wanted: Wanted = ALL) -> int:
    """How many there are."""
    return int(session.execute(_wanted(select(func.count(col(Frame.id))), wave, wanted)).scalar_one())


def units_of(session: Session, wave: Wave, wanted: Wanted = ALL) -> list[Unit]:
    """The units that the lists are about."""
    numbers = _wanted(select(col(Unit.id)), wave, wanted)
    asked = select(Unit).where(col(Unit.id).in_(numbers)).order_by(col(Unit.name))
    return list(session.execute(asked).scalars())


def last_day(session: Session, wave: Wave) -> dt.date | None:
    """The last day on which any of the lists is kept."""
    asked = select(func.max(col(Frame.delete_after))).where(col(Frame.wave_id) == id_of(wave))
    return session.execute(asked).scalar_one()


def _wanted(statement: Select[Any], wave: Wave, wanted: Wanted) -> Select[Any]:
    found = (
        statement.select_from(Frame)
        .outerjoin(DesignCell, col(DesignCell.id) == col(Frame.design_cell_id))
        .outerjoin(Unit, col(Unit.id) == col(DesignCell.unit_id))
        .where(col(Frame.wave_id) == id_of(wave))
    )
    if wanted.unit is not None:
        found = found.where(col(Unit.id) == wanted.unit)
    if wanted.left:
        of_list = col(Case.frame_id) == col(Frame.id)
        left = (of_list, col(Case.role) == "drawn", col(Case.fieldworker).is_(None))
        found = found.where(select(col(Case.id)).where(*left).exists())
    return found

"""Units as they were on a day: who belonged to whom, who came out of whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from analysis.collation import sort_key
from survey.tables import Unit, UnitParent, UnitSuccession
from survey.tables.units import UNIT_KINDS


class UnitError(ValueError):
    """A unit that is not there, or was not there on that day."""


@dataclass(frozen=True)
class Inheritance:
    """A unit before or after a merger or split, with the share of the old unit that went over."""

    unit: Unit
    share: float
    day: dt.date


def unit_on(session: Session, code: str, day: dt.date) -> Unit:
    """The unit that bore a code on a day.

    Raises
    ------
    UnitError: none did; the message says when one does.
    """
    found = session.exec(select(Unit).where(Unit.code == code, valid_on(Unit, day))).first()
    if found is None:
        raise UnitError(_missing(session, code, day))
    return found


def units_on(session: Session, day: dt.date, *, kind: str | None = None) -> list[Unit]:
    """All units of a day, or those of one kind: from country to branch, each by the Vietnamese alphabet."""
    statement = select(Unit).where(valid_on(Unit, day))
    if kind is not None:
        statement = statement.where(Unit.kind == kind)
    return _in_order(session.exec(statement))


def children(session: Session, unit_id: int, day: dt.date) -> list[Unit]:
    """The units right below a unit on a day."""
    below = select(Unit).join(UnitParent, col(UnitParent.unit_id) == Unit.id)
    below = below.where(UnitParent.parent_id == unit_id, valid_on(UnitParent, day), valid_on(Unit, day))
    return _in_order(session.exec(below))


def subtree(session: Session, unit_id: int, day: dt.date) -> set[int]:
    """The ids of a unit and of all below it on a day."""
    found: set[int] = set()
    level = {unit_id}
    while level:
        found |= level
        below = select(UnitParent.unit_id).where(
            col(UnitParent.parent_id).in_(level), valid_on(UnitParent, day)
        )
        level = set(session.exec(below)) - found
    return found


def predecessors(session: Session, unit_id: int) -> list[Inheritance]:
    """The units that a unit was made of, by the Vietnamese alphabet; none for one that always was."""
    statement = select(Unit, UnitSuccession).join(UnitSuccession, col(UnitSuccession.old_id) == Unit.id)
    return _inherited(session.exec(statement.where(UnitSuccession.new_id == unit_id)))


def successors(session: Session, unit_id: int) -> list[Inheritance]:
    """The units that a unit went into; none for one that still is."""
    statement = select(Unit, UnitSuccession).join(UnitSuccession, col(UnitSuccession.new_id) == Unit.id)
    return _inherited(session.exec(statement.where(UnitSuccession.old_id == unit_id)))


def valid_on(table: type[Unit] | type[UnitParent], day: dt.date) -> ColumnElement[bool]:
    """The condition that a dated row holds on a day; first and last day included."""
    ends = col(table.valid_to)
    return (col(table.valid_from) <= day) & or_(ends.is_(None), ends >= day)


def _in_order(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda each: (UNIT_KINDS.index(each.kind), sort_key(each.name), each.code))


def _inherited(rows: Iterable[tuple[Unit, UnitSuccession]]) -> list[Inheritance]:
    found = [Inheritance(unit, row.share, row.day) for unit, row in rows]
    return sorted(found, key=lambda each: (each.day, sort_key(each.unit.name)))


def _missing(session: Session, code: str, day: dt.date) -> str:
    known = session.exec(select(Unit).where(Unit.code == code).order_by(col(Unit.valid_from))).all()
    if not known:
        return f"there is no unit {code!r}; hailong unit list shows all codes"
    periods = " and ".join(f"{each.valid_from} to {each.valid_to or 'today'}" for each in known)
    return f"there was no unit {code!r} on {day}; it is known from {periods}; name another day or code"

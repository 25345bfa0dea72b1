"""The one scope filter: which units an account may see in a role, as of a day, as SQL and as a set.

A role is granted on a unit and holds for all below it on that day. A unit that was closed belongs to whom it
last belonged to. After a merger, where a unit went whole into another one, its past belongs to the new unit,
and a role on the old unit is one on the new unit. Where a unit was split no role moves: it is granted anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, Label, Select, and_, case, literal, or_, select, union_all
from sqlmodel import Session, col

from survey.tables import Grant, Unit, UnitParent, UnitSuccession

WHOLE = 1.0


@dataclass(frozen=True)
class Only:
    """The grants of one account that count for now; its others are as if it did not hold them."""

    account_id: int
    grants: tuple[int | None, ...]


_only: ContextVar[Only | None] = ContextVar("the grants that count for now", default=None)


def narrow(only: Only | None) -> None:
    """From here on, in this thread, only these grants count; None: all do again."""
    _only.set(only)


def mine(account_id: int, day: dt.date) -> ColumnElement[bool]:
    """The condition that a grant is one of the account's, holds on a day, and counts for now."""
    held, only = and_(col(Grant.account_id) == account_id, holds_on(day)), _only.get()
    if only is None or only.account_id != account_id:
        return held
    return and_(held, col(Grant.id).in_(only.grants))


def units_seen(account_id: int, roles: Collection[str], day: dt.date) -> Select[tuple[int]]:
    """The ids of the units, as SQL that fits into any `IN (…)`."""
    edges = _edges(day)
    seen = select(_roots(account_id, roles, day).c.unit_id).cte(recursive=True)
    step = select(edges.c.below).join(seen, edges.c.above == seen.c.unit_id)
    seen = seen.union(step)
    return select(seen.c.unit_id)


def units_of(session: Session, account_id: int, roles: Collection[str], day: dt.date) -> frozenset[int]:
    """The ids of the units, as a set."""
    return frozenset(session.execute(units_seen(account_id, roles, day)).scalars())


def roles_of(session: Session, account_id: int, day: dt.date) -> frozenset[str]:
    """The roles that an account holds anywhere on a day."""
    held = select(col(Grant.role)).where(mine(account_id, day))
    return frozenset(session.execute(held).scalars())


def granted_below(roles: Collection[str], unit_id: int, day: dt.date) -> ColumnElement[bool]:
    """The condition that a grant of one of these roles, on this unit or below it, holds on a day."""
    edges, top = _edges(day), literal(unit_id).label("unit_id")
    below = select(top).cte(recursive=True)
    below = below.union(select(edges.c.below).join(below, edges.c.above == below.c.unit_id))
    return and_(col(Grant.role).in_(roles), holds_on(day), col(Grant.unit_id).in_(select(below.c.unit_id)))


def holds_on(day: dt.date) -> ColumnElement[bool]:
    """The condition that a grant holds on a day, the last one included."""
    return or_(col(Grant.valid_to).is_(None), col(Grant.valid_to) >= day)


def exists_on(table: type[Unit] | type[UnitParent], day: dt.date) -> ColumnElement[bool]:
    """The condition that a unit, or whom it belongs to, is so on a day, the first and the last included."""
    return and_(col(table.valid_from) <= day, or_(col(table.valid_to).is_(None), col(table.valid_to) >= day))


def _roots(account_id: int, roles: Collection[str], day: dt.date) -> CTE:
    """The units a role was granted on, and those into which they went whole."""
    held = and_(mine(account_id, day), col(Grant.role).in_(roles))
    roots = select(col(Grant.unit_id).label("unit_id")).where(held).cte(recursive=True)
    went = select(col(UnitSuccession.new_id)).join(roots, col(UnitSuccession.old_id) == roots.c.unit_id)
    return roots.union(went.where(_merged_by(day)))


def _edges(day: dt.date) -> CTE:
    """From a unit to what belongs to it: those below it, and those that went whole into it."""
    # Of a closed unit the last day counts, of an open one this day.
    counts = case((col(Unit.valid_to) < day, col(Unit.valid_to)), else_=day)
    holds = and_(
        col(UnitParent.valid_from) <= counts,
        or_(col(UnitParent.valid_to).is_(None), col(UnitParent.valid_to) >= counts),
        col(Unit.valid_from) <= day,
    )
    above: Label[int] = col(UnitParent.parent_id).label("above")
    child: Label[int] = col(UnitParent.unit_id).label("below")
    below = select(above, child).join(Unit, col(Unit.id) == col(UnitParent.unit_id)).where(holds)
    merged = select(col(UnitSuccession.new_id), col(UnitSuccession.old_id)).where(_merged_by(day))
    return union_all(below, merged).cte()


def _merged_by(day: dt.date) -> ColumnElement[bool]:
    return and_(col(UnitSuccession.share) >= WHOLE, col(UnitSuccession.day) <= day)

"""Which units an account may change, by their codes: those in its scope, and those that begin later in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from survey.accounts.scope import exists_on, units_of
from survey.files.rows import Row
from survey.keys import id_of
from survey.tables import Unit, UnitParent


@dataclass(frozen=True)
class Reach:
    """The units by their codes, each list in order of time, and whether one of them stands at the top."""

    ids: frozenset[int]
    codes: dict[str, list[Unit]]
    is_top: bool

    def unit(self, row: Row, column: str, day: dt.date) -> Unit:
        """The unit that a cell names: that of a day, else the first one since, else the last before."""
        code = row.code(column)
        known = self.codes.get(code)
        if not known:
            raise row.error(column, f"there is no unit {code!r}", "correct the code, or leave the row out")
        later = (each for each in known if each.valid_to is None or each.valid_to >= day)
        return next(later, known[-1])


def reach_of(session: Session, account_id: int, roles: Collection[str], today: dt.date) -> Reach:
    """What an account may change in these roles."""
    ids = ids_in_reach(session, account_id, roles, today)
    codes: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in session.exec(select(Unit).order_by(col(Unit.valid_from))):
        if unit.id in ids:
            codes[unit.code].append(unit)
    below = set(session.exec(select(UnitParent.unit_id).where(exists_on(UnitParent, today))))
    is_top = any(
        each.id not in below and each.valid_from <= today and (each.valid_to or today) >= today
        for units in codes.values()
        for each in units
    )
    return Reach(ids, dict(codes), is_top)


def ids_in_reach(session: Session, account_id: int, roles: Collection[str], today: dt.date) -> frozenset[int]:
    """Today's scope, and what will lie in it on the day on which it begins."""
    found = units_of(session, account_id, roles, today)
    coming = session.exec(select(Unit).where(Unit.valid_from > today)).all()
    for day in {each.valid_from for each in coming}:
        begins = {id_of(each) for each in coming if each.valid_from == day}
        found |= units_of(session, account_id, roles, day) & begins
    return found

"""The unit that an address names, if whoever asks sees it; and whose the deeds of this area are."""

from __future__ import annotations

from collections.abc import Collection

from flask import abort
from sqlmodel import col, select

from survey.accounts.managing import ADMINISTRATOR
from survey.accounts.scope import units_of, units_seen
from survey.keys import LARGEST, id_of
from survey.staff.visit import here
from survey.tables import Unit
from survey.tables.staff import ROLES

FIGURES = (ADMINISTRATOR, "analyst")
"""Who enters figures from elsewhere."""
HISTORY = (ADMINISTRATOR, "analyst", "approver", "auditor")
"""Who reads what was done, and by whom."""


def unit_here(number: int, *roles: str) -> Unit:
    """The unit, if it lies in the scope of these roles today, or on the day on which it begins."""
    unit = here().session.get(Unit, number) if number <= LARGEST else None
    if unit is None or not is_in_scope(unit, roles or ROLES):
        abort(404)
    return unit


def is_in_scope(unit: Unit, roles: Collection[str]) -> bool:
    """Whether somebody's roles reach the unit."""
    found = here()
    day = max(found.today, unit.valid_from)
    seen = units_seen(id_of(found.account), roles, day)
    asked = select(Unit.id).where(Unit.id == unit.id, col(Unit.id).in_(seen))
    return found.session.exec(asked).first() is not None


def numbers_in_scope() -> frozenset[int]:
    """All units that are seen today, in any role."""
    found = here()
    return units_of(found.session, id_of(found.account), ROLES, found.today)

"""The wave or the unit that an address names, if whoever asks may see it; else it is not there."""

from __future__ import annotations

from typing import NoReturn

from sqlmodel import col, select
from werkzeug.exceptions import NotFound

from survey.accounts.scope import units_seen
from survey.keys import id_of
from survey.staff.visit import here
from survey.tables import Unit, Wave
from survey.waves.seen import waves_rated, waves_run


def wave_run(code: str, *roles: str) -> Wave:
    """The wave, if a unit in the scope of these roles runs it."""
    found = here()
    seen = waves_run(id_of(found.account), roles, found.today)
    statement = select(Wave).where(Wave.code == code, col(Wave.id).in_(seen))
    return found.session.exec(statement).first() or _missing()


def wave_rated(code: str, *roles: str) -> Wave:
    """The wave, if a unit in the scope of these roles is rated in it or has a door of it."""
    found = here()
    seen = waves_rated(id_of(found.account), roles, found.today)
    statement = select(Wave).where(Wave.code == code, col(Wave.id).in_(seen))
    return found.session.exec(statement).first() or _missing()


def unit_seen(number: int, *roles: str) -> Unit:
    """The unit of this number, if it lies in the scope of these roles."""
    found = here()
    seen = units_seen(id_of(found.account), roles, found.today)
    statement = select(Unit).where(Unit.id == number, col(Unit.id).in_(seen))
    return found.session.exec(statement).first() or _missing()


def _missing() -> NoReturn:
    raise NotFound

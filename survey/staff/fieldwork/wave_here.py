"""The wave that an address names, and whose ballots of it whoever asks may see counted."""

from __future__ import annotations

from typing import NamedTuple

from flask import abort
from sqlmodel import col, or_, select

from survey.accounts.scope import units_seen
from survey.fieldwork.counted import Agencies
from survey.keys import id_of
from survey.staff.visit import here
from survey.tables import Wave
from survey.waves.seen import waves_rated, waves_run

RUNNERS = ("administrator", "analyst", "approver", "supervisor", "auditor")
"""On the host of a wave they see all its units."""
WATCHERS = (*RUNNERS, "officer")
"""On a unit that is rated they see what has come for it."""


class Seen(NamedTuple):
    """A wave, and the units whose ballots are counted; None: all."""

    wave: Wave
    agencies: Agencies


def wave_here(code: str) -> Seen:
    """All of it for those who run it, else the part of one's own units; else it is not there."""
    found, is_it = here(), select(Wave).where(Wave.code == code)
    account = id_of(found.account)
    run = is_it.where(col(Wave.id).in_(waves_run(account, RUNNERS, found.today)))
    if wave := found.session.exec(run).first():
        return Seen(wave, None)
    rated = is_it.where(col(Wave.id).in_(waves_rated(account, WATCHERS, found.today)))
    wave = found.session.exec(rated).first() or abort(404)
    return Seen(wave, units_seen(account, WATCHERS, found.today))


def waves_here() -> list[Wave]:
    """Every wave that has a board for whoever asks, the latest first."""
    found = here()
    account = id_of(found.account)
    run = col(Wave.id).in_(waves_run(account, RUNNERS, found.today))
    rated = col(Wave.id).in_(waves_rated(account, WATCHERS, found.today))
    asked = select(Wave).where(or_(run, rated), Wave.state != "draft")
    return list(found.session.exec(asked.order_by(col(Wave.opens).desc(), col(Wave.id).desc())))

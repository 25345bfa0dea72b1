"""Which wave's results somebody may see: those who run it once closed, rated units once approved."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort
from sqlmodel import col, select
from werkzeug.exceptions import NotFound

from survey.accounts.scope import units_of
from survey.keys import LARGEST, id_of
from survey.results.stored.finding import Found, find, units_in
from survey.staff.asked import unit_seen, wave_rated, wave_run
from survey.staff.visit import here
from survey.tables import Unit, Wave
from survey.waves.seen import waves_rated, waves_run
from survey.waves.shown import DECIDED, shows_figures

RUN = ("analyst", "approver", "auditor")
"""Who sees the results of a wave that a unit in their scope runs."""
SEE = (*RUN, "officer")
"""Who sees those of a unit in their scope, once they are approved."""


@dataclass(frozen=True)
class Sight:
    """A wave that may be seen, and how much of it."""

    wave: Wave
    runs: bool

    @property
    def is_decided(self) -> bool:
        """Whether the results are approved."""
        return self.wave.state in DECIDED

    def found(self) -> Found:
        """What is stored of it, or how far it has come."""
        return find(here().session, self.wave)

    def units(self, found: Found) -> list[Unit]:
        """The units with a report that may be seen, by name."""
        session, account = here().session, id_of(here().account)
        seen = units_in(session, found)
        if not self.runs:
            seen &= units_of(session, account, SEE, here().today)
        rows = select(Unit).where(col(Unit.id).in_(seen)).order_by(col(Unit.kind), col(Unit.name))
        return list(session.exec(rows))

    def unit(self, number: int) -> Unit:
        """One unit; what is out of scope is not there."""
        if number > LARGEST:
            abort(404)
        if not self.runs:
            return unit_seen(number, *SEE)
        return here().session.get(Unit, number) or abort(404)


def sight(code: str) -> Sight:
    """The wave of this code; before its figures may be seen it is as if it were not there."""
    seen = _seen(code)
    if seen.wave.kind != "survey" or not shows_figures(seen.wave, runs_it=seen.runs):
        abort(404)
    return seen


def sight_of_runner(code: str) -> Sight:
    """The same, only for those who run the wave."""
    seen = sight(code)
    return seen if seen.runs else abort(404)


def in_sight() -> list[Sight]:
    """Every wave with figures to be seen, the latest first."""
    found = here()
    number, session = id_of(found.account), found.session
    run = set(session.execute(waves_run(number, RUN, found.today)).scalars())
    rated = set(session.execute(waves_rated(number, SEE, found.today)).scalars())
    rows = select(Wave).where(col(Wave.id).in_(run | rated), Wave.kind == "survey")
    waves = session.exec(rows.order_by(col(Wave.opens).desc(), col(Wave.id).desc()))
    seen = [Sight(wave, wave.id in run) for wave in waves]
    return [each for each in seen if shows_figures(each.wave, runs_it=each.runs)]


def _seen(code: str) -> Sight:
    try:
        return Sight(wave_run(code, *RUN), runs=True)
    except NotFound:
        return Sight(wave_rated(code, *SEE), runs=False)

"""Which continuous ratings somebody may see: of those they run every unit, of others their own."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort
from sqlmodel import col, select
from werkzeug.exceptions import NotFound

from survey.accounts.scope import units_of
from survey.keys import id_of
from survey.staff.asked import wave_rated, wave_run
from survey.staff.visit import here
from survey.tables import Unit, Wave
from survey.waves.seen import units_rated, waves_rated, waves_run
from survey.waves.shown import shows_figures

HOSTS = ("analyst", "auditor")
"""Who sees the months of every unit of a rating that a unit in their scope runs."""
RATED = ("officer",)
"""Who sees those of a unit in their scope."""


@dataclass(frozen=True)
class Rating:
    """A rating that may be seen, and the units of it."""

    wave: Wave
    units: tuple[Unit, ...]
    runs: bool

    def unit(self, number: int) -> Unit:
        """One of these units; any other is not there."""
        return next((each for each in self.units if each.id == number), None) or abort(404)


def rating(code: str) -> Rating:
    """The rating of this code; a survey, and a rating that has not opened, are as if they were not there."""
    found, (wave, runs) = here(), _wave(code)
    if wave.kind != "rating" or not shows_figures(wave, runs_it=runs):
        abort(404)
    numbers = units_rated(found.session, wave)
    if not runs:
        numbers &= units_of(found.session, id_of(found.account), RATED, found.today)
    rows = select(Unit).where(col(Unit.id).in_(sorted(numbers))).order_by(col(Unit.kind), col(Unit.name))
    return Rating(wave, tuple(found.session.exec(rows)), runs)


def ratings_in_sight() -> list[Wave]:
    """Every rating with months to be seen, the latest first."""
    found = here()
    number, session = id_of(found.account), found.session
    run = set(session.execute(waves_run(number, HOSTS, found.today)).scalars())
    rated = set(session.execute(waves_rated(number, RATED, found.today)).scalars())
    rows = select(Wave).where(col(Wave.id).in_(run | rated), Wave.kind == "rating")
    waves = session.exec(rows.order_by(col(Wave.opens).desc(), col(Wave.id).desc()))
    return [each for each in waves if shows_figures(each, runs_it=each.id in run)]


def _wave(code: str) -> tuple[Wave, bool]:
    try:
        return wave_run(code, *HOSTS), True
    except NotFound:
        return wave_rated(code, *RATED), False

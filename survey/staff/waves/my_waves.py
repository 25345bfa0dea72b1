"""What an officer sees of the waves in which the unit is rated: counts, and requests to look again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort
from sqlalchemy import func
from sqlmodel import col, select
from werkzeug import Response

from survey.accounts.named import names_of
from survey.accounts.scope import units_of
from survey.keys import LARGEST, id_of
from survey.staff.asked import wave_rated
from survey.staff.visit import here
from survey.staff.waves.common import back, draw, text_of, turn
from survey.staff.waves.deeds import reason
from survey.staff.waves.listing import results_of
from survey.tables import Ballot, Unit, Wave, WaveTarget
from survey.tables.ballots import EXCLUDED, FLAGGED
from survey.waves.action_plans import actions_of, earlier_plan, may_plan
from survey.waves.reviews import ask, may_ask, requests_of
from survey.waves.seen import units_rated, waves_rated
from survey.waves.wave_states import WaveStateError

ROLE = "officer"
LONGEST = 2000


@dataclass
class Counts:
    """What of a unit may be seen before its results are approved."""

    counted: int = 0
    flagged: int = 0
    excluded: int = 0
    target: int | None = None


def my_waves() -> Response:
    """The waves in which a unit in scope is rated, the latest first."""
    found = here()
    seen = waves_rated(id_of(found.account), (ROLE,), found.today)
    rows = select(Wave).where(col(Wave.id).in_(seen)).order_by(col(Wave.opens).desc(), col(Wave.id).desc())
    return draw("mine.html", waves=list(found.session.exec(rows)))


def my_wave(code: str) -> Response:
    """The rated units in scope, each with its counts."""
    wave = wave_rated(code, ROLE)
    units = rated_units(wave)
    counts = counts_of(wave, [id_of(each) for each in units])
    return draw("my_wave.html", wave=wave, units=units, counts=counts, results=_results(wave))


def my_unit(code: str, number: int) -> Response:
    """One rated unit: its counts, what it asked, what it plans."""
    found, (wave, unit) = here(), rated(code, number)
    requests = requests_of(found.session, wave, frozenset({number}))
    return draw(
        "my_unit.html",
        wave=wave,
        unit=unit,
        counts=counts_of(wave, [number])[number],
        requests=requests,
        people=names_of(found.session, (by for row, _ in requests for by in (row.asked_by, row.answered_by))),
        actions=[row for row, _ in actions_of(found.session, wave, [number])],
        earlier=earlier_plan(found.session, wave, unit),
        may_ask=may_ask(wave, found.today),
        may_plan=may_plan(wave),
        results=_results(wave),
    )


def ask_again(code: str, number: int) -> Response:
    """The form of a request, while requests are taken."""
    wave, unit = rated(code, number)
    if not may_ask(wave, here().today):
        abort(404)
    return draw("ask.html", wave=wave, unit=unit)


def ask_again_now(code: str, number: int) -> Response:
    """Send the request."""
    turn()
    found, (wave, unit), errors = here(), rated(code, number), dict[str, str]()
    text = text_of("text", LONGEST, errors, "no_text")
    if not errors:
        try:
            ask(found.session, wave, unit, text, by=found.by, today=found.today)
        except WaveStateError as refusal:
            errors[""] = reason(refusal)
    if errors:
        return draw("ask.html", wave=wave, unit=unit, errors=errors)
    found.session.commit()
    return back("my_unit", "ask", code=code, number=number)


def rated(code: str, number: int) -> tuple[Wave, Unit]:
    """The wave and a unit in scope that is rated in it; any other is not there."""
    wave = wave_rated(code, ROLE)
    unit = (
        next((each for each in rated_units(wave) if each.id == number), None) if number <= LARGEST else None
    )
    return (wave, unit) if unit is not None else abort(404)


def rated_units(wave: Wave) -> list[Unit]:
    """The units in scope that are rated in a wave."""
    found = here()
    scope = units_of(found.session, id_of(found.account), (ROLE,), found.today)
    named = units_rated(found.session, wave)
    rows = select(Unit).where(col(Unit.id).in_(sorted(named & scope))).order_by(Unit.code)
    return list(found.session.exec(rows))


def counts_of(wave: Wave, units: list[int]) -> dict[int, Counts]:
    """The counts of some units, in one question to each table."""
    session, counts = here().session, {each: Counts() for each in units}
    ballots = select(Ballot.agency_id, Ballot.state, func.count()).where(
        Ballot.wave_id == id_of(wave), col(Ballot.agency_id).in_(units)
    )
    for unit, state, n in session.exec(ballots.group_by(col(Ballot.agency_id), col(Ballot.state))):
        name = {EXCLUDED: "excluded", FLAGGED: "flagged"}.get(state, "counted")
        setattr(counts[unit], name, getattr(counts[unit], name) + n)
    targets = select(WaveTarget.unit_id, func.sum(col(WaveTarget.target))).where(
        WaveTarget.wave_id == id_of(wave), col(WaveTarget.unit_id).in_(units)
    )
    for unit, target in session.exec(targets.group_by(col(WaveTarget.unit_id))):
        counts[unit].target = target
    return counts


def _results(wave: Wave) -> str:
    """The page with the figures, once they may be seen."""
    return results_of(wave, runs_it=False)

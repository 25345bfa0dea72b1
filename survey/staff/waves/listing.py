"""The list of waves, and one wave: where it stands, what is next and who may do it, its plan, its history."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import func
from sqlmodel import Session, col, select
from werkzeug import Response

from survey.accounts.named import names_of
from survey.keys import id_of
from survey.staff import pages
from survey.staff.visit import here
from survey.staff.waves.common import ROWS, draw, may, read, said
from survey.staff.waves.deeds import NAMES
from survey.staff.waves.routes import READERS
from survey.tables import Ballot, Event, StoredQuestionnaire, Tally, Unit, Wave
from survey.units.unit_labels import day_in
from survey.waves.action_plans import actions_of
from survey.waves.door_making import count_doors
from survey.waves.ratings import may_extend
from survey.waves.rehearsals import count_tests
from survey.waves.reviews import requests_of
from survey.waves.seen import waves_run
from survey.waves.shown import shows_figures
from survey.waves.targets import sums_of
from survey.waves.wave_states import ROLES, STEPS
from survey.waves.waves import last_of_grace

LINES = 50
"""Lines of the history that are shown."""
RESULTS, MONTHS = "staff.results_wave", "staff.results_months"
SEE_MONTHS = ("analyst", "auditor", "officer")
"""Who sees the months of a rating; whoever approves results has none to approve."""
TALLIED = ("frozen", "review", "results_approved", "published")


@dataclass(frozen=True)
class Next:
    """A step that may follow, who takes it, and whether whoever asks is one of them."""

    deed: str
    role: str
    is_mine: bool


def waves_list() -> Response:
    """Every wave in scope, the latest first."""
    found = here()
    seen = waves_run(id_of(found.account), READERS, found.today)
    rows = (
        select(Wave, Unit)
        .outerjoin(Unit, col(Unit.id) == col(Wave.host_id))
        .where(col(Wave.id).in_(seen))
        .order_by(col(Wave.opens).desc(), col(Wave.id).desc())
    )
    waves = [(wave, host) for wave, host in found.session.execute(rows)]
    counts = ballots_of(found.session, [wave for wave, _ in waves])
    return draw("list.html", waves=waves, counts=counts, may_plan="analyst" in found.roles)


def wave_page(code: str) -> Response:
    """One wave."""
    found, wave = here(), read(code)
    session, is_analyst = found.session, may(wave, "analyst")
    history, asked = _history(session, wave), requests_of(session, wave)
    approvers, askers = (wave.approved_by, wave.results_approved_by), (row.asked_by for row, _ in asked)
    return draw(
        "wave.html",
        wave=wave,
        host=session.get(Unit, wave.host_id) if wave.host_id else None,
        stored=session.get_one(StoredQuestionnaire, wave.questionnaire_id),
        ballots=ballots_of(session, [wave]).get(id_of(wave), 0),
        nexts=next_of(wave),
        is_analyst=is_analyst,
        grace=last_of_grace(wave) if wave.state == "closed" else None,
        sums=sums_of(session, wave),
        doors=count_doors(session, wave),
        tests=count_tests(session, wave),
        requests=asked,
        actions=actions_of(session, wave, most=ROWS),
        history=history,
        people=names_of(session, [*approvers, *(line.actor for line, _ in history), *askers]),
        results=results_of(wave, runs_it=True),
        steps=_course(wave),
    )


def results_of(wave: Wave, *, runs_it: bool) -> str:
    """The page with the figures, once they may be seen; a rating has one of months."""
    endpoint = MONTHS if wave.kind == "rating" else RESULTS
    there = endpoint in current_app.view_functions
    if endpoint == MONTHS and here().roles.isdisjoint(SEE_MONTHS):
        return ""
    return endpoint if there and shows_figures(wave, runs_it=runs_it) else ""


def next_of(wave: Wave) -> list[Next]:
    """What may follow, by the one table that says so."""
    steps = [name for name, way in STEPS.items() if wave.state in way.before]
    found = [Next(NAMES[step], ROLES[step], may(wave, ROLES[step])) for step in steps]
    if may_extend(wave):
        found.append(Next("extend", "analyst", may(wave, "analyst")))
    return found


def ballots_of(session: Session, waves: list[Wave]) -> dict[int, int]:
    """How many ballots the waves have: of tallied ones as tallied, of the others counted at once.

    A wave that was frozen a moment ago is one of the others until the job has tallied it.
    """
    frozen = [id_of(each) for each in waves if each.state in TALLIED]
    found: dict[int, int] = {}
    if frozen:
        sums = select(Tally.wave_id, func.sum(col(Tally.ballots))).where(col(Tally.wave_id).in_(frozen))
        found |= {number: int(n) for number, n in session.exec(sums.group_by(col(Tally.wave_id)))}
    others = [id_of(each) for each in waves if each.state in ("open", "closed")]
    others += [number for number in frozen if number not in found]
    if others:
        counted = select(Ballot.wave_id, func.count()).where(col(Ballot.wave_id).in_(others))
        found |= {number: n for number, n in session.exec(counted.group_by(col(Ballot.wave_id)))}
    return found


def _course(wave: Wave) -> list[tuple[str, str]]:
    """The states in their order, each as past, now or to come."""
    states = ["draft", *dict.fromkeys(way.after for way in STEPS.values())]
    at = states.index(wave.state)
    return [
        (state, "past" if number < at else "now" if number == at else "later")
        for number, state in enumerate(states)
    ]


def _history(session: Session, wave: Wave) -> list[tuple[Event, str]]:
    """The lines of the audit log about this wave, the latest first, with what they say in numbers.

    Not those about comments that allege wrongdoing: of which unit there are some is for few to know.
    """
    here = Event.subject == f"wave {wave.code}", col(Event.action).not_like("comment.restrict%")
    lines = select(Event).where(*here).order_by(col(Event.id).desc())
    return [(line, _detail(line)) for line in session.exec(lines.limit(LINES))]


def _detail(line: Event) -> str:
    """What of a line is worth a word beside its name; the state that it led to says the name."""
    told: dict[str, Any] = json.loads(line.detail)
    words = said()
    named: dict[str, Callable[[Any], str]] = {
        "changed": lambda names: ", ".join(words.fields.get(name, name) for name in names),
        "outcome": lambda outcome: words.outcomes[outcome],
        "state": lambda state: words.action_states[state],
        "day": _day_told,
        "to": lambda day: _day_told(day) if line.action == "wave.extend" else "",
    }
    shown = [
        words.details.get(name, "{}").format(named[name](value) if name in named else value)
        for name, value in told.items()
        if name in words.details
    ]
    return ", ".join(each for each in shown if each)


def _day_told(text: str) -> str:
    """A day of the audit log as the page writes days."""
    return day_in(dt.date.fromisoformat(text), pages.words_here().language)

"""Checking interviewers' work again: choosing by chance, what is still to be checked, and what was found."""

from __future__ import annotations

import secrets

from werkzeug import Response

from survey.keys import LARGEST
from survey.samples.cases import Picked, cases_of, count_cases
from survey.samples.rechecks import PERCENT, choose
from survey.samples.standing import standing
from survey.samples.visiting import CaseError
from survey.staff.asked import wave_run
from survey.staff.paging import paging
from survey.staff.samples.common import back, drawn, held, may, number_of, said
from survey.staff.samples.routes import LEADERS, READERS
from survey.staff.visit import here
from survey.tables import Wave
from survey.tables.fieldwork import FINDINGS

WAITING = Picked(state="recheck")


def sample_rechecks(code: str) -> Response:
    """How many of each interviewer's were chosen and checked; for leaders also which still wait."""
    return _page(wave_run(code, *READERS), {})


def sample_rechecks_now(code: str) -> Response:
    """Choose."""
    session, wave, errors = here().session, held(code, *LEADERS), dict[str, str]()
    percent, seed = number_of("percent", errors), number_of("seed", errors)
    if "percent" not in errors and (percent is None or not 1 <= percent <= 100):
        errors["percent"] = said().errors["no_percent"]
    if errors or percent is None:
        return _page(wave, errors)
    try:
        seed = secrets.randbelow(LARGEST) if seed is None else seed
        choose(session, wave, percent=percent, seed=seed, by=here().by)
    except CaseError as error:
        session.rollback()
        return _page(wave_run(code, *LEADERS), {"percent": said().errors[error.why]})
    session.commit()
    return back("sample_rechecks", code=code, done="chosen")


def _page(wave: Wave, errors: dict[str, str]) -> Response:
    session, leads = here().session, may(wave, *LEADERS)
    waiting = count_cases(session, wave, WAITING)
    page = paging(waiting)
    stands = standing(session, wave)
    return drawn(
        "rechecks.html",
        errors=errors,
        wave=wave,
        total=stands.total,
        people={who: each for who, each in stands.people.items() if each.completed},
        findings=FINDINGS,
        leads=leads,
        percent=PERCENT,
        waiting=waiting,
        rows=cases_of(session, wave, WAITING, first=page.offset, most=page.size) if leads else [],
        page=page,
    )

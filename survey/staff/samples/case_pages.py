"""The cases of a sample for those who lead the visits, and one case with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request
from werkzeug import Response

from survey.interviewing.outcomes import RESULTS, read_contacts
from survey.keys import id_of
from survey.samples.cases import STATES, Picked, case_in, cases_of, count_cases, standing_in
from survey.samples.lists import count_lists, lists_of
from survey.samples.rechecks import record
from survey.samples.standing import people_in
from survey.samples.visiting import CLOSING, LONGEST_REASON, VISITED_IN, CaseError, note_visit, replace
from survey.staff.asked import wave_run
from survey.staff.paging import paging, whole
from survey.staff.samples.common import back, drawn, held, said, text_of
from survey.staff.samples.routes import LEADERS
from survey.staff.visit import here
from survey.tables import Case, Frame, Unit, Wave
from survey.tables.fieldwork import FINDINGS

NOBODY = "-"
MOST_LISTS = 300
Deed = Callable[[Wave, Case], dict[str, str]]
"""Does something to a case of a wave; what is wrong, by field."""


def sample_cases(code: str) -> Response:
    """The cases that were picked, fifty at a time."""
    session, wave = here().session, wave_run(code, *LEADERS)
    asked = {name: request.args.get(name, "")[:40] for name in ("list", "who", "state")}
    picked = Picked(whole(asked["list"]), asked["who"], asked["state"])
    total = count_cases(session, wave, picked)
    page = paging(total)
    return drawn(
        "cases.html",
        wave=wave,
        rows=cases_of(session, wave, picked, first=page.offset, most=page.size),
        total=total,
        page=page,
        asked={name: text for name, text in asked.items() if text},
        lists=[frame for frame, _ in _lists(wave, picked)],
        people=people_in(session, wave),
        nobody=NOBODY,
        states=list(STATES),
    )


def sample_case(code: str, number: int) -> Response:
    """One case."""
    wave = wave_run(code, *LEADERS)
    return _page(wave, *_case(wave, number), {})


def sample_case_now(code: str, number: int) -> Response:
    """Note a visit, let a reserve come in, or note what was found when it was checked again."""
    session, wave = here().session, held(code, *LEADERS)
    case, _ = _case(wave, number)
    name = request.form.get("deed", "")
    deed = DEEDS.get(name) or abort(404)
    try:
        errors = deed(wave, case)
    except CaseError as error:
        errors = {FIELDS.get(error.why, ""): said().errors[error.why]}
    if errors:
        session.rollback()
        wave = wave_run(code, *LEADERS)
        return _page(wave, *_case(wave, number), errors)
    session.commit()
    return back("sample_case", code=code, number=number, done=name)


def _visit(wave: Wave, case: Case) -> dict[str, str]:
    result = next((each for each in RESULTS if each == request.form.get("result")), None)
    if result is None:
        return {"result": said().errors["no_result"]}
    note_visit(here().session, wave, case, result, by=here().by)
    return {}


def _replace(wave: Wave, case: Case) -> dict[str, str]:
    errors: dict[str, str] = {}
    reason = text_of("reason", LONGEST_REASON, errors, missing="no_reason")
    closes = next((each for each in CLOSING if each == request.form.get("closes")), None)
    if not errors:
        replace(here().session, wave, case, reason, result=closes, by=here().by)
    return errors


def _found(wave: Wave, case: Case) -> dict[str, str]:
    record(here().session, wave, case, request.form.get("finding", ""), by=here().by)
    return {}


DEEDS: dict[str, Deed] = {"visit": _visit, "replace": _replace, "found": _found}
FIELDS = {"no_result": "closes", "no_finding": "finding"}
"""Why a deed was refused → the field that says so."""


def _lists(wave: Wave, picked: Picked) -> list[tuple[Frame, Unit | None]]:
    """Those to choose among; of very many only the one that was chosen on the page before."""
    session = here().session
    if count_lists(session, wave) <= MOST_LISTS:
        return lists_of(session, wave)
    return lists_of(session, wave, numbers=[picked.list] if picked.list else [])


def _case(wave: Wave, number: int) -> tuple[Case, Frame]:
    return case_in(here().session, wave, number) or abort(404)


def _page(wave: Wave, case: Case, frame: Frame, errors: dict[str, str]) -> Response:
    session = here().session
    spare = standing_in(session, case)
    waits = case.role == "reserve" and case.replaces_id is None and not case.visits
    goes_on = wave.state in VISITED_IN and case.outcome != "completed" and not waits
    return drawn(
        "case.html",
        errors=errors,
        wave=wave,
        case=case,
        frame=frame,
        contacts=read_contacts(case.contacts),
        lost=session.get(Case, case.replaces_id) if case.replaces_id else None,
        spare=spare,
        may_visit=goes_on and spare is None,
        may_replace=goes_on and spare is None,
        results=list(RESULTS),
        closing=CLOSING,
        findings=FINDINGS,
        number=id_of(case),
    )
